import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { HIDDEN, mayNameSecret } from '../../secrets';
import { ServerGroup } from '../../subjects';

export const SYSTEM_PROPERTIES_ARE_WELL_FORMED: Rule<ServerGroup> = {
  id: 'jvm.system-property',
  severity: Severity.ERROR,
  summary: "A system property has a name without blanks and '=', and a value without control characters.",
  why: 'The JVM would read another name, or take what follows for its main class.',
  source: 'https://docs.oracle.com/en/java/javase/17/docs/specs/man/java.html (-D, Command-Line Argument Files)',
  *check({ prefix, jvm }) {
    for (const [name, value] of Object.entries(jvm.systemProperties)) {
      const property = `${prefix}jvm.systemProperties '${name}'`;
      const shown = mayNameSecret(name) ? HIDDEN : value;
      // eslint-disable-next-line no-control-regex
      if (!/^[^\s=\u0000-\u001f]+$/.test(name) || name.startsWith('-')) {
        yield { property, value: shown, message: 'this is no name of a system property', mend: "Give the name alone, without -D, for example 'java.net.preferIPv4Stack'." };
        // eslint-disable-next-line no-control-regex
      } else if (/[\u0000-\u001f\u007f]/.test(value)) {
        yield { property, value: shown, message: 'the value has control characters', mend: 'Remove them.' };
      }
    }
  },
};
