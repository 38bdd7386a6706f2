import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';
import { declaredSettings } from '../declared-settings';

/** The providers that a value refers to: what stands before the first colon (`ConfigTransformer.DEFAULT_PATTERN`). */
function providersIn(value: string): ReadonlySet<string> {
  return new Set([...value.matchAll(/\$\{([^}]*)\}/g)].flatMap(([, inside]) => inside.includes(':') ? [inside.slice(0, inside.indexOf(':'))] : []));
}

export const PROVIDERS_ARE_DECLARED: Rule<KafkaModel> = {
  id: 'config.unknown-provider',
  severity: Severity.ERROR,
  summary: 'A reference ${provider:…} names a provider that is among config.providers and has a class.',
  why: 'Kafka starts with the literal text, ${…} and all, as the value: as a password, a host, a path.',
  source: 'KIP-297, org.apache.kafka.common.config.AbstractConfig#resolveConfigVariables',
  *check(model) {
    for (const { pool, key, value, property, shown, origin, kind } of declaredSettings(model)) {
      // What a plugin's own `${a:b}` means is its business.
      if (origin === 'plugin' || kind.kind === 'unknown' || key.startsWith('config.providers')) { continue; }
      const listed = (pool.settings.get('config.providers')?.value ?? '').split(',').map((name) => name.trim());
      for (const name of providersIn(value)) {
        const classKey = `config.providers.${name}.class`;
        if (listed.includes(name) && pool.settings.has(classKey)) { continue; }
        yield {
          property,
          value: shown,
          message: listed.includes(name) ? `the config provider '${name}' has no class, so Kafka takes the text as it stands` : `there is no config provider '${name}', so Kafka takes the text as it stands`,
          mend: listed.includes(name) ? `Set '${classKey}'.` : `Set 'config.providers' to '${[...listed.filter((n) => n !== ''), name].join(',')}', and '${classKey}'.`,
        };
      }
    }
  },
};
