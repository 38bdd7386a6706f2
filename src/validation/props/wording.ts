import { KINDS, kindOf } from './kinds';
import { ENUMS, STRUCTS, Shape } from './shapes.generated';
import { closestNames } from '../closest-names';
import { HIDDEN, mayNameSecret } from '../secrets';
import { anyOf, listed } from '../wording';

/** The names of primitives: one of it, and many. */
const PRIMITIVES: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['string', ['a string', 'strings']],
  ['number', ['a number', 'numbers']],
  ['boolean', ['a boolean', 'booleans']],
]);

/** What is taken where a type is declared: `a list of strings`. */
export function wanted(type: string): string {
  if (type.startsWith('[]')) { return `a list of ${many(type.slice(2))}`; }
  if (type.startsWith('{}')) { return `an object with ${wanted(type.slice(2))} for each name`; }
  return listed(type.split('|').map(one), 'or');
}

function one(type: string): string {
  if (Object.hasOwn(STRUCTS, type)) { return `an object (${type})`; }
  if (Object.hasOwn(ENUMS, type)) { return `a member of ${type}`; }
  return PRIMITIVES.get(type)?.[0] ?? withArticle(type);
}

function many(type: string): string {
  if (Object.hasOwn(STRUCTS, type)) { return `objects (${type})`; }
  return PRIMITIVES.get(type)?.[1] ?? `${type} objects`;
}

/** What would do where a value of the type is wanted, and perhaps another one is given. That is not repeated: it may be a secret. */
export function howToState(type: string, value?: unknown): string {
  if (type.startsWith('[]')) { return 'Write it in brackets: […].'; }
  if (type.startsWith('{}')) { return 'Write it in braces: { name: value }.'; }
  if (Object.hasOwn(STRUCTS, type)) { return `Write it in braces: { ${sketch(STRUCTS[type])} }.`; }
  if (Object.hasOwn(ENUMS, type)) { return choice(type, value); }
  const kind = KINDS.get(type);
  if (kind) { return kind.stated; }
  // What looks like one in the other's form is a matter of quotes.
  if (type === 'string' && typeof value === 'number') { return 'Write it in quotes.'; }
  if (type === 'number' && typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))) { return 'Write it without quotes.'; }
  if (type === 'boolean' && (value === 'true' || value === 'false')) { return 'Write it without quotes.'; }
  return type.includes('|') ? 'Give one of these.' : `Give ${wanted(type)}.`;
}

/** The members that must be there, else the first few. */
function sketch(shape: Shape): string {
  const required = Object.keys(shape).filter((member) => !shape[member].startsWith('?'));
  const members = required.length > 0 ? required : Object.keys(shape).slice(0, 3);
  return `${members.map((member) => `${member}: …`).join(', ')}${members.length < Object.keys(shape).length ? ', …' : ''}`;
}

function choice(type: string, value: unknown): string {
  const members = Object.entries(ENUMS[type]);
  const written = typeof value === 'string' ? closestNames(value, members.flat()) : [];
  const meant = members.filter(([name, text]) => written.includes(name) || written.includes(text));
  const said = (some: typeof members) => listed(some.map(([name, text]) => `${type}.${name} ('${text}')`), 'or');
  return meant.length > 0 ? `Did you mean ${said(meant)}?` : `Use ${said(members)}.`;
}

/** What a name that a struct does not have was probably meant to be, as it is to be written there: one of its own, or one of a struct within it. */
export function meantMembers(struct: string, name: string): string[] {
  const shape = STRUCTS[struct];
  const close = closestNames(name, Object.keys(shape));
  if (close.length > 0) { return close; }
  return Object.entries(shape).flatMap(([member, type]) => {
    const within = type.replace('?', '');
    return Object.hasOwn(STRUCTS, within) && Object.hasOwn(STRUCTS[within], name) ? [`${member}.${name}`] : [];
  });
}

export function insteadOf(struct: string, meant: readonly string[]): string {
  return meant.length > 0 ? `Did you mean ${anyOf(meant)}?` : `Remove it; there are ${listed(Object.keys(STRUCTS[struct]).map((member) => `'${member}'`), 'and')}.`;
}

/** A value as its author wrote it, if it is a simple one; else what it is. */
export function shown(property: string, value: unknown): string {
  if (typeof value === 'string') { return mayNameSecret(property) || mayNameSecret(value) ? HIDDEN : JSON.stringify(value); }
  if (typeof value === 'bigint') { return `${value}n`; }
  if (typeof value === 'function') { return 'a function'; }
  if (typeof value === 'symbol') { return 'a symbol'; }
  if (typeof value !== 'object' || value === null) { return mayNameSecret(property) && value !== undefined && value !== null ? HIDDEN : String(value); }
  if (Array.isArray(value)) { return 'a list'; }
  const kind = kindOf(value) ?? builtInKindOf(value);
  return kind === undefined ? 'an object' : withArticle(kind);
}

/** `Map`, `Date` and other kinds of JavaScript's own; undefined for all else. Constructors would not tell: each realm has its own. */
export function builtInKindOf(value: object): string | undefined {
  const kind = Object.prototype.toString.call(value).slice('[object '.length, -1);
  return kind === 'Object' ? undefined : kind;
}

function withArticle(noun: string): string {
  return `${/^[AEIO]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}
