import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { HIDDEN, namesSecret } from '../../../validation/secrets';
import { KafkaModel } from '../../model';
import { DeclaredSetting, declaredSettings } from '../declared-settings';

const PROVIDED = /\$\{[^}:]+:[^}]+\}/;

export const SECRETS_ARE_REFERENCES: Rule<KafkaModel> = {
  id: 'config.secret-value',
  severity: Severity.ERROR,
  summary: 'A password is not in the configuration itself: a config provider fills it in.',
  why: 'Configuration lies in a ConfigMap, in the manifests, and so in version control, readable for everybody who may read those.',
  source: 'https://kafka.apache.org/documentation/#config_providers, KIP-297, https://kubernetes.io/docs/concepts/configuration/secret/',
  *check(model) {
    for (const setting of declaredSettings(model)) {
      if (!holdsSecret(setting)) { continue; }
      yield {
        property: setting.property,
        value: HIDDEN,
        message: 'a secret would lie readable in the manifests',
        mend: "Mount it from a Secret and refer to it: '${file:/path/of/the/file:key}', with 'file' among 'config.providers'.",
      };
    }
  },
};

function holdsSecret({ kind, key, value, origin }: DeclaredSetting): boolean {
  if (value === '' || PROVIDED.test(value)) { return false; }
  if (kind.kind === 'known' || kind.kind === 'unknown-listener') {
    // A JAAS configuration may do without: a Kerberos keytab, a callback that fetches a token.
    if (key.endsWith('sasl.jaas.config')) { return /(password|secret)\w*\s*=/i.test(value) || /\buser_\w+\s*=/.test(value); }
    return kind.kind === 'known' && kind.definition.sensitive;
  }
  return origin === 'plugin' && namesSecret(key);
}
