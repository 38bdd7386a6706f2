import { Acknowledgement, Finding, Severity } from './finding';
import { Rule, RuleDescription } from './rule';

/** The engine's own rules about acknowledgements, listed with the others. */
export const ACKNOWLEDGEMENT_RULES: readonly RuleDescription[] = [
  {
    id: 'acknowledgement.unknown-rule',
    severity: Severity.ERROR,
    summary: 'What is acknowledged is the id of a rule that gives warnings.',
    why: 'An acknowledgement with a misspelt id would never take effect, and errors cannot be accepted.',
    source: 'docs/rules.md',
  },
  {
    id: 'acknowledgement.without-reason',
    severity: Severity.ERROR,
    summary: 'An acknowledgement gives its reason.',
    why: 'Whoever reads the code later must be able to judge whether the reason still holds.',
    source: 'docs/rules.md',
  },
  {
    id: 'acknowledgement.unused',
    severity: Severity.WARNING,
    summary: 'What is acknowledged happens.',
    why: 'A left-over acknowledgement would silently accept the warning when it comes back for another reason.',
    source: 'docs/rules.md',
  },
];

/**
 * Runs all rules over a model: every finding at once, errors first, in the order of the rules. What several pools share is found in each of them,
 * and said once.
 */
export function evaluate<Model>(
  object: string, model: Model, rules: readonly Rule<Model>[], acknowledgements: readonly Acknowledgement[],
): Finding[] {
  const reasons = new Map(acknowledgements.map((a) => [a.rule, a.reason]));
  const findings: Finding[] = [];
  const said = new Set<string>();
  for (const rule of rules) {
    for (const violation of rule.check(model)) {
      const words = JSON.stringify([rule.id, violation.property, violation.value, violation.message, violation.mend]);
      if (said.has(words)) { continue; }
      said.add(words);
      const reason = rule.severity === Severity.WARNING ? reasons.get(rule.id) : undefined;
      findings.push({ rule: rule.id, severity: rule.severity, object, ...violation, ...(reason?.trim() ? { acknowledged: reason } : {}) });
    }
  }
  findings.push(...acknowledgements.flatMap((a, index) => judgeAcknowledgement(object, a, index, rules, findings)));
  return [...findings.filter((f) => f.severity === Severity.ERROR), ...findings.filter((f) => f.severity === Severity.WARNING)];
}

function judgeAcknowledgement<Model>(
  object: string, acknowledgement: Acknowledgement, index: number, rules: readonly Rule<Model>[], findings: readonly Finding[],
): Finding[] {
  const finding = (rule: RuleDescription, message: string, mend: string): Finding => ({
    rule: rule.id, severity: rule.severity, object, property: `acknowledge[${index}]`, value: acknowledgement.rule, message, mend,
  });
  const [unknown, withoutReason, unused] = ACKNOWLEDGEMENT_RULES;
  const known = rules.find((r) => r.id === acknowledgement.rule);
  if (!known) { return [finding(unknown, 'no rule has this id', 'Use an id of docs/rules.md.')]; }
  if (known.severity === Severity.ERROR) { return [finding(unknown, 'this rule gives errors, which cannot be accepted', 'Mend what the rule speaks against.')]; }
  if (acknowledgement.reason.trim() === '') { return [finding(withoutReason, 'no reason is given', "Say in 'reason' why the warning is acceptable here.")]; }
  if (!findings.some((f) => f.rule === acknowledgement.rule)) { return [finding(unused, 'the rule finds nothing here', 'Remove the acknowledgement.')]; }
  return [];
}

/** Longer texts are cut: a line is to be read. What is said about a value may repeat it. */
const MOST_CHARACTERS = 120;
const MOST_OF_A_SENTENCE = 800;

/** The finding as a person reads it: one line, whatever the user wrote. */
export function describeFinding(finding: Finding): string {
  const value = finding.value === '' ? '' : ` is ${inOneLine(finding.value)}`;
  return `[${finding.rule}] ${inOneLine(finding.property)}${value}: ${inOneLine(finding.message, MOST_OF_A_SENTENCE)}. ${inOneLine(finding.mend, MOST_OF_A_SENTENCE)}`;
}

/** Control characters are written as escapes: what a user wrote must not move the cursor of the terminal that shows it. */
function inOneLine(text: string, most = MOST_CHARACTERS): string {
  const short = text.length > most ? `${text.slice(0, most)}…` : text;
  // eslint-disable-next-line no-control-regex
  return short.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (c) => c === '\n' ? '\\n' : `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
