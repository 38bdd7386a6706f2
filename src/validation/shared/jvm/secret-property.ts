import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { HIDDEN, namesSecret } from '../../secrets';
import { ServerGroup } from '../../subjects';

export const SYSTEM_PROPERTIES_HOLD_NO_SECRET: Rule<ServerGroup> = {
  id: 'jvm.secret-property',
  severity: Severity.WARNING,
  summary: 'No password is given as a system property.',
  why: 'System properties lie in a ConfigMap, in the manifests and so in version control, and in the process list.',
  source: 'https://kubernetes.io/docs/concepts/configuration/secret/',
  *check({ prefix, jvm }) {
    for (const [name, value] of Object.entries(jvm.systemProperties)) {
      if (!namesSecret(name) || value === '') { continue; }
      yield {
        property: `${prefix}jvm.systemProperties '${name}'`,
        value: HIDDEN,
        message: 'a secret would lie readable in the manifests',
        mend: "Let a config provider fill it into Kafka's own settings, or acknowledge this for a password that guards nothing.",
      };
    }
  },
};
