import { ConfigKey, IMPORTANCES, KAFKA_MINORS, KafkaMinor, KEY_TYPES, KeyScope, UPDATE_MODES, Validator } from './config-key';
import { CATALOG_JSON } from './data.generated';
import { CatalogData, KeyVariant } from './format';

let parsed: CatalogData | undefined;

function data(): CatalogData {
  parsed ??= JSON.parse(CATALOG_JSON) as CatalogData;
  return parsed;
}

const built = new Map<string, ReadonlyMap<string, ConfigKey>>();

/** Every key that a minor version defines, by name. */
export function catalogOf(minor: KafkaMinor, scope: KeyScope = 'broker'): ReadonlyMap<string, ConfigKey> {
  const id = `${minor} ${scope}`;
  const known = built.get(id);
  if (known) return known;
  const digit = String(KAFKA_MINORS.indexOf(minor));
  const { validators, [scope]: keys } = data();
  const catalog = new Map<string, ConfigKey>();
  for (const [name, variants] of Object.entries(keys)) {
    const variant = variants.find(([minors]) => minors.includes(digit));
    if (variant) catalog.set(name, keyOf(name, variant, validators));
  }
  built.set(id, catalog);
  return catalog;
}

function keyOf(name: string, [, traits, defaultValue, validator, deprecated]: KeyVariant, validators: readonly Validator[]): ConfigKey {
  const type = KEY_TYPES[Number(traits[0])];
  return {
    name,
    type,
    defaultValue: defaultValue ?? undefined,
    required: traits.includes('r'),
    validator: typeof validator === 'number' ? validators[validator] : undefined,
    importance: IMPORTANCES[Number(traits[1])],
    updateMode: UPDATE_MODES[Number(traits[2])],
    sensitive: type === 'password',
    internal: traits.includes('i'),
    deprecated: deprecated ?? undefined,
  };
}

/** The versions that define exactly this name; `since` is the oldest in the catalog for whatever is older than that. */
export function spanOf(name: string, scope: KeyScope): { since: KafkaMinor; removedIn?: KafkaMinor } | undefined {
  const keys = data()[scope];
  if (!Object.hasOwn(keys, name)) return undefined;
  const minors = keys[name].flatMap(([digits]) => digits.split('').map(Number));
  const removedIn: KafkaMinor | undefined = KAFKA_MINORS[Math.max(...minors) + 1];
  const since = KAFKA_MINORS[Math.min(...minors)];
  return removedIn ? { since, removedIn } : { since };
}
