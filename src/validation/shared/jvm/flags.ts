import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { ServerGroup } from '../../subjects';

export const JVM_FLAGS_ARE_WELL_FORMED: Rule<ServerGroup> = {
  id: 'jvm.flags',
  severity: Severity.ERROR,
  summary: 'A flag of the JVM has the name of a -XX flag alone, and a value.',
  why: 'The JVM ends at once with "Unrecognized VM option", and the node never starts.',
  source: 'https://docs.oracle.com/en/java/javase/17/docs/specs/man/java.html',
  *check({ prefix, jvm }) {
    for (const [name, value] of Object.entries(jvm.flags)) {
      const property = `${prefix}jvm.flags '${name}'`;
      if (!/^[A-Za-z]\w*$/.test(name)) {
        yield { property, value: String(value), message: 'this is no name of a -XX flag', mend: 'Give the name alone, without -XX, + or -: { MaxGCPauseMillis: 50, UseStringDeduplication: true }.' };
      } else if (typeof value === 'number' ? !Number.isFinite(value) : typeof value === 'string' && !/^[\u0021-\u007e]+$/.test(value)) {
        yield { property, value: value === '' ? "''" : String(value), message: 'the JVM takes no such value', mend: 'State a number, true, false, or a text without blanks.' };
      }
    }
  },
};
