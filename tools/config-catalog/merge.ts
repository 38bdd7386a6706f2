import { IMPORTANCES, KAFKA_MINORS, KafkaMinor, KEY_TYPES, UPDATE_MODES, Validator } from '../../src/config/catalog/config-key';
import { CatalogData, KeyVariant } from '../../src/config/catalog/format';

/** A validator as DumpConfigDefs.java found it: its class, its text, and the fields of its class. */
export interface DumpedValidator {
  readonly class: string;
  readonly text?: string;
  readonly min?: number;
  readonly max?: number;
  readonly validStrings?: readonly string[];
  readonly validString?: DumpedValidator;
  readonly isEmptyAllowed?: boolean;
}

export interface DumpedKey {
  readonly type: string;
  readonly required: boolean;
  readonly default: string | null;
  readonly validator: DumpedValidator | null;
  readonly importance: string;
  /** Topic keys have none: each can be changed while brokers run. */
  readonly updateMode?: string;
  readonly internal: boolean;
  /** Sentences of the key's documentation that speak of something deprecated, to be removed, or to be replaced. */
  readonly outdated: readonly string[];
  /** What the key says of each of PROBES, "+" or "-". */
  readonly verdicts: string;
}

/** What DumpConfigDefs.java writes for one release. */
export interface Dump {
  readonly broker: { readonly [name: string]: DumpedKey };
  readonly topic: { readonly [name: string]: DumpedKey };
}

/** Joins the dumps, in the order of KAFKA_MINORS, to one. The same dumps give the same data. */
export function merge(releases: readonly string[], dumps: readonly Dump[]): CatalogData {
  if (releases.length !== KAFKA_MINORS.length || releases.some((release, i) => !release.startsWith(`${KAFKA_MINORS[i]}.`))) {
    throw new Error(`releases ${releases.join(', ')}: there must be one for each of ${KAFKA_MINORS.join(', ')}, in this order`);
  }
  const validators = new Map<string, number>();
  const mergeScope = (scope: 'broker' | 'topic') => {
    const names = [...new Set(dumps.flatMap(dump => Object.keys(dump[scope])))].sort();
    return Object.fromEntries(names.map(name => [name, mergeKey(name, dumps.map(dump => dump[scope][name]), validators)]));
  };
  const broker = mergeScope('broker');
  const topic = mergeScope('topic');
  return { releases, validators: [...validators.keys()].map(text => JSON.parse(text) as Validator), broker, topic };
}

function mergeKey(name: string, definitions: readonly (DumpedKey | undefined)[], validators: Map<string, number>): KeyVariant[] {
  const minorsOf = new Map<string, string>();
  definitions.forEach((definition, minor) => {
    if (!definition) return;
    const variant = JSON.stringify(attributes(name, definition, KAFKA_MINORS[minor], validators));
    minorsOf.set(variant, `${minorsOf.get(variant) ?? ''}${minor}`);
  });
  const minors = [...minorsOf.values()].join('').split('').map(Number);
  if (Math.max(...minors) - Math.min(...minors) + 1 !== minors.length) {
    throw new Error(`${name}: left Kafka and came back; history() knows only one span of versions`);
  }
  return [...minorsOf].map(([variant, digits]) => [digits, ...JSON.parse(variant) as [string]]);
}

function attributes(name: string, key: DumpedKey, minor: KafkaMinor, validators: Map<string, number>): unknown[] {
  const traits = [
    position(name, KEY_TYPES, key.type),
    position(name, IMPORTANCES, key.importance),
    position(name, UPDATE_MODES, key.updateMode ?? 'cluster-wide'),
    key.required ? 'r' : '',
    key.internal ? 'i' : '',
  ].join('');
  const validator = structured(name, key.validator, minor);
  const out = [traits, key.default, validator ? indexOf(validators, JSON.stringify(validator)) : null, deprecation(key.outdated)];
  while (out[out.length - 1] === null) out.pop();
  return out;
}

function position(name: string, values: readonly string[], value: string): number {
  const found = values.indexOf(value);
  if (found < 0) throw new Error(`${name}: ${value} is none of ${values.join(', ')}; the catalog's types need it`);
  return found;
}

function indexOf(validators: Map<string, number>, text: string): number {
  const index = validators.get(text) ?? validators.size;
  validators.set(text, index);
  return index;
}

/** One validator in the catalog's form; undefined where any value of the type is right. */
function structured(name: string, dumped: DumpedValidator | null, minor: KafkaMinor): Validator | undefined {
  if (!dumped) return undefined;
  const simpleName = dumped.class.replace(/^.*[.$](?=[A-Z])/, '');
  switch (simpleName) {
    case 'Range':
      return { kind: 'range', min: dumped.min, max: dumped.max };
    case 'ValidString':
      return { kind: 'one-of', values: dumped.validStrings ?? [], ignoreCase: false };
    case 'CaseInsensitiveValidString':
      return { kind: 'one-of', values: [...dumped.validStrings ?? []].sort(), ignoreCase: true };
    case 'ValidList': {
      const values = dumped.validString?.validStrings ?? [];
      // The field came with KIP-1161 (4.2), and with it the rules about empty and repeated elements.
      return {
        kind: 'list', values: values.length > 0 ? values : undefined, emptyAllowed: dumped.isEmptyAllowed ?? true, distinct: dumped.isEmptyAllowed !== undefined,
      };
    }
    case 'NonEmptyString':
      return { kind: 'non-empty' };
    case 'NonNullValidator':
      return undefined; // A value that is written down is never null.
    case 'MetadataVersionValidator':
      return { kind: 'metadata-version', versions: metadataVersions((dumped.text ?? '').replace(/[[\] ]/g, '').split(','), minor) };
    case 'ControllerQuorumVotersValidator':
      return { kind: 'voters' };
    case 'ControllerQuorumBootstrapServersValidator':
      return { kind: 'bootstrap-servers' };
    case 'ThrottledReplicaListValidator':
      return { kind: 'throttled-replicas' };
    default:
      return fromText(name, dumped);
  }
}

/** A release stands for its newest version, but only a release that is finished does (MetadataVersion.isProduction): not those after the one asked. */
function metadataVersions(versions: readonly string[], minor: KafkaMinor): string[] {
  const number = (release: string) => release.split('.').reduce((sum, part, i) => sum + Number(part) / 100 ** i, 0);
  const releases = versions.map(version => version.replace(/-IV\d+$/, '')).filter(release => number(release) <= number(minor));
  return [...new Set([...versions, ...releases])];
}

/** Anonymous validators and lambdas tell nothing but their text. */
function fromText(name: string, dumped: DumpedValidator): Validator {
  const text = dumped.text ?? '';
  const levels = /^\[(-?\d+),\.\.\.,(-?\d+)\] or (-?\d+)$/.exec(text);
  if (levels) return { kind: 'range', min: Number(levels[1]), max: Number(levels[2]), or: Number(levels[3]) };
  // RemoteLogManagerConfig of 3.9: at least 1, or -1.
  if (text.startsWith('The default value of -1 means')) return { kind: 'range', min: 1, or: -1 };
  throw new Error(`${name}: no form for the validator ${dumped.class} (${text}); add one to Validator and to checkValue`);
}

const MARKER = /^\[?deprecated\b[\]:.]*\s*/i;
const SAYS_SO_OF_ITSELF = /^(\[?deprecated\b|this config(uration)? (is|has been) deprecated)/i;

/** Why a key is deprecated, or null. Sentences about something else (a JAAS option, an older protocol) do not count. */
function deprecation(outdated: readonly string[]): string | null {
  if (!outdated.some(sentence => SAYS_SO_OF_ITSELF.test(sentence))) return null;
  // Behind the marker comes a reason, or only what the key is for.
  const reasons = outdated
    .filter(sentence => !MARKER.test(sentence) || /\binstead\b|\bremoved\b/.test(sentence))
    .map(sentence => sentence.replace(MARKER, ''));
  return reasons.length > 0 ? reasons.join(' ') : "Kafka's documentation calls it deprecated and names no successor.";
}
