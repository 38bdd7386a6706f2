import { ConfigKey, IMPORTANCES, KAFKA_MINORS, KafkaMinor, KEY_TYPES, KeyScope, UPDATE_MODES, Validator } from './config-key';
import { CATALOG_JSON } from './data.generated';
import { CatalogData, KeyVariant } from './format';

let parsed: CatalogData | undefined;

function data(): CatalogData {
  parsed ??= JSON.parse(CATALOG_JSON) as CatalogData;
  return parsed;
}

/** The keys that a minor version defines. Each is made when it is first asked for: an app needs a dozen of some 350. */
export class Catalog {
  private readonly made = new Map<string, ConfigKey>();

  /** @param position the digit that stands for the minor version in a variant */
  constructor(
    private readonly position: string,
    private readonly variants: CatalogData[KeyScope],
    private readonly validators: readonly Validator[],
  ) {}

  has(name: string): boolean {
    return this.variantOf(name) !== undefined;
  }

  get(name: string): ConfigKey | undefined {
    const made = this.made.get(name);
    if (made) return made;
    const variant = this.variantOf(name);
    if (!variant) return undefined;
    const key = keyOf(name, variant, this.validators);
    this.made.set(name, key);
    return key;
  }

  /** All of them, in the order of their names. */
  keys(): ConfigKey[] {
    return Object.keys(this.variants).flatMap((name) => this.get(name) ?? []);
  }

  private variantOf(name: string): KeyVariant | undefined {
    return Object.hasOwn(this.variants, name) ? this.variants[name].find(([minors]) => minors.includes(this.position)) : undefined;
  }
}

const catalogs = new Map<string, Catalog>();

export function catalogOf(minor: KafkaMinor, scope: KeyScope = 'broker'): Catalog {
  const id = `${minor} ${scope}`;
  const known = catalogs.get(id);
  if (known) return known;
  const { validators, [scope]: variants } = data();
  const catalog = new Catalog(String(KAFKA_MINORS.indexOf(minor)), variants, validators);
  catalogs.set(id, catalog);
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
