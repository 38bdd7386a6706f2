import { findKey, minorOf, suggest } from '../../config/catalog';
import { HIDDEN, mayNameSecret } from '../../validation/secrets';
import { KafkaModel, PoolModel, SettingOrigin, settingProperty } from '../model';
import { OWNED_KEYS } from '../settings';
import { KeyKind, keyKind } from './key-kind';

/** A setting of the user's that takes effect. */
export interface DeclaredSetting {
  readonly pool: PoolModel;
  readonly key: string;
  readonly value: string;
  readonly origin: SettingOrigin;
  readonly kind: KeyKind;
  /** As the user writes it. */
  readonly property: string;
  /** The value as it may be shown. */
  readonly shown: string;
}

/** Most rules about keys go over all of them; to find what a misspelt one may have meant takes milliseconds. */
const known = new WeakMap<KafkaModel, readonly DeclaredSetting[]>();

/** All of them, pool by pool. Keys of the library's own are left to the rule about those. */
export function declaredSettings(model: KafkaModel): readonly DeclaredSetting[] {
  const settings = known.get(model) ?? [...judge(model)];
  known.set(model, settings);
  return settings;
}

function* judge(model: KafkaModel): Generator<DeclaredSetting> {
  const sensitive = new Map<string, boolean>();
  for (const pool of model.pools) {
    for (const [key, setting] of pool.settings) {
      if (setting.origin === 'identity' || setting.origin === 'default' || OWNED_KEYS.has(key)) { continue; }
      const hidden = sensitive.get(key) ?? isSensitive(model, key);
      sensitive.set(key, hidden);
      yield {
        pool,
        key,
        value: setting.value,
        origin: setting.origin,
        kind: keyKind(model, key),
        property: settingProperty(pool, key, setting),
        shown: hidden ? HIDDEN : setting.value || "''",
      };
    }
  }
}

/** Whether a setting is a password, or may be a misspelt one, whose value is not to be printed. */
function isSensitive(model: KafkaModel, key: string): boolean {
  const { minor } = minorOf(model.version.minor);
  const definition = findKey(minor, key);
  if (definition) { return definition.sensitive; }
  return mayNameSecret(key) || suggest(minor, key).some((name) => findKey(minor, name)?.sensitive);
}
