import { IConstruct } from 'constructs';
import { describeFinding } from './engine';
import { Finding, Severity } from './finding';

/** What was printed last for each construct: an app validates anew for every chart that it synthesizes. */
const printed = new WeakMap<IConstruct, string>();

/**
 * Prints a construct's warnings and assumptions on standard error, once, and returns its errors, which stop the synthesis.
 * Where there are errors the assumptions are left out: they would only hide them.
 */
export function reportOnSynthesis(construct: IConstruct, findings: readonly Finding[], assumptions: readonly string[]): string[] {
  const errors = findings.filter((f) => f.severity === Severity.ERROR);
  const warnings = findings.filter((f) => f.severity === Severity.WARNING && f.acknowledged === undefined);
  const lines = [
    ...(errors.length === 0 ? assumptions : []),
    ...warnings.map((w) => `warning: ${describeFinding(w)}`),
  ].map((line) => `[${construct.node.path}] ${line}\n`);
  const text = lines.join('');
  if (text !== '' && printed.get(construct) !== text) {
    printed.set(construct, text);
    process.stderr.write(text);
  }
  return errors.map(describeFinding);
}
