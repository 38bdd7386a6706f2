import { DEFAULT_PACE, Pace } from './pace';
import type { Address } from './see-cluster';
import { WrongOptions } from './wrong-options';
import type { WatchPolicy } from '../observe/load-watch';
import { oneOf, optionValues } from '../option-values';
import { BrokerLimits, DEFAULT_GOALS, LIMIT_GOALS, RebalanceGoals, RebalanceMode } from '../rebalance/goals';
import { nameMatcher } from '../rebalance/name-matcher';

export { WrongOptions };

/** What the command line asks for. */
export type CommandOptions = RebalanceOptions | ApplyOptions | CancelOptions;

/** Moves what a plan says. */
export interface ApplyOptions extends Pace {
  readonly command: 'apply';
  readonly bootstrap: readonly Address[];
  /** The file that says how brokers are reached; undefined for plaintext. */
  readonly commandConfig?: string;
  /** The file with the plan, or `-` for standard input. */
  readonly plan: string;
}

/** Gives up what is under way, and brings back its former order; or all that has moved. */
export interface CancelOptions extends Pace {
  readonly command: 'cancel';
  readonly bootstrap: readonly Address[];
  /** The file that says how brokers are reached; undefined for plaintext. */
  readonly commandConfig?: string;
  readonly returns: boolean;
}

/** Says what would move. */
export interface RebalanceOptions {
  readonly command: 'plan';
  /** The file with the placement, `-` for standard input, or a running cluster. */
  readonly source: { readonly file: string } | ClusterSource;
  readonly output: 'lines' | 'reassignment';
  /** The file to which a picture is written; undefined for none. */
  readonly picture?: string;
  readonly goals: RebalanceGoals;
}

/** A running cluster, and what the command line says of its brokers. */
export interface ClusterSource {
  readonly bootstrap: readonly Address[];
  /** The file that says how brokers are reached; undefined for plaintext. */
  readonly commandConfig?: string;
  readonly added: readonly number[];
  readonly drained: readonly number[];
  readonly drainedDisks: readonly NamedDisk[];
  /** How what is written and read becomes known, where a goal needs that. */
  readonly watch: WatchPolicy;
}

/** One of several disks of a broker. */
export interface NamedDisk {
  readonly broker: number;
  readonly path: string;
}

export const USAGE = `\
usage: cdk8s-kafka rebalance plan --input FILE [options]
       cdk8s-kafka rebalance plan --bootstrap HOST:PORT,… [options]
       cdk8s-kafka rebalance apply --bootstrap HOST:PORT,… --plan FILE [--throttle BYTES] [--moves-per-broker N]
       cdk8s-kafka rebalance cancel --bootstrap HOST:PORT,… [--return] [--throttle BYTES] [--moves-per-broker N]

plan: which replicas move to which brokers, and changes nothing. A running cluster is read from its brokers, all of which must be in service; FILE ('-' is standard input) has a line for each broker, then one for each partition:

  B <id> <rack> <capacity> <1 if newly added> <1 if to be drained>
  P <topic> <partition> <size> <replicas, separated by commas, the preferred leader first>

Where a broker has several disks, a line for each follows its own, and partitions say on which their replicas are:

  D <broker id> <disk> <capacity> <1 if lost> <1 if to be drained>
  P … disks=<for each replica its disk, or ->

Rates of partitions, in bytes a second, may follow: what producers write, and what consumers read. The bands and limits of the network need them.

  P … in=<rate> out=<rate>

The plan goes to standard output; what it comes to goes to standard error.

  --command-config FILE      with --bootstrap, also of apply and cancel: how secured brokers are reached, as Kafka's own tools take it (security.protocol, ssl.…, sasl.…); stores as PEM

  --added IDS                with --bootstrap: brokers that were added
  --drain IDS                with --bootstrap: brokers from which everything is to leave
  --drain-disk BROKER:PATH,… with --bootstrap: disks (log directories) of brokers from which everything is to go to others of the same broker

  --window SECONDS           with --bootstrap and a band or a limit of the network: for how long it is watched what is written (default 60)
  --prometheus URL           a server that is asked for it instead, with --bytes-in PROMQL (bytes a second that are written, by topic, or by topic and partition), or that is also
                             asked for what consumers read: --bytes-out PROMQL

  --mode MODE                what may move (default full):
                               full     whatever brings every broker into the bands
                               add      only onto brokers that were added, and what must leave
                               drain    only what must leave
                               relieve  only away from the brokers of --relieve, and what must leave
                               leaders  no replica; only which of them leads
  --relieve IDS              with --mode relieve: ids of brokers, separated by commas
  --disk-band PERCENT        how far a broker's bytes may be from its share (default 10)
  --replica-band PERCENT     the same for the number of its replicas (default 10)
  --leader-band PERCENT      the same for the number of partitions that it leads (default 10)
  --network-in-band PERCENT  the same for what is written to its replicas, --network-out-band PERCENT for what it sends to consumers and other replicas, --leader-bytes-band PERCENT
                             for what producers write to the partitions that it leads (default: not looked at)
  --topic-band PERCENT       how many more replicas of a topic than an even spread a broker may hold, rounded up (default: topics are not spread, but never get less even)
  --disk-limit PERCENT       how much of a broker's capacity may be in use (default 80)
  --max-replicas N[,ID=N…]   how many replicas a broker may have; of single brokers, by their ids, another number (default: no limit)
  --network-in-limit BYTES[,ID=BYTES…]
                             the same for what is written to its replicas in a second, --network-out-limit BYTES[,ID=BYTES…] for what it sends
  --exclude-topics NAMES     topics that no move touches, separated by commas; * stands for any text
  --exclude-brokers IDS      brokers onto which nothing moves, and from which only what must leave
  --replication-factor TOPIC=N,…
                             how many replicas the partitions of a topic are to have
  --output FORMAT            lines (default): every partition as in FILE
                             reassignment: JSON that kafka-reassign-partitions.sh takes, only what changes
  --picture FILE             also draw how full each broker is and would be (SVG, for a browser)

apply: moves what a plan says (FILE as printed by 'plan', in either format), throttled, one replica of a partition at a time, and waits until all has arrived. What it does is noted in the
cluster: called again, it goes on. cancel gives up what is under way, and brings back the former order of replicas; with --return what has arrived moves back too. Both end without a throttle.

  --throttle BYTES           with apply and cancel: how fast a broker may send, and receive, what moves, in bytes a second (default 62390272)
  --moves-per-broker N       how many replicas may be on their way from or to a broker at once (default 5)
  --help

exit codes: 0 planned, or done; 1 not understood, or not done; 2 something that must leave has no place to go (then nothing is printed on standard output), or a rule that is named forbids it
`;

const MODES: readonly RebalanceMode[] = ['full', 'add', 'drain', 'relieve', 'leaders'];
const OPTIONS = [
  'input', 'bootstrap', 'command-config', 'added', 'drain', 'drain-disk', 'window', 'prometheus', 'bytes-in', 'bytes-out',
  'mode', 'relieve', 'disk-band', 'replica-band', 'leader-band', 'network-in-band', 'network-out-band', 'leader-bytes-band', 'topic-band', 'disk-limit', 'max-replicas', 'network-in-limit', 'network-out-limit', 'exclude-topics', 'exclude-brokers', 'replication-factor', 'output', 'picture',
] as const;
type Option = (typeof OPTIONS)[number];
const EXECUTION_OPTIONS = ['bootstrap', 'command-config', 'plan', 'throttle', 'moves-per-broker'] as const;

const refuse = (why: string) => new WrongOptions(why);

/** @throws WrongOptions */
export function readOptions(args: readonly string[]): CommandOptions | 'help' {
  if (args.length === 0 || args[0] === 'help' || args.some((arg) => arg === '--help' || arg === '-h')) { return 'help'; }
  const [command, subcommand, ...rest] = args;
  if (command !== 'rebalance') { throw new WrongOptions(`'${command}' is no command: 'rebalance' is.`); }
  if (subcommand === 'apply' || subcommand === 'cancel') { return readExecution(subcommand, rest); }
  if (subcommand !== 'plan') {
    throw new WrongOptions(`'rebalance' needs to be told what to do: 'plan', 'apply' or 'cancel'${subcommand === undefined ? '' : `, not '${subcommand}'`}.`);
  }
  const { values } = optionValues(rest, OPTIONS, [], refuse);
  const mode = oneOf('mode', values.get('mode') ?? DEFAULT_GOALS.mode, MODES, refuse);
  const relieve = ids('relieve', values.get('relieve'));
  if ((mode === 'relieve') !== (relieve.length > 0)) { throw new WrongOptions("'--mode relieve' and '--relieve IDS' belong together: the ids say which brokers are to be relieved."); }
  const excludedTopics = list(values.get('exclude-topics'));
  const factors = list(values.get('replication-factor')).map(replicationFactor);
  const replicationFactors = Object.fromEntries(factors);
  const twice = factors.find(([topic], i) => factors.findIndex(([other]) => other === topic) !== i);
  if (twice) { throw new WrongOptions(`--replication-factor names the topic '${twice[0]}' twice.`); }
  if (factors.length > 0 && mode === 'leaders') { throw new WrongOptions("--replication-factor needs replicas that may move, and '--mode leaders' moves none."); }
  const both = Object.keys(replicationFactors).find(nameMatcher(excludedTopics));
  if (both !== undefined) { throw new WrongOptions(`The topic '${both}' is in --replication-factor and in --exclude-topics: it cannot change and stay as it is.`); }
  return {
    command: 'plan',
    source: sourceOf(values),
    picture: values.get('picture'),
    output: oneOf('output', values.get('output') ?? 'lines', ['lines', 'reassignment'], refuse),
    goals: {
      mode,
      relieve,
      diskBand: share('disk-band', values.get('disk-band'), 0.01, 100) ?? DEFAULT_GOALS.diskBand,
      replicaBand: share('replica-band', values.get('replica-band'), 0.01, 100) ?? DEFAULT_GOALS.replicaBand,
      leaderBand: share('leader-band', values.get('leader-band'), 0.01, 100) ?? DEFAULT_GOALS.leaderBand,
      networkInBand: share('network-in-band', values.get('network-in-band'), 0.01, 100),
      networkOutBand: share('network-out-band', values.get('network-out-band'), 0.01, 100),
      leaderBytesBand: share('leader-bytes-band', values.get('leader-bytes-band'), 0.01, 100),
      topicBand: share('topic-band', values.get('topic-band'), 0, 1000),
      diskLimit: share('disk-limit', values.get('disk-limit'), 1, 100) ?? DEFAULT_GOALS.diskLimit,
      ...limitsOf(values),
      excludedTopics,
      excludedBrokers: ids('exclude-brokers', values.get('exclude-brokers')),
      replicationFactors,
    },
  };
}

function readExecution(command: 'apply' | 'cancel', args: readonly string[]): ApplyOptions | CancelOptions {
  const { values, flags } = optionValues(args, EXECUTION_OPTIONS, ['return'], refuse);
  const bootstrap = list(values.get('bootstrap')).map(address);
  if (bootstrap.length === 0) { throw new WrongOptions('--bootstrap is missing: the addresses of brokers of the cluster.'); }
  const pace: Pace = {
    bytesPerSecond: whole('throttle', values.get('throttle')) ?? DEFAULT_PACE.bytesPerSecond,
    movesPerBroker: whole('moves-per-broker', values.get('moves-per-broker')) ?? DEFAULT_PACE.movesPerBroker,
  };
  const [plan, commandConfig] = [values.get('plan'), values.get('command-config')];
  if (command === 'cancel') {
    if (plan !== undefined) { throw new WrongOptions('--plan goes together with apply: what is cancelled is seen in the cluster.'); }
    return { command, bootstrap, commandConfig, returns: flags.has('return'), ...pace };
  }
  if (flags.has('return')) { throw new WrongOptions('--return goes together with cancel.'); }
  if (plan === undefined) { throw new WrongOptions("--plan is missing: the file that 'rebalance plan' has printed, or '-' for standard input."); }
  return { command, bootstrap, commandConfig, plan, ...pace };
}

function whole(option: 'throttle' | 'moves-per-broker' | 'window', value: string | undefined): number | undefined {
  if (value === undefined) { return undefined; }
  if (!/^\d{1,15}$/.test(value) || Number(value) < 1) { throw new WrongOptions(`--${option} is '${value}'. It must be a whole number of 1 or more.`); }
  return Number(value);
}

function sourceOf(values: ReadonlyMap<Option, string>): RebalanceOptions['source'] {
  const [file, bootstrap] = [values.get('input'), values.get('bootstrap')];
  const [added, drained, drainedDisks] = [ids('added', values.get('added')), ids('drain', values.get('drain')), list(values.get('drain-disk')).map(namedDisk)];
  if ((file === undefined) === (bootstrap === undefined)) {
    throw new WrongOptions("--input or --bootstrap is needed, and not both: a file with brokers and partitions ('-' for standard input), or the addresses of brokers of a running cluster.");
  }
  const watch = watchOf(values);
  if (bootstrap !== undefined) { return { bootstrap: list(bootstrap).map(address), commandConfig: values.get('command-config'), added, drained, drainedDisks, watch }; }
  if (values.has('command-config')) { throw new WrongOptions('--command-config goes together with --bootstrap: it says how brokers are reached.'); }
  if (WATCHING.some((option) => values.has(option))) { throw new WrongOptions('--window and --prometheus go together with --bootstrap: a file says itself what is written and read.'); }
  if (added.length + drained.length + drainedDisks.length > 0) { throw new WrongOptions('--added, --drain and --drain-disk go together with --bootstrap: a file says itself which brokers were added, and which brokers and disks are to be drained.'); }
  return { file: file ?? '' };
}

const RATED = ['network-in-band', 'network-out-band', 'leader-bytes-band', 'network-in-limit', 'network-out-limit'] as const;
const WATCHING = ['window', 'prometheus', 'bytes-in', 'bytes-out'] as const;

function watchOf(values: ReadonlyMap<Option, string>): WatchPolicy {
  const [seconds, url, bytesIn, bytesOut] = [whole('window', values.get('window')), ...WATCHING.slice(1).map((option) => values.get(option))];
  if (url === undefined ? bytesIn !== undefined || bytesOut !== undefined : bytesIn === undefined && bytesOut === undefined) {
    throw new WrongOptions('--prometheus goes together with --bytes-in or --bytes-out: what the server is asked for.');
  }
  // Not repeated here: it may have a password in it.
  if (url !== undefined && !/^https?:\/\/[^/@?#]+(\/[^@?#]*)?$/.test(url)) { throw new WrongOptions('--prometheus must be the address of a server without a user or a query, such as http://prometheus:9090.'); }
  if (RATED.some((option) => values.has(option))) {
    return { loadWindowSeconds: seconds ?? 60, prometheus: url === undefined ? undefined : { url, bytesIn, bytesOut } };
  }
  if (seconds !== undefined || url !== undefined) {
    throw new WrongOptions('--window and --prometheus go together with a band of the network: --network-in-band, --network-out-band or --leader-bytes-band. Or with a limit of it: --network-in-limit or --network-out-limit.');
  }
  return {};
}

function namedDisk(text: string): NamedDisk {
  const [, broker, path] = /^(\d{1,9}):(\/.*)$/.exec(text) ?? [];
  if (path === undefined) { throw new WrongOptions(`--drain-disk has '${text}'. It must be BROKER:PATH, several of them separated by commas.`); }
  return { broker: Number(broker), path };
}

function address(text: string): Address {
  const [, host, port] = /^(?:[A-Z_]+:\/\/)?(\[[0-9a-f:.]+\]|[^\s:,/]+):(\d{1,5})$/i.exec(text) ?? [];
  if (host === undefined || Number(port) < 1 || Number(port) > 65_535) { throw new WrongOptions(`--bootstrap has '${text}'. It must be HOST:PORT, several of them separated by commas.`); }
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}

function list(value: string | undefined): readonly string[] { return value === undefined ? [] : value.split(',').map((item) => item.trim()).filter((item) => item !== ''); }

function ids(option: Option, value: string | undefined): readonly number[] {
  return list(value).map((item) => {
    if (!/^\d{1,9}$/.test(item)) { throw new WrongOptions(`--${option} has '${item}'. It must be ids of brokers, separated by commas.`); }
    return Number(item);
  });
}

function share(option: Option, value: string | undefined, least: number, most: number): number | undefined {
  if (value === undefined) { return undefined; }
  const number = Number(value.replace(/\s*%$/, ''));
  if (!(number >= least && number <= most)) { throw new WrongOptions(`--${option} is '${value}'. It must be a percentage from ${least} to ${most}.`); }
  return number / 100;
}

const LIMIT_OPTIONS = { replicaLimit: 'max-replicas', networkInLimit: 'network-in-limit', networkOutLimit: 'network-out-limit' } as const;

/** What holds for all brokers comes without an id. */
function limitsOf(values: ReadonlyMap<Option, string>): BrokerLimits & Pick<RebalanceGoals, 'brokerLimits'> {
  const all: { -readonly [goal in keyof BrokerLimits]: BrokerLimits[goal] } = {};
  const single: Record<number, typeof all> = {};
  for (const goal of LIMIT_GOALS) {
    const option = LIMIT_OPTIONS[goal];
    for (const item of list(values.get(option))) {
      const [, id, amount] = /^(?:(\d{1,9})=)?(\d{1,15})$/.exec(item) ?? [];
      const its = id === undefined ? all : single[Number(id)] ??= {};
      if (amount === undefined || Number(amount) < 1) { throw new WrongOptions(`--${option} has '${item}'. It must be a whole number of 1 or more, or ID=N for a single broker.`); }
      if (its[goal] !== undefined) { throw new WrongOptions(`--${option} says twice what ${id === undefined ? 'all brokers' : `broker ${id}`} may have.`); }
      its[goal] = Number(amount);
    }
  }
  return { ...all, ...Object.keys(single).length === 0 ? {} : { brokerLimits: single } };
}

function replicationFactor(item: string): readonly [string, number] {
  const [, topic, factor] = /^([^=]+)=(\d{1,3})$/.exec(item) ?? [];
  if (topic === undefined || Number(factor) < 1) { throw new WrongOptions(`--replication-factor has '${item}'. It must be TOPIC=N, with N of 1 or more.`); }
  return [topic, Number(factor)];
}
