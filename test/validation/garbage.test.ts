import { App, Chart, Duration, Size } from 'cdk8s';
import * as fc from 'fast-check';
import { anything, config, jvm, nodes, number, placement, resources, size, storage, text, texts, whole } from './garbage';
import { CALLED, DECLARED, Place, placesIn, sampleOfAll, withAt } from './props/places';
import {
  AclOperation, AclResource, BrokersProps, Finding, KafkaCluster, KafkaClusterProps, KafkaLifecycleJob, KafkaLifecycleJobProps, KafkaVersion,
  LifecycleTrigger, Listener, LogLayout, Metadata, RebalanceApproval, RebalanceOptions, RebalancePolicy, RebalanceWindow, Storage,
  UnavoidableOutages, UserAuthentication, ZooKeeperEnsemble,
} from '../../src';
import { describeFinding } from '../../src/validation/engine';
import { CALLS, STRUCTS, Shape } from '../../src/validation/props/shapes.generated';
import { declareKafka } from '../kafka/rules/declare';
import { printedBy } from '../synthesis/synthesized';
import { declareZooKeeper } from '../zookeeper/rules/declare';

const pool = { nodes, storage, resources, jvm, config, placement, firstNodeId: number, nodeIdsPerZone: number, labels: texts, annotations: texts };
const optional = { requiredKeys: [] as never[] };
const brokers: fc.Arbitrary<BrokersProps> = fc.record(pool, { requiredKeys: ['nodes', 'storage'] });
const metadata = fc.oneof(
  fc.constant(undefined),
  fc.record({ servers: text, chroot: fc.option(text, { nil: undefined }) })
    .map(({ servers, chroot }) => Metadata.externalZooKeeper(servers, { chroot })),
);
const listener = fc.tuple(text, number, number).map(([name, port, maxConnections]) => Listener.internal(name, { port, maxConnections }));
const cluster: fc.Arbitrary<KafkaClusterProps> = fc.record({
  ...whole,
  version: fc.constantFrom(KafkaVersion.V3_9, KafkaVersion.V4_0, KafkaVersion.V4_3, KafkaVersion.of('5.1.0')),
  metadata,
  brokers,
  controllers: fc.record(pool, optional),
  combined: brokers,
  config,
  pluginConfig: config,
  clusterId: text,
  listeners: fc.array(listener, { maxLength: 3 }),
}, optional);

function expectReadable(findings: readonly Finding[]) {
  for (const finding of findings) {
    const line = describeFinding(finding);
    expect(finding.property).not.toBe('');
    expect(finding.message).toMatch(/\S/);
    expect(finding.mend).toMatch(/[.?]$/);
    expect(line.length).toBeLessThan(2000);
  }
  expect(new Set(findings.map((f) => JSON.stringify(f))).size).toBe(findings.length);
}

test('whatever a cluster is declared with, the rules only find, and never throw', () => {
  fc.assert(fc.property(cluster, fc.option(text), (props, namespace) => {
    expectReadable(declareKafka(props, namespace).findings);
  }), { numRuns: 150 });
});

const user = fc.record({
  name: text,
  props: fc.record({
    authentication: fc.oneof(
      fc.record({ secret: text, key: text }, optional).map((options) => UserAuthentication.scram(options)),
      text.map((distinguishedName) => UserAuthentication.certificate({ distinguishedName })), fc.constant(UserAuthentication.external()),
    ),
    quotas: fc.record({ producerByteRate: size, consumerByteRate: size, requestPercentage: number, controllerMutationRate: number }, optional),
    acls: fc.array(fc.record({
      resource: fc.constantFrom(...Object.values(AclResource)),
      name: text,
      host: text,
      operations: fc.array(fc.constantFrom(...Object.values(AclOperation)), { maxLength: 4 }),
    }, { requiredKeys: ['resource', 'operations'] }), { maxLength: 5 }),
    secretName: text,
    listener: text,
  }, optional),
});

test('whatever users are declared with, the rules only find, and never throw', () => {
  fc.assert(fc.property(fc.array(user, { maxLength: 4 }), text, (users, group) => {
    const kafka = declareKafka({ brokers: { nodes: 3, storage: Storage.persistent(Size.gibibytes(100)) } });
    new KafkaLifecycleJob(Chart.of(kafka), 'Lifecycle', { cluster: kafka });
    for (const { name, props } of users) {
      const declared = kafka.addUser(name, props);
      declared.allowStreams(group);
      kafka.topicNamed(name).grantConsume(declared, group);
    }
    expectReadable(kafka.findings);
  }), { numRuns: 150 });
});

test('whatever an ensemble is declared with, the rules only find, and never throw', () => {
  const props = { ...whole, nodes, storage, transactionLogStorage: storage, resources, jvm, placement, config, firstNodeId: number };
  const ensemble = fc.record(props, { requiredKeys: ['storage'] });
  fc.assert(fc.property(ensemble, fc.option(text), (declared, namespace) => {
    expectReadable(declareZooKeeper(declared, namespace).findings);
  }), { numRuns: 150 });
});

test('whatever a lifecycle Job is declared with, for whatever cluster, the rules only find, and never throw', () => {
  // Duration itself refuses what is below 0.
  const duration = number.filter((n) => !(n < 0)).map((n) => Duration.seconds(n));
  const trigger = fc.oneof(
    fc.constantFrom(LifecycleTrigger.onChange(), LifecycleTrigger.argoCd(), LifecycleTrigger.helm(), LifecycleTrigger.flux()),
    fc.record({ cron: text, timeZone: text }, optional).map(({ cron = '@daily', timeZone }) => LifecycleTrigger.schedule(cron, { timeZone })),
    text.map((cron) => LifecycleTrigger.report(cron)),
  );
  const window = fc.tuple(text, text, fc.record({ timeZone: text }, optional)).map(([from, to, each]) => RebalanceWindow.daily(from, to, each));
  const options: fc.Arbitrary<RebalanceOptions> = fc.record({
    diskBandPercent: number,
    replicaBandPercent: number,
    leaderBandPercent: number,
    diskLimitPercent: number,
    replicaLimit: number,
    networkInLimit: size,
    brokerLimits: fc.array(fc.record({ nodes: fc.array(number, { maxLength: 2 }), networkOutLimit: size }, { requiredKeys: ['nodes'] }), { maxLength: 2 }),
    excludedTopics: fc.array(text, { maxLength: 3 }),
    network: size,
    networkSharePercent: number,
    leastNetworkSharePercent: number,
    networkInBandPercent: number,
    topicBandPercent: number,
    loadWindow: duration,
    windows: fc.array(window, { maxLength: 2 }),
    prometheus: fc.record({ url: text, bytesIn: text, latency: text, latencyLimit: duration }, { requiredKeys: ['url'] }),
    volumeBandPercent: number,
    volumeThroughput: size,
    emptyVolumes: fc.array(fc.record({ node: number, volume: number }), { maxLength: 2 }),
    movesPerBroker: number,
    moves: number,
    inFlight: size,
    approval: fc.constantFrom(RebalanceApproval.AUTOMATIC, RebalanceApproval.REQUIRED),
  }, optional);
  const rebalance = fc.oneof(
    options.map((each) => RebalancePolicy.never(each)),
    options.map((each) => RebalancePolicy.onScale(each)),
    fc.tuple(number, options).map(([drift, each]) => RebalancePolicy.onDrift(drift, each)),
  );
  const { labels, annotations, image, acknowledge, name } = whole;
  const job: fc.Arbitrary<KafkaLifecycleJobProps> = fc.record({
    name,
    image,
    labels,
    annotations,
    acknowledge,
    trigger,
    rebalance,
    resources,
    placement,
    concurrency: number,
    inSyncMargin: number,
    metricsPort: number,
    noProgress: duration,
    deadline: duration,
    ttlAfterFinished: duration,
    dryRun: fc.boolean(),
    preferredLeaders: fc.boolean(),
    unavoidable: fc.constantFrom(UnavoidableOutages.ACCEPT, UnavoidableOutages.REFUSE),
    logLayout: fc.constantFrom(LogLayout.TEXT, LogLayout.JSON),
  }, optional);
  fc.assert(fc.property(cluster, job, fc.option(text), (props, declared, namespace) => {
    const kafka = declareKafka(props, namespace);
    expectReadable(new KafkaLifecycleJob(Chart.of(kafka), 'Lifecycle', { cluster: kafka, ...declared }).findings);
  }), { numRuns: 150 });
});

const soundStorage = Storage.persistent(Size.gibibytes(100));
/** Declarations to begin with: with all that there can be, and with the least, from which manifests are made. */
const beginnings: readonly (readonly [string, Shape, unknown, (given: unknown) => unknown])[] = [
  ...Object.keys(DECLARED).map((name) => [name, STRUCTS[name], sampleOfAll(STRUCTS[name]), DECLARED[name]] as const),
  ['KafkaClusterProps', STRUCTS.KafkaClusterProps, { brokers: { nodes: 3, storage: soundStorage } }, DECLARED.KafkaClusterProps],
  ['ZooKeeperEnsembleProps', STRUCTS.ZooKeeperEnsembleProps, { storage: soundStorage }, DECLARED.ZooKeeperEnsembleProps],
  ...Object.keys(CALLED).map((name) => [name, CALLS[name], sampleOfAll(CALLS[name]), CALLED[name]] as const),
];

describe.each(beginnings)('%s, from JavaScript', (name, shape, sound, take) => {
  const other = fc.constantFrom(...placesIn(shape, sound))
    .chain((place) => fc.tuple(fc.constant(place), anything.filter((value) => isBearable(place, value))));
  const others = fc.array(other, { minLength: 1, maxLength: 3 })
    .map((each) => each.reduce((now, [{ path }, value]) => withAt(now, path, value), sound));
  const given = fc.oneof({ weight: 9, arbitrary: others }, { weight: 1, arbitrary: anything });
  // The methods have words of their own for what is of the right type: a text that is no version, an empty list.
  const inSoManyWords = name.includes('.')
    ? /^Error: (Validation failed|[A-Z]\w+\.\w+: )/
    : /^Error: Validation failed with the following errors:(\n {2}\[.+?\] \[[a-z-]+\.[a-z-]+\] .+)+$/;

  test('whatever is given, it is taken or refused in so many words', () => {
    let refused = 0;
    fc.assert(fc.property(given, (garbage) => {
      try {
        const made = take(garbage);
        if (made instanceof KafkaCluster || made instanceof ZooKeeperEnsemble) {
          expectReadable(made.findings);
          printedBy(() => App.of(made).synthYaml());
        }
      } catch (error) {
        expect(String(error)).toMatch(inSoManyWords);
        refused++;
      }
    }), { numRuns: 200 });
    expect(refused).toBeGreaterThan(0);
  });
});

/** No thousands of objects for each run. */
function isBearable({ path }: Place, value: unknown): boolean {
  return !(path[path.length - 1] === 'nodes' && typeof value === 'number' && value > 30);
}
