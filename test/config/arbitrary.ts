import * as fc from 'fast-check';
import { ConfigKey, RangeValidator } from '../../src/config/catalog';

const KIB = 1024;
const MIB = 1024 * KIB;

interface Bounds { readonly min: number; readonly max: number }

/** The whole numbers that each type can hold, as far as JavaScript is exact. */
const TYPE_BOUNDS: { readonly [type: string]: Bounds } = {
  short: { min: -(2 ** 15), max: 2 ** 15 - 1 },
  int: { min: -(2 ** 31), max: 2 ** 31 - 1 },
  long: { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER },
};

/**
 * Between keys that belong together (a least, a most, and the value between them) KafkaConfig demands an order: each has a band of its own, with the
 * defaults at its edges, so that any of them fit together, set or not. GroupCoordinatorConfig, ShareGroupConfig, LogConfig: "validate".
 */
const BANDS: readonly { readonly names: RegExp; readonly bounds: Bounds }[] = [
  { names: /^group\.(consumer|share|streams)\.min\.session\.timeout\.ms$/, bounds: { min: 10_000, max: 45_000 } },
  { names: /^group\.(consumer|share|streams)\.session\.timeout\.ms$/, bounds: { min: 45_000, max: 60_000 } },
  { names: /^group\.(consumer|share|streams)\.max\.session\.timeout\.ms$/, bounds: { min: 60_000, max: 120_000 } },
  { names: /^group\.(consumer|share|streams)\.min\.heartbeat\.interval\.ms$/, bounds: { min: 1_000, max: 5_000 } },
  { names: /^group\.(consumer|share|streams)\.heartbeat\.interval\.ms$/, bounds: { min: 5_000, max: 15_000 } },
  { names: /^group\.(consumer|share|streams)\.max\.heartbeat\.interval\.ms$/, bounds: { min: 15_000, max: 30_000 } },
  { names: /^group\.(consumer|share|streams)\.min\.assignment\.interval\.ms$/, bounds: { min: 0, max: 1_000 } },
  { names: /^group\.(consumer|share|streams)\.assignment\.interval\.ms$/, bounds: { min: 1_000, max: 15_000 } },
  { names: /^group\.(consumer|share|streams)\.max\.assignment\.interval\.ms$/, bounds: { min: 15_000, max: 30_000 } },
  { names: /^group\.share\.min\.record\.lock\.duration\.ms$/, bounds: { min: 1_000, max: 15_000 } },
  { names: /^group\.share\.record\.lock\.duration\.ms$/, bounds: { min: 15_000, max: 60_000 } },
  { names: /^group\.share\.max\.record\.lock\.duration\.ms$/, bounds: { min: 60_000, max: 600_000 } },
  // The least is at most 2000, the most at least 2000, by their own validators.
  { names: /^group\.share\.partition\.max\.record\.locks$/, bounds: { min: 2_000, max: 2_000 } },
  { names: /^group\.share\.max\.share\.sessions$/, bounds: { min: 1_000, max: 2_000 } }, // At least group.share.max.size, which is at most 1000.
  { names: /^group\.streams\.num\.standby\.replicas$/, bounds: { min: 0, max: 2 } },
  { names: /^group\.streams\.max\.standby\.replicas$/, bounds: { min: 2, max: 4 } },
  { names: /^group\.share\.delivery\.count\.limit$/, bounds: { min: 5, max: 5 } },
  // What waits in the queue is at least one request.
  { names: /^socket\.request\.max\.bytes$/, bounds: { min: 8 * MIB, max: 128 * MIB } },
  { names: /^queued\.max\.request\.bytes$/, bounds: { min: 128 * MIB, max: 256 * MIB } },
  // More than 1 MiB for each of at most 8 threads; taken from the heap at the start.
  { names: /^log\.cleaner\.dedupe\.buffer\.size$/, bounds: { min: 16 * MIB, max: 32 * MIB } },
  { names: /^log\.cleaner\.threads$/, bounds: { min: 1, max: 8 } },
  // LogConfig.validate refuses a least lag above the greatest.
  { names: /min\.compaction\.lag\.ms$/, bounds: { min: 0, max: 60_000 } },
  { names: /max\.compaction\.lag\.ms$/, bounds: { min: 60_000, max: 1_000_000 } },
  // CompressionType's ids; KafkaConfig looks them up, no validator does.
  { names: /\.topic\.compression\.codec$/, bounds: { min: 0, max: 4 } },
  // At most offsets.topic.replication.factor.
  { names: /^offsets\.commit\.required\.acks$/, bounds: { min: -1, max: 1 } },
  // A validator of its own says so from 4.2 on, ShareCoordinatorConfig before.
  { names: /^share\.coordinator\.snapshot\.update\.records\.per\.snapshot$/, bounds: { min: 0, max: 500 } },
];

/** Keys of one nature: their names, and the values with which a small machine still runs. The first that matches counts. */
const SANE: readonly { readonly names: RegExp; readonly bounds: Bounds; readonly because: string }[] = [
  { names: /^(node|broker)\.id$/, bounds: { min: 0, max: 999 }, because: 'an id of a node is not negative, and broker.id stays below reserved.broker.max.id' },
  { names: /threads?(\.per\.data\.dir)?$|num\.replica\.fetchers$|thread\.pool\.size$/, bounds: { min: 1, max: 8 }, because: 'each is a thread, some for every listener or broker' },
  { names: /load\.buffer\.size$/, bounds: { min: 64 * KIB, max: 8 * MIB }, because: 'allocated for each partition that is loaded' },
  { names: /io\.buffer\.size$/, bounds: { min: 64 * KIB, max: 2 * MIB }, because: 'allocated twice for each cleaner thread' },
  { names: /socket\.(send|receive)\.buffer\.bytes$/, bounds: { min: 4 * KIB, max: MIB }, because: 'kernel memory for each connection; 0 and below -1 are refused' },
  { names: /max\.receive\.size$/, bounds: { min: 64 * KIB, max: MIB }, because: 'allocated for each connection that authenticates' },
  { names: /segment\.bytes$/, bounds: { min: 8 * MIB, max: 256 * MIB }, because: 'above message.max.bytes; with preallocation, taken from the disk at once' },
  { names: /(message\.max\.bytes|max\.message\.bytes|max\.batch\.size\.in\.bytes)$/, bounds: { min: 64 * KIB, max: 4 * MIB }, because: 'held in memory as a whole' },
  { names: /fetch\.(max\.)?bytes$|fetch\.response\.max\.bytes$/, bounds: { min: 64 * KIB, max: 16 * MIB }, because: 'held in memory for each fetcher' },
  { names: /fetch\.min\.bytes$/, bounds: { min: 1, max: KIB }, because: 'more makes followers wait' },
  { names: /index\.size\.max\.bytes$|segment\.index\.bytes$/, bounds: { min: 4 * KIB, max: MIB }, because: 'mapped for each active segment' },
  { names: /index\.(file\.cache|cache)\..*bytes$/, bounds: { min: MIB, max: 64 * MIB }, because: 'kept on the disk' },
  { names: /num\.partitions$/, bounds: { min: 1, max: 6 }, because: 'each is a folder with open files, on every replica' },
  { names: /replication\.factor$/, bounds: { min: 1, max: 1 }, because: 'more than there are brokers keeps topics from being created' },
  { names: /min\.(insync\.replicas|isr)$/, bounds: { min: 1, max: 1 }, because: 'more than the replicas makes topics read-only' },
  { names: /queued\.max\.requests$/, bounds: { min: 16, max: 1000 }, because: 'a queue is allocated; fewer starves the controller' },
  { names: /max\.incremental\.fetch\.session\.cache\.slots$|cache\.(max\.)?(size|entries)$/, bounds: { min: 1, max: 1000 }, because: 'an entry each in memory' },
  { names: /(connections|max\.connections\.per\.ip|connection\.creation\.rate)$/, bounds: { min: 100, max: MIB }, because: 'fewer locks out the brokers themselves' },
  { names: /(session|heartbeat|request|socket|fetch|election|setup|registration|connection|connect|read).*timeout.*ms$/, bounds: { min: 10_000, max: 120_000 }, because: 'less disturbs elections on a busy machine, more outlasts a test' },
  { names: /heartbeat.*interval\.ms$/, bounds: { min: 500, max: 3_000 }, because: 'below a third of the session timeout' },
  { names: /(backoff|linger|wait|delay|jitter|log\.read\.lock).*\.(ms|millis)$/, bounds: { min: 5, max: 2_000 }, because: '0 spins, and more outlasts a test' },
  { names: /(interval|window|period|schedule|purge|check|frequency|refresh).*(ms|seconds|millis|minutes|hours)?$/, bounds: { min: 100, max: 60_000 }, because: 'less keeps a processor busy' },
  { names: /(retention|roll|segment|lag|max|idle|lifetime|expiration|expiry|flush).*\.(ms|minutes|hours)$/, bounds: { min: 60_000, max: 1_000_000 }, because: 'less deletes what a test has written; in hours still within a long' },
  { names: /retention\.bytes$/, bounds: { min: 256 * MIB, max: 2 ** 40 }, because: 'less deletes what a test has written' },
  { names: /quota/, bounds: { min: 2, max: 100 }, because: 'one sample each in memory' },
  { names: /\.(bytes|size)$/, bounds: { min: 16 * KIB, max: 16 * MIB }, because: 'memory' },
  { names: /./, bounds: { min: -1, max: 10_000 }, because: 'counts and limits; where more is no harm, it is no test either' },
];

/**
 * Values that Kafka accepts for a key when it reads its configuration, within what a small machine can carry. Whether they fit together, and to
 * the machine's volumes and names (listeners, directories, classes), the caller decides: such keys get their default, or a plain word.
 */
export function arbitraryValue(key: ConfigKey): fc.Arbitrary<string> {
  switch (key.type) {
    case 'boolean':
      // Without a class for the remote storage a broker dies of a NullPointerException in RemoteLogManager.
      if (key.name === 'remote.log.storage.system.enable') return fc.constant('false');
      return fc.constantFrom('true', 'false');
    case 'int':
    case 'short':
    case 'long':
      return wholeNumber(key).map(String);
    case 'double':
      return fraction(key).map(String);
    case 'list':
      return list(key);
    case 'string':
      return text(key);
    case 'class':
      // Any other class would have to be there, and be of the right kind.
      return fc.constant(key.defaultValue ?? 'java.lang.Object');
    case 'password':
      return fc.string({ minLength: 8, maxLength: 32, unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_') });
  }
}

/** The sane values that the key's own validator allows, at their edges more often than chance would; if none is sane, the validator's nearest. */
function wholeNumber(key: ConfigKey): fc.Arbitrary<number> {
  const { min, max } = boundsOf(key);
  const numbers = fc.oneof({ weight: 4, arbitrary: fc.integer({ min, max }) }, { weight: 1, arbitrary: fc.constantFrom(min, max) });
  const other = range(key)?.or;
  return other === undefined ? numbers : fc.oneof(numbers, fc.constant(other));
}

function boundsOf(key: ConfigKey): Bounds {
  const type = TYPE_BOUNDS[key.type] ?? TYPE_BOUNDS.long;
  const validator = range(key);
  const floor = Math.max(type.min, validator?.min ?? type.min);
  const ceiling = Math.min(type.max, validator?.max ?? type.max);
  const sane = [...BANDS, ...SANE].find(({ names }) => names.test(key.name))?.bounds ?? { min: floor, max: ceiling };
  const within = (value: number) => Math.min(Math.max(value, floor), ceiling);
  return { min: within(sane.min), max: within(sane.max) };
}

function range(key: ConfigKey): RangeValidator | undefined {
  return key.validator?.kind === 'range' ? key.validator : undefined;
}

/** All of Kafka's fractions are shares, factors or rates: hundredths are fine enough, and print without an exponent. */
function fraction(key: ConfigKey): fc.Arbitrary<number> {
  // Half a byte a second would never clean a log.
  if (key.name.endsWith('bytes.per.second')) return fc.integer({ min: MIB, max: 1024 * MIB });
  const { min = 0.01, max = 1 } = range(key) ?? {};
  return fc.integer({ min: Math.ceil(min * 100), max: Math.floor(max * 100) }).map(hundredths => hundredths / 100);
}

function list(key: ConfigKey): fc.Arbitrary<string> {
  const { validator } = key;
  switch (validator?.kind) {
    case 'voters':
      return fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }).map(ids => ids.map(id => `${id}@controller-${id}:9093`).join(','));
    case 'bootstrap-servers':
      return fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }).map(ids => ids.map(id => `controller-${id}:9093`).join(','));
    case 'throttled-replicas':
      return fc.oneof(fc.constant('*'), fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 3 }).map(pairs => pairs.map(pair => pair.join(':')).join(',')));
    case 'list':
      // KafkaConfig refuses to be without the classic protocol.
      if (key.name === 'group.coordinator.rebalance.protocols') return fc.constantFrom('classic', 'classic,consumer');
      // Never empty, though some lists may be: an empty cleanup policy keeps everything, for ever.
      return validator.values ? fc.subarray([...validator.values], { minLength: 1 }).map(elements => elements.join(',')) : fc.constant(key.defaultValue ?? (validator.emptyAllowed ? '' : 'a'));
    default:
      return fc.constant(key.defaultValue ?? '');
  }
}

function text(key: ConfigKey): fc.Arbitrary<string> {
  switch (key.validator?.kind) {
    case 'one-of':
      return fc.constantFrom(...key.validator.values);
    case 'metadata-version':
      return fc.constantFrom(...key.validator.versions);
    default:
      // Names, paths and rules: only their default is sure to mean something.
      return fc.constant(key.defaultValue ?? 'a');
  }
}
