import { IConstruct } from 'constructs';
import { describeFinding } from './engine';
import { Finding, Severity } from './finding';

interface Reported {
  readonly findings: readonly Finding[];
  readonly assumptions: readonly string[];
  readonly text: string;
  readonly errors: readonly string[];
}

/** What was reported last for each construct: an app validates all of them anew for every chart that it synthesizes. */
const reported = new WeakMap<IConstruct, Reported>();

/**
 * Prints a construct's warnings and assumptions on standard error, once, and returns its errors, which stop the synthesis.
 * Where there are errors the assumptions are left out: they would only hide them.
 */
export function reportOnSynthesis(construct: IConstruct, findings: readonly Finding[], assumptions: readonly string[]): string[] {
  const last = reported.get(construct);
  if (last && last.assumptions === assumptions && last.findings.length === findings.length && findings.every((f, i) => f === last.findings[i])) {
    return [...last.errors];
  }
  const errors = findings.filter((f) => f.severity === Severity.ERROR);
  const warnings = findings.filter((f) => f.severity === Severity.WARNING && f.acknowledged === undefined);
  const { path } = construct.node;
  const text = [
    ...(errors.length === 0 ? assumptions : []),
    ...warnings.map((w) => `warning: ${describeFinding(w)}`),
  ].map((line) => `[${path}] ${line}\n`).join('');
  if (text !== '' && last?.text !== text) { process.stderr.write(text); }
  const result = { findings: [...findings], assumptions, text: text === '' ? last?.text ?? '' : text, errors: errors.map(describeFinding) };
  reported.set(construct, result);
  return [...result.errors];
}
