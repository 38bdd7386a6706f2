import { App, Chart, Duration, Size } from 'cdk8s';
import { TEN_GIB, THREE_BROKERS, desiredStateOf, servedCluster } from './declared-job';
import { DEFAULT_GOALS } from '../../lifecycle/rebalance/goals';
import {
  KafkaLifecycleJob, KafkaLifecycleJobProps, LifecycleTrigger, RebalanceApproval, RebalanceOptions, RebalancePolicy, RebalanceWindow, Storage,
  Weekday, ZooKeeperEnsemble,
} from '../../src';
import { DesiredRebalance } from '../../src/lifecycle/desired-state';
import { synthesizedChart } from '../synthesis/synthesized';

const desired = (rebalance?: RebalancePolicy): DesiredRebalance => desiredStateOf(servedCluster(THREE_BROKERS, { rebalance })).policy.rebalance;

describe('when replicas move', () => {
  test.each<[string, RebalancePolicy | undefined, Partial<DesiredRebalance>]>([
    ['nothing is stated', undefined, { when: 'scale' }],
    ['never', RebalancePolicy.never(), { when: 'never' }],
    ['on scale', RebalancePolicy.onScale(), { when: 'scale' }],
    ['on drift', RebalancePolicy.onDrift(), { when: 'drift', drift: 0.2 }],
    ['on a drift of 35 percent', RebalancePolicy.onDrift(35), { when: 'drift', drift: 0.35 }],
  ])('%s', (_, policy, expected) => {
    expect(desired(policy)).toMatchObject(expected);
  });
});

test('volumes to be emptied are told by the paths of their log directories', () => {
  const rebalance = RebalancePolicy.never({ emptyVolumes: [{ node: 1, volume: 2 }, { node: 0, volume: 1 }] });
  const { policy } = desiredStateOf(servedCluster({ brokers: { nodes: 2, storage: Storage.jbod([TEN_GIB, TEN_GIB, TEN_GIB]) } }, { rebalance }));
  expect(policy.rebalance.emptyVolumes).toEqual([
    { cluster: 'events', broker: 1, path: '/var/lib/kafka/data-2/kafka' }, { cluster: 'events', broker: 0, path: '/var/lib/kafka/data-1/kafka' },
  ]);
});

describe('for how long a volume that has failed is waited for', () => {
  const several = { brokers: { nodes: 2, storage: Storage.jbod([TEN_GIB, TEN_GIB]) } };
  const lostVolumePatience = Duration.minutes(5);

  test.each<[string, RebalancePolicy | undefined, number | undefined]>([
    ['nothing is stated', undefined, 1800],
    ['stated', RebalancePolicy.onDrift(undefined, { lostVolumePatience }), 300],
    ['not at all', RebalancePolicy.onScale({ lostVolumePatience: Duration.seconds(0) }), 0],
    ['for good', RebalancePolicy.never({ lostVolumePatience }), undefined],
  ])('%s', (_, rebalance, seconds) => {
    expect(desiredStateOf(servedCluster(several, { rebalance })).policy.rebalance.lostVolumeSeconds).toBe(seconds);
  });

  test('brokers with one volume end when it fails', () => {
    expect(desired(RebalancePolicy.onScale({ lostVolumePatience })).lostVolumeSeconds).toBeUndefined();
  });
});

describe.each<[string, (options?: RebalanceOptions) => RebalancePolicy]>([
  ['never', (options) => RebalancePolicy.never(options)],
  ['onScale', (options) => RebalancePolicy.onScale(options)],
  ['onDrift', (options) => RebalancePolicy.onDrift(undefined, options)],
])('%s', (_, policy) => {
  test('takes every option', () => {
    expect(desired(policy({
      diskBandPercent: 5,
      replicaBandPercent: 7.5,
      leaderBandPercent: 15,
      diskLimitPercent: 33.3,
      excludedTopics: ['audit-*', 'orders'],
      network: Size.gibibytes(1),
      networkSharePercent: 25,
      movesPerBroker: 2,
      moves: 40,
      inFlight: Size.gibibytes(3),
      approval: RebalanceApproval.REQUIRED,
      volumeBandPercent: 12.5,
      volumeThroughput: Size.mebibytes(20),
      networkInBandPercent: 12,
      networkOutBandPercent: 30,
      leaderBytesBandPercent: 25,
      topicBandPercent: 50,
      replicaLimit: 4000,
      networkInLimit: Size.mebibytes(80),
      networkOutLimit: Size.mebibytes(90),
      brokerLimits: [{ nodes: [0, 2], replicaLimit: 2000 }, { nodes: [1], networkOutLimit: Size.mebibytes(10) }],
      loadWindow: Duration.minutes(3),
      leastNetworkSharePercent: 5,
      windows: [RebalanceWindow.daily('22:00', '6:30', { days: [Weekday.FRIDAY, Weekday.SUNDAY], timeZone: 'Europe/Berlin' }), RebalanceWindow.daily('12:00', '13:00')],
      prometheus: { url: 'http://prometheus:9090', bytesIn: 'in', bytesOut: 'out', latency: 'p99', latencyLimit: Duration.millis(250) },
    }))).toMatchObject({
      diskBand: 0.05,
      replicaBand: 0.075,
      leaderBand: 0.15,
      diskLimit: 0.333,
      volumeBand: 0.125,
      volumeBytesPerSecond: 20 * 2 ** 20,
      excludedTopics: ['audit-*', 'orders'],
      bytesPerSecond: 2 ** 28,
      movesPerBroker: 2,
      moves: 40,
      bytesInFlight: 3 * 2 ** 30,
      approval: 'required',
      networkInBand: 0.12,
      networkOutBand: 0.3,
      leaderBytesBand: 0.25,
      topicBand: 0.5,
      replicaLimit: 4000,
      networkInLimit: 80 * 2 ** 20,
      networkOutLimit: 90 * 2 ** 20,
      brokerLimits: [{ cluster: 'events', broker: 0, replicaLimit: 2000 }, { cluster: 'events', broker: 2, replicaLimit: 2000 }, { cluster: 'events', broker: 1, networkOutLimit: 10 * 2 ** 20 }],
      loadWindowSeconds: 180,
      leastBytesPerSecond: Math.floor(2 ** 30 / 20),
      windows: [
        { days: [0, 5], from: 1320, to: 390, timeZone: 'Europe/Berlin' },
        { days: [0, 1, 2, 3, 4, 5, 6], from: 720, to: 780, timeZone: 'Etc/UTC' },
      ],
      prometheus: { url: 'http://prometheus:9090', bytesIn: 'in', bytesOut: 'out', latency: 'p99', mostLatencyMillis: 250 },
    });
  });

  test('is the same without options, with none, and with the defaults', () => {
    const defaults: RebalanceOptions = {
      diskBandPercent: 10,
      replicaBandPercent: 10,
      leaderBandPercent: 10,
      diskLimitPercent: 80,
      excludedTopics: [],
      network: Size.mebibytes(119),
      networkSharePercent: 50,
      leastNetworkSharePercent: 10,
      loadWindow: Duration.minutes(1),
      windows: [],
      movesPerBroker: 5,
      moves: 1250,
      inFlight: Size.tebibytes(1),
      approval: RebalanceApproval.AUTOMATIC,
    };
    expect(desired(policy({}))).toEqual(desired(policy()));
    expect(desired(policy(defaults))).toEqual(desired(policy()));
  });
});

test('the goals are those of the command, where none are stated', () => {
  const { diskBand, replicaBand, leaderBand, diskLimit, excludedTopics } = desired();
  expect(DEFAULT_GOALS).toMatchObject({ diskBand, replicaBand, leaderBand, diskLimit, excludedTopics });
});

test('the throttle is a whole number of bytes', () => {
  const { bytesPerSecond } = desired(RebalancePolicy.onScale({ network: Size.kibibytes(10_001), networkSharePercent: 33 }));
  expect(bytesPerSecond).toBe(3_379_537);
});

test('the least throttle is no more than the throttle, and no less than what comes to an end', () => {
  const throttles = (options: RebalanceOptions) => {
    const { bytesPerSecond, leastBytesPerSecond } = desired(RebalancePolicy.onScale(options));
    return [bytesPerSecond / 2 ** 20, leastBytesPerSecond / 2 ** 20];
  };
  expect(throttles({ network: Size.mebibytes(100), networkSharePercent: 5 })).toEqual([5, 5]);
  expect(throttles({ network: Size.mebibytes(4), networkSharePercent: 50 })).toEqual([2, 1]);
});

test('has its lines in the document in one order, whatever the order of the options', () => {
  const linesOf = (options: RebalanceOptions) => servedCluster(THREE_BROKERS, { rebalance: RebalancePolicy.onScale(options) }).job.desiredState;
  expect(linesOf({ moves: 3, diskBandPercent: 4 })).toBe(linesOf({ diskBandPercent: 4, moves: 3 }));
  expect(linesOf({ excludedTopics: ['a'] }).split('\n')).toEqual(expect.arrayContaining(['   "when": "scale",', '   "excludedTopics": ["a"],', '   "approval": "automatic"']));
});

test('options that are changed later change nothing', () => {
  const excludedTopics = ['audit'];
  const options = { excludedTopics, moves: 7 };
  const policy = RebalancePolicy.onScale(options);
  options.moves = 8;
  excludedTopics.push('orders');
  expect(desired(policy)).toMatchObject({ excludedTopics: ['audit'], moves: 7 });
});

test.each<[string, () => unknown, string]>([
  ['a misspelt option', () => RebalancePolicy.onScale({ movesByBroker: 3 } as RebalanceOptions), 'movesPerBroker'],
  ['options in the place of the drift', () => RebalancePolicy.onDrift({ moves: 3 } as unknown as number), '[RebalancePolicy.onDrift] [props.type] drift'],
  ['a number of bytes', () => RebalancePolicy.never({ network: 1e9 as unknown as Size }), '[RebalancePolicy.never] [props.type] options.network'],
  ['a window in words', () => RebalancePolicy.onScale({ windows: ['22:00-06:00' as unknown as RebalanceWindow] }), "RebalanceWindow.daily('22:00', '06:00')"],
  ['another approval', () => RebalancePolicy.onScale({ approval: 'manual' as RebalanceApproval }), '[RebalancePolicy.onScale] [props.choice] options.approval'],
  ['a word in the place of a policy', () => servedCluster(THREE_BROKERS, { rebalance: 'never' as unknown as RebalancePolicy }), 'RebalancePolicy.onScale()'],
])('%s is told where it is given', (_, declare, words) => {
  expect(declare).toThrow(words);
});

test.each<[KafkaLifecycleJobProps, string]>([
  [{}, 'fills brokers that are added, and empties those that are declared no longer before it removes them; each sends and receives 59.5 MiB/s at most for that'],
  [{ rebalance: RebalancePolicy.never({ networkSharePercent: 100 }) }, 'leaves brokers that are added empty, and empties those that are declared no longer before it removes them; each sends and receives 119 MiB/s'],
  [{ rebalance: RebalancePolicy.onDrift(30) }, 'fills brokers that are added, evens out what is more than 30 % away from its share, and empties'],
  [{ rebalance: RebalancePolicy.onScale({ windows: [RebalanceWindow.daily('22:00', '06:00')] }) }, 'fills brokers that are added, and empties those that are declared no longer before it removes them; each sends and receives 59.5 MiB/s at most for that, in its window alone'],
  [{ rebalance: RebalancePolicy.onScale({ approval: RebalanceApproval.REQUIRED }) }, 'fills brokers that are added once that is approved, and empties'],
])('what moves is told at synthesis: %#', (props, told) => {
  expect(synthesizedChart(servedCluster(THREE_BROKERS, props).chart).printed).toContain(`[test/Lifecycle] ${told}`);
});

test.each<KafkaLifecycleJobProps>([{ dryRun: true }, { dryRun: true, trigger: LifecycleTrigger.schedule('@daily') }])('nothing is told of moves where nothing moves: %#', (props) => {
  expect(synthesizedChart(servedCluster(THREE_BROKERS, props).chart).printed).not.toContain('declared no longer');
});

test('a Job for an ensemble alone tells nothing of brokers', () => {
  const chart = new Chart(new App(), 'test', { namespace: 'streaming' });
  new KafkaLifecycleJob(chart, 'Lifecycle', { ensembles: [new ZooKeeperEnsemble(chart, 'ZooKeeper', { storage: TEN_GIB })] });
  expect(synthesizedChart(chart).printed).toMatch(/^\[test\/Lifecycle\] looks after ZooKeeper.*\n(?!\[test\/Lifecycle\])/m);
});
