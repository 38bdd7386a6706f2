import { KINDS, kindOf } from './kinds';
import { Misfit } from './misfit';
import { CHOICES_ARE_OFFERED, PROPERTIES_ARE_KNOWN, PROPERTIES_ARE_OF_THEIR_TYPE, REQUIRED_PROPERTIES_ARE_GIVEN } from './rules';
import { ENUMS, STRUCTS, Shape } from './shapes.generated';
import { builtInKindOf, howToState, insteadOf, meantMembers, shown, wanted } from './wording';

/**
 * What is given, as a copy that nobody changes later, without the members that count as not given. What does not fit the type is added to the
 * misfits, and left out.
 *
 * @param type in the notation of shapes.generated.ts
 * @param property how the user writes what is looked at; empty for the props as a whole
 */
export function fit(type: string, value: unknown, property: string, misfits: Misfit[]): unknown {
  if (type.startsWith('[]')) {
    if (Array.isArray(value)) { return Array.from(value, (each: unknown, i) => fit(type.slice(2), each, `${property}[${i}]`, misfits)); }
  } else if (type.startsWith('{}')) {
    if (isPlain(value)) {
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fit(type.slice(2), each, `${property} '${name}'`, misfits)]));
    }
  } else if (Object.hasOwn(STRUCTS, type)) {
    if (isPlain(value)) { return fitMembers(STRUCTS[type], value, property, misfits, misspeltMembers(type, value, property, misfits)); }
  } else if (type.split('|').some((each) => isOne(each, value))) {
    return value;
  }
  misfits.push({
    rule: Object.hasOwn(ENUMS, type) ? CHOICES_ARE_OFFERED : PROPERTIES_ARE_OF_THEIR_TYPE,
    property: property || 'props',
    value: shown(property, value),
    message: `${wanted(type)} is wanted`,
    // An element or a named value: what is a property and not given has been left out before.
    mend: property !== '' && isNothing(value) ? `${howToState(type).slice(0, -1)}, or leave it out.` : howToState(type, value),
  });
  return undefined;
}

/**
 * The members of a struct, or the arguments of a call, as `fit` gives them.
 *
 * @param misspelt members that are there under another name, and so are not missing
 */
export function fitMembers(
  shape: Shape, value: Readonly<Record<string, unknown>>, property: string, misfits: Misfit[], misspelt: readonly string[] = [],
): unknown {
  const given: [string, unknown][] = [];
  for (const [member, declared] of Object.entries(shape)) {
    const optional = declared.startsWith('?');
    const type = optional ? declared.slice(1) : declared;
    const each = value[member];
    const at = memberOf(property, member);
    if (!isNothing(each)) {
      given.push([member, fit(type, each, at, misfits)]);
    } else if (!optional && !misspelt.includes(member)) {
      misfits.push({ rule: REQUIRED_PROPERTIES_ARE_GIVEN, property: at, value: '', message: `${wanted(type)} is required, and none is given`, mend: howToState(type) });
    }
  }
  return Object.fromEntries(given);
}

/** Says which members a struct does not have, and returns those that were probably meant. */
function misspeltMembers(struct: string, value: Readonly<Record<string, unknown>>, property: string, misfits: Misfit[]): string[] {
  return Object.entries(value).flatMap(([member, each]) => {
    if (isNothing(each) || Object.hasOwn(STRUCTS[struct], member)) { return []; }
    const meant = meantMembers(struct, member);
    misfits.push({
      rule: PROPERTIES_ARE_KNOWN, property: memberOf(property, member), value: '', message: `${struct} has no such property`, mend: insteadOf(struct, meant),
    });
    return meant;
  });
}

/** Whether a value is an object with properties, rather than an instance of a class that stands for something, or a list. Any realm's will do. */
export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && builtInKindOf(value) === undefined && kindOf(value) === undefined;
}

function isNothing(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

function isOne(type: string, value: unknown): boolean {
  switch (type) {
    case 'any': return true;
    case 'string': case 'number': case 'boolean': return typeof value === type;
  }
  if (Object.hasOwn(ENUMS, type)) { return Object.values(ENUMS[type]).some((each) => each === value); }
  const kind = KINDS.get(type);
  if (!kind) { throw withoutShape(type); }
  return typeof value === 'object' && value !== null && kind.isOne(value);
}

/** The shape of that name. There is none of what was added after shapes.generated.ts was made. */
export function shapeOf(shapes: Readonly<Record<string, Shape>>, name: string): Shape {
  if (!Object.hasOwn(shapes, name)) { throw withoutShape(name); }
  return shapes[name];
}

function withoutShape(name: string): Error {
  return new Error(`There is no shape of '${name}'. Compile, then run 'npx tsx tools/generated.ts --write'.`);
}

function memberOf(property: string, member: string): string {
  return property === '' ? member : `${property}.${member}`;
}
