import { flatRequest } from '../client-library';
import { NodeConnection } from '../connection';
import { FlatReader } from '../flat-reader';
import { BrokerSetting, TopicSetting } from '../kafka-admin';

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

export async function topicSetting(connection: NodeConnection, key: string, topics: readonly string[]): Promise<readonly TopicSetting[]> {
  const settings: TopicSetting[] = [];
  for (let from = 0; from < topics.length; from += TOPICS_AT_ONCE) {
    const described = await describe(connection, TOPIC, topics.slice(from, from + TOPICS_AT_ONCE), [key]);
    settings.push(...described.map(({ code, settings: [setting] }): TopicSetting => {
      if (code !== 0) { return { error: connection.codeName(code) }; }
      return setting?.value === undefined ? { error: `it has no ${key}` } : { value: setting.value, own: setting.source === SET_FOR_TOPIC };
    }));
  }
  return settings;
}

/** @param broker the id of the broker itself, or '' for what is set for all brokers alike */
export async function brokerSettings(connection: NodeConnection, broker: string): Promise<readonly BrokerSetting[]> {
  const [{ code, message, settings }] = await describe(connection, BROKER, [broker], null);
  if (code !== 0) { throw connection.refusal({ key: 32 }, code, message); }
  return settings.map(({ key, value, source }) => ({
    key,
    value,
    origin: source === SET_FOR_BROKER ? 'this broker' : source === SET_FOR_ALL_BROKERS ? 'all brokers' : 'configuration',
  }));
}

/** DescribeConfigs 4, one answer for each name. */
async function describe(
  connection: NodeConnection, type: ResourceType, names: readonly string[], keys: string[] | null,
): Promise<readonly Described[]> {
  const api = flatRequest(connection.library, 32, 4, (request) => request
    .appendArray([...names], (resources, name) => resources
      .appendInt8(type)
      .appendString(name)
      .appendArray(keys, (items, key) => items.appendString(key), true, false))
    .appendBoolean(false) // include_synonyms
    .appendBoolean(false), // include_documentation
  readDescribeConfigs);
  const described = await connection.ask(api);
  if (described.length !== names.length) { throw connection.refusal(api, -1, `it tells of ${described.length} of ${names.length} things`); }
  return described;
}

export function readDescribeConfigs(reader: FlatReader): readonly Described[] {
  reader.int32(); // throttle_time_ms
  return reader.array((): Described => {
    const code = reader.int16();
    const message = reader.nullableString();
    reader.int8(); // resource_type
    reader.nullableString(); // resource_name
    const settings = reader.array(() => {
      const key = reader.string();
      const value = reader.nullableString();
      reader.boolean(); // read_only
      const source = reader.int8();
      reader.boolean(); // is_sensitive: the value is missing then
      for (let synonyms = reader.arrayLength(); synonyms > 0; synonyms--) {
        reader.nullableString();
        reader.nullableString();
        reader.int8();
        reader.skipTaggedFields();
      }
      reader.int8(); // config_type
      reader.nullableString(); // documentation
      reader.skipTaggedFields();
      return { key, value, source };
    });
    reader.skipTaggedFields();
    return { code, message, settings };
  });
}
