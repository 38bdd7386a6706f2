import { Finding, Severity } from '../../src';
import { describeFinding, evaluate } from '../../src/validation/engine';
import { Rule, Violation } from '../../src/validation/rule';

const said: Violation = { property: 'nodes', value: '4', message: 'four are too many', mend: 'Declare 3.' };

function rule(id: string, severity: Severity, ...violations: Violation[]): Rule<undefined> {
  return { id, severity, summary: '', why: '', source: '', check: () => violations };
}

const error = rule('a.error', Severity.ERROR, said);
const warning = rule('a.warning', Severity.WARNING, said, { ...said, value: '5' });

function ids(findings: readonly Finding[]): string[] {
  return findings.map((f) => f.rule);
}

test('all findings come at once, errors first', () => {
  const findings = evaluate('app/Events', undefined, [warning, error], []);
  expect(ids(findings)).toEqual(['a.error', 'a.warning', 'a.warning']);
  expect(findings[0]).toEqual({ ...said, rule: 'a.error', severity: 'error', object: 'app/Events' });
});

test('what is found several times is said once', () => {
  expect(evaluate('app/Events', undefined, [rule('a.error', Severity.ERROR, said, said, { ...said, mend: 'Another.' })], [])).toHaveLength(2);
});

test('an acknowledged warning keeps its reason, and stays among the findings', () => {
  const findings = evaluate('app/Events', undefined, [warning], [{ rule: 'a.warning', reason: 'a test' }]);
  expect(findings.map((f) => f.acknowledged)).toEqual(['a test', 'a test']);
});

test.each([
  ['acknowledgement.unknown-rule', 'a.misspelt', 'a test'],
  ['acknowledgement.unknown-rule', 'a.error', 'a test'],
  ['acknowledgement.without-reason', 'a.warning', ' '],
  ['acknowledgement.unused', 'a.silent', 'a test'],
])('%s for an acknowledgement of %s because of "%s"', (id, acknowledged, reason) => {
  const findings = evaluate('app/Events', undefined, [error, warning, rule('a.silent', Severity.WARNING)], [{ rule: acknowledged, reason }]);
  expect(ids(findings).filter((each) => each.startsWith('acknowledgement.'))).toEqual([id]);
  expect(findings.every((f) => f.acknowledged === undefined)).toBe(true);
});

test('a finding is one readable line, whatever the value', () => {
  const finding: Finding = { ...said, rule: 'a.error', severity: Severity.ERROR, object: 'app/Events' };
  expect(describeFinding(finding)).toBe('[a.error] nodes is 4: four are too many. Declare 3.');
  expect(describeFinding({ ...finding, value: '' })).toBe('[a.error] nodes: four are too many. Declare 3.');
  expect(describeFinding({ ...finding, property: "config 'a\nb'", value: 'a\nb\u001b[2J' })).toBe('[a.error] config \'a\\nb\' is a\\nb\\u001b[2J: four are too many. Declare 3.');
  expect(describeFinding({ ...finding, value: 'x'.repeat(500) })).toContain(`is ${'x'.repeat(120)}…: four`);
  expect(describeFinding({ ...finding, message: 'x'.repeat(5000) })).toContain(`: ${'x'.repeat(800)}…. Declare 3.`);
});
