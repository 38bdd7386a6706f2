import { catalogOf, minorOf } from '../../../config/catalog';
import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel, PoolModel, settingProperty } from '../../model';

interface Order {
  readonly lesser: string;
  readonly greater: string;
  /** Whether the lesser must be below the greater, not equal to it. */
  readonly strict?: boolean;
  /** From this value of the greater on downwards it means "unlimited". */
  readonly unlimited?: number;
  readonly otherwise: string;
}

const NO_START = 'Kafka does not start';

/** `least <= usual <= most` of the three protocols that the group coordinator has (`GroupCoordinatorConfig.validate`, `ShareGroupConfig.validate`). */
function bounds(group: string, what: string): Order[] {
  const [least, usual, most] = [`group.${group}.min.${what}`, `group.${group}.${what}`, `group.${group}.max.${what}`];
  return [[least, usual], [usual, most], [least, most]].map(([lesser, greater]) => ({ lesser, greater, otherwise: NO_START }));
}

const ORDERS: readonly Order[] = [
  { lesser: 'replica.fetch.wait.max.ms', greater: 'replica.socket.timeout.ms', otherwise: NO_START },
  { lesser: 'replica.fetch.wait.max.ms', greater: 'replica.lag.time.max.ms', otherwise: NO_START },
  { lesser: 'socket.request.max.bytes', greater: 'queued.max.request.bytes', unlimited: 0, otherwise: NO_START },
  { lesser: 'message.max.bytes', greater: 'socket.request.max.bytes', strict: true, otherwise: 'the connection of whoever sends a batch as large as that is closed' },
  { lesser: 'connection.failed.authentication.delay.ms', greater: 'connections.max.idle.ms', strict: true, unlimited: -1, otherwise: NO_START },
  { lesser: 'offsets.commit.required.acks', greater: 'offsets.topic.replication.factor', otherwise: NO_START },
  { lesser: 'log.cleaner.min.compaction.lag.ms', greater: 'log.cleaner.max.compaction.lag.ms', otherwise: 'Kafka refuses topics with these defaults' },
  { lesser: 'group.min.session.timeout.ms', greater: 'group.max.session.timeout.ms', otherwise: 'no consumer could join a group with any session timeout' },
  { lesser: 'broker.heartbeat.interval.ms', greater: 'broker.session.timeout.ms', strict: true, otherwise: 'every broker would be fenced between two heartbeats' },
  ...['consumer', 'share', 'streams'].flatMap((group) => [
    ...bounds(group, 'session.timeout.ms'),
    ...bounds(group, 'heartbeat.interval.ms'),
    { lesser: `group.${group}.heartbeat.interval.ms`, greater: `group.${group}.session.timeout.ms`, strict: true, otherwise: 'members would be taken for lost between two heartbeats' },
  ]),
  ...bounds('share', 'record.lock.duration.ms'),
];

export const VALUES_ARE_IN_ORDER: Rule<KafkaModel> = {
  id: 'config.order',
  severity: Severity.ERROR,
  summary: 'Of two keys of which one must be the smaller, it is.',
  why: 'Most of these keep Kafka from starting; with the others brokers are fenced, groups can have no members, or large batches are never taken.',
  source: 'kafka.server.KafkaConfig#validateValues, org.apache.kafka.coordinator.group.GroupCoordinatorConfig, org.apache.kafka.storage.internals.log.LogConfig, org.apache.kafka.common.network.NetworkReceive, KIP-631',
  *check(model) {
    for (const pool of model.pools) {
      for (const order of ORDERS) { yield* violations(model, pool, order); }
    }
  },
};

function* violations(model: KafkaModel, pool: PoolModel, { lesser, greater, strict, unlimited, otherwise }: Order) {
  const key = [lesser, greater].find((name) => pool.settings.has(name));
  if (key === undefined) { return; }
  const [low, high] = [effective(model, pool, lesser), effective(model, pool, greater)];
  if (low === undefined || high === undefined || (unlimited !== undefined && Number(high) <= unlimited)) { return; }
  if (!(strict ? Number(low) >= Number(high) : Number(low) > Number(high))) { return; }
  const [other, value, otherValue, relation] = key === lesser ? [greater, low, high, strict ? 'below' : 'at most'] : [lesser, high, low, strict ? 'above' : 'at least'];
  const setting = pool.settings.get(key);
  if (!setting) { return; }
  yield { property: settingProperty(pool, key, setting), value, message: `'${other}' is ${otherValue}, and so ${otherwise}`, mend: `It must be ${relation} that.` };
}

/** The value that counts: the user's, the library's default, or Kafka's own. */
function effective(model: KafkaModel, pool: PoolModel, key: string): string | undefined {
  const definition = catalogOf(minorOf(model.version.minor).minor).get(key);
  const value = definition && (pool.settings.get(key)?.value ?? definition.defaultValue);
  return value === undefined || value.trim() === '' ? undefined : value;
}
