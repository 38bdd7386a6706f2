import { SECRET_VALUE } from '../../../observation';
import { flatRequest } from '../client-library';
import { NodeConnection } from '../connection';
import { FlatReader } from '../flat-reader';
import { BrokerSetting, OwnTopicSettings, TopicSetting, TopicSettings } from '../kafka-admin';

/** Of ConfigResource.Type. */
type ResourceType = typeof TOPIC | typeof BROKER;
const TOPIC = 2;
const BROKER = 4;

/** Of ConfigSource, as DescribeConfigs numbers it. */
const SET_FOR_TOPIC = 1;
const SET_FOR_BROKER = 2;
const SET_FOR_ALL_BROKERS = 3;

/** Topics in one request: the broker reads each topic's configuration for it. */
const TOPICS_AT_ONCE = 2000;

interface Described {
  readonly code: number;
  readonly message?: string;
  readonly settings: readonly { readonly key: string; readonly value?: string; readonly source: number }[];
}

export async function topicSettings(
  connection: NodeConnection, keys: readonly string[], topics: readonly string[],
): Promise<readonly TopicSettings[]> {
  const told: TopicSettings[] = [];
  for (let from = 0; from < topics.length; from += TOPICS_AT_ONCE) {
    const described = await describe(connection, TOPIC, topics.slice(from, from + TOPICS_AT_ONCE), [...keys]);
    told.push(...described.map((topic) => topic.code === 0 ? settingsIn(topic, keys) : { error: connection.codeName(topic.code) }));
  }
  return told;
}

/** What is set of topics themselves, and nothing of what holds for them otherwise. */
export async function ownTopicSettings(connection: NodeConnection, topics: readonly string[]): Promise<readonly OwnTopicSettings[]> {
  const told: OwnTopicSettings[] = [];
  for (let from = 0; from < topics.length; from += TOPICS_AT_ONCE) {
    const described = await describe(connection, TOPIC, topics.slice(from, from + TOPICS_AT_ONCE), null, SET_FOR_TOPICS);
    told.push(...described.map(({ code, settings }) => code === 0
      ? { values: Object.fromEntries(settings.map(({ key, value }) => [key, value ?? SECRET_VALUE])) } : { error: connection.codeName(code) }));
  }
  return told;
}

/** Each of the keys must be told. */
export function settingsIn({ settings }: Pick<Described, 'settings'>, keys: readonly string[]): TopicSettings {
  const values: Record<string, TopicSetting> = {};
  for (const { key, value, source } of settings) {
    if (value !== undefined) { values[key] = { value, own: source === SET_FOR_TOPIC }; }
  }
  const missing = keys.find((key) => values[key] === undefined);
  return missing === undefined ? { values } : { error: `it has no ${missing}` };
}

/**
 * The settings that were made at run time, and some others.
 *
 * @param broker the id of the broker itself, or '' for what is set for all brokers alike
 * @param keys what is told wherever it comes from
 */
export async function brokerSettings(connection: NodeConnection, broker: string, keys: ReadonlySet<string>): Promise<readonly BrokerSetting[]> {
  const [{ code, message, settings }] = await describe(connection, BROKER, [broker], null, new WantedSettings(keys));
  if (code !== 0) { throw connection.refusal({ key: 32 }, code, message); }
  return settings.map(({ key, value, source }) => ({
    key,
    value,
    origin: source === SET_FOR_BROKER ? 'this broker' : source === SET_FOR_ALL_BROKERS ? 'all brokers' : 'configuration',
  }));
}

/** DescribeConfigs 4, one answer for each name. */
async function describe(
  connection: NodeConnection, type: ResourceType, names: readonly string[], keys: string[] | null, wanted?: Wanted,
): Promise<readonly Described[]> {
  const api = flatRequest(connection.library, 32, 4, (request) => request
    .appendArray([...names], (resources, name) => resources
      .appendInt8(type)
      .appendString(name)
      .appendArray(keys, (items, key) => items.appendString(key), true, false))
    .appendBoolean(false) // include_synonyms
    .appendBoolean(false), // include_documentation
  (reader) => readDescribeConfigs(reader, wanted));
  const described = await connection.ask(api);
  if (described.length !== names.length) { throw connection.refusal(api, -1, `it tells of ${described.length} of ${names.length} things`); }
  return described;
}

/** Which settings are told. */
type Wanted = Pick<WantedSettings, 'mayBe' | 'has'>;

const SET_FOR_TOPICS: Wanted = { mayBe: (source) => source === SET_FOR_TOPIC, has: () => true };

/** Of some three hundred settings that each broker tells, a look needs a few: only those become text. */
export class WantedSettings {
  private readonly lengths: ReadonlySet<number>;

  constructor(private readonly keys: ReadonlySet<string>) { this.lengths = new Set([...keys].map((key) => Buffer.byteLength(key))); }

  /** Whether the key has to be read: the setting is wanted for its source, or may be for its key. */
  public mayBe(source: number, keyLength: number): boolean { return isOfRunTime(source) || this.lengths.has(keyLength); }

  public has(source: number, key: string): boolean { return isOfRunTime(source) || this.keys.has(key); }
}

function isOfRunTime(source: number): boolean { return source === SET_FOR_BROKER || source === SET_FOR_ALL_BROKERS; }

/** @param wanted what of each thing's settings is told; all of them, if it is not said */
export function readDescribeConfigs(reader: FlatReader, wanted?: Wanted): readonly Described[] {
  reader.int32(); // throttle_time_ms
  return reader.array((): Described => {
    const code = reader.int16();
    const message = reader.nullableString();
    reader.int8(); // resource_type
    reader.nullableString(); // resource_name
    const settings: { key: string; value?: string; source: number }[] = [];
    for (let left = reader.arrayLength(); left > 0; left--) {
      const keyPlace = reader.place;
      const keyLength = reader.skipString();
      const valuePlace = reader.place;
      reader.skipString();
      reader.boolean(); // read_only
      const source = reader.int8();
      reader.boolean(); // is_sensitive: the value is missing then
      for (let synonyms = reader.arrayLength(); synonyms > 0; synonyms--) {
        reader.skipString();
        reader.skipString();
        reader.int8();
        reader.skipTaggedFields();
      }
      reader.int8(); // config_type
      reader.skipString(); // documentation
      reader.skipTaggedFields();
      if (wanted && !wanted.mayBe(source, keyLength)) { continue; }
      const key = reader.nullableStringAt(keyPlace) ?? '';
      if (!wanted || wanted.has(source, key)) { settings.push({ key, value: reader.nullableStringAt(valuePlace), source }); }
    }
    reader.skipTaggedFields();
    return { code, message, settings };
  });
}
