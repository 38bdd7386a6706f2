import { SHARED_CASES, SharedCase } from './shared-cases';
import { Finding } from '../../src';
import { RuleDescription } from '../../src/validation/rule';

/** Declarations: of what a rule finds something in, and of what is near but sound. */
export interface Cases<Case> {
  readonly fires: readonly Case[];
  readonly rests: readonly Case[];
}

/** What is found in a declaration: `[property, value]`. */
export type Found = readonly [property: string, value: string];

/** How the cases for rules of one construct are declared, and what is to be found. */
export interface CasesUnderTest<Case> {
  readonly cases: { readonly [rule: string]: Cases<Case> };
  declare(each: Case): { readonly findings: readonly Finding[] };
  expected(each: Case): Found | undefined;
}

/** Tests every rule of a construct: those that all kinds of servers share by the cases that they share, all others by the construct's own. */
export function testEveryRule<Case>(rules: readonly RuleDescription[], own: CasesUnderTest<Case>, shared: Omit<CasesUnderTest<SharedCase>, 'cases'>): void {
  const ids = rules.map((rule) => rule.id);

  test('no two rules have the same id', () => {
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });

  test('every rule has a case where it fires and one where it does not', () => {
    const cases: { readonly [rule: string]: Cases<unknown> } = { ...SHARED_CASES, ...own.cases };
    expect(ids.filter((id) => !cases[id]?.fires.length || !cases[id]?.rests.length)).toEqual([]);
    expect(Object.keys(cases).filter((id) => !ids.includes(id))).toEqual([]);
  });

  testCases(ids, own);
  testCases(ids, { ...shared, cases: SHARED_CASES });
}

function testCases<Case>(ids: readonly string[], { cases, declare, expected }: CasesUnderTest<Case>): void {
  describe.each(ids.filter((id) => id in cases))('%s', (rule) => {
    const found = (each: Case) => declare(each).findings.filter((f) => f.rule === rule).map((f) => [f.property, f.value]);
    test.each(titled(cases[rule].fires))('fires: %s', (_, each) => {
      expect(expected(each)).toBeDefined();
      expect(found(each)).toEqual([expected(each)]);
    });
    test.each(titled(cases[rule].rests))('rests: %s', (_, each) => {
      expect(found(each)).toEqual([]);
    });
  });
}

function titled<Case>(cases: readonly Case[]): [title: string, each: Case][] {
  return cases.map((each) => [JSON.stringify(each).slice(0, 120), each]);
}
