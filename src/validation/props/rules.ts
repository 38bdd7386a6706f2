import { Severity } from '../finding';
import { RuleDescription } from '../rule';

export const PROPERTIES_ARE_KNOWN: RuleDescription = {
  id: 'props.unknown',
  severity: Severity.ERROR,
  summary: 'Every property is one that its struct has (API.md). A class derived from a construct may take more.',
  why: 'Nobody reads it: what was meant never takes effect.',
  source: 'docs/architecture.md',
};

export const REQUIRED_PROPERTIES_ARE_GIVEN: RuleDescription = {
  id: 'props.missing',
  severity: Severity.ERROR,
  summary: 'Every property that is required is given. `null` and `undefined` count as not given.',
  why: 'There is no sound default for it.',
  source: 'docs/architecture.md',
};

export const PROPERTIES_ARE_OF_THEIR_TYPE: RuleDescription = {
  id: 'props.type',
  severity: Severity.ERROR,
  summary: 'Every value is of the type that its property has (API.md).',
  why: 'Taken for something else, it would end in an error far from its cause, or in manifests that nobody meant.',
  source: 'docs/architecture.md',
};

export const CHOICES_ARE_OFFERED: RuleDescription = {
  id: 'props.choice',
  severity: Severity.ERROR,
  summary: 'Every value of an enum is one of its members.',
  why: 'What is not offered cannot be made.',
  source: 'docs/architecture.md',
};

/** The rules about what the compiler checks in TypeScript, listed with the others. */
export const PROPS_RULES: readonly RuleDescription[] = [
  PROPERTIES_ARE_KNOWN, REQUIRED_PROPERTIES_ARE_GIVEN, PROPERTIES_ARE_OF_THEIR_TYPE, CHOICES_ARE_OFFERED,
];
