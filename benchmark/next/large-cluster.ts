import { FlatReader } from '../../lifecycle/clients/kafka/flat-reader';
import { KafkaAdmin } from '../../lifecycle/clients/kafka/kafka-admin';
import { WantedSettings, readDescribeConfigs } from '../../lifecycle/clients/kafka/requests/describe-configs';
import { readMetadata } from '../../lifecycle/clients/kafka/requests/metadata';
import { BrokerLoadObservation, KafkaObservation, LoadObservation, PodObservation, SetObservation, isUnread } from '../../lifecycle/observation';
import { observeKafka } from '../../lifecycle/observe/kafka';
import { DesiredCluster, DesiredSet } from '../../src/lifecycle/desired-state';
import { AnswerBytes } from '../../test/lifecycle/clients/kafka/answer-bytes';
import { Placement, largeMetadataAnswer } from '../../test/lifecycle/clients/kafka/large-metadata';

const RACKS = ['a', 'b', 'c'];
const FIRST_CONTROLLER = 100_000;
/** About as many as a broker of Kafka 4.3 tells of itself. */
const SETTINGS_OF_BROKER = 320;

/** Where the replicas of a partition lie: one in each rack, or side by side, so that most have several in one rack. */
export type Spread = 'across racks' | 'side by side';

/** A cluster of three racks and three controllers in which every broker is outdated. */
export class LargeCluster {
  public readonly desired: DesiredCluster;
  /** What the nodes answer, as it comes from the network. */
  public readonly metadata: Buffer;
  private readonly settings = settingsAnswer();
  private readonly racks: readonly (readonly number[])[];

  constructor(public readonly brokers: number, public readonly partitions: number, spread: Spread) {
    const ids = Array.from({ length: brokers }, (_, id) => id);
    const starts = RACKS.map((_, r) => Math.ceil(brokers * r / RACKS.length));
    this.racks = starts.map((start, r) => ids.slice(start, starts[r + 1]));
    this.desired = {
      name: 'events',
      version: '4.3.1',
      metadata: { mode: 'kraft', clusterId: 'id' },
      sets: [
        set('events-controller', ['controller'], RACKS.map((_, c) => FIRST_CONTROLLER + c)),
        ...this.racks.map((rack, r) => set(`events-broker-${RACKS[r]}`, ['broker'], rack, RACKS[r])),
      ],
      ports: { broker: 9092, controller: 9093 },
      dynamic: { clusterWide: { 'log.retention.ms': '1000' }, perBroker: {} },
    };
    this.metadata = largeMetadataAnswer(partitions, brokers, this.placement(spread));
  }

  /** The brokers of the first rack. */
  public get rack(): readonly number[] { return this.racks[0]; }

  /** What the program makes of the answers of all nodes: all of a look at Kafka but the network. */
  public async observe(): Promise<KafkaObservation> {
    const observed = await observeKafka(this.desired, this.admin(), {});
    if (isUnread(observed)) { throw new Error(`The cluster could not be read: ${observed.unread.join('; ')}`); }
    return observed;
  }

  /** The sets and their pods; those of brokers are of an older revision, but for those in `updated`. Each pod's own as it is read, nothing shared. */
  public sets(updated: ReadonlySet<number> = new Set()): Record<string, SetObservation> {
    return Object.fromEntries(this.desired.sets.map(({ name, nodes, roles }) => [name, {
      uid: name,
      generation: 2,
      observedGeneration: 2,
      replicas: nodes.length,
      firstId: nodes[0].id,
      template: TEMPLATE,
      updateRevision: 'new',
      updateStrategy: 'OnDelete',
      made: made(16),
      configMaps: [{ name: `${name}-nodes`, wanted: TEMPLATE, found: TEMPLATE }],
      pods: Object.fromEntries(nodes.map(({ id, pod }) => [id, podOf(pod, roles.includes('broker') && !updated.has(id))])),
    } satisfies SetObservation]));
  }

  /** The same, with the last tenth of each rack's brokers declared no longer. */
  public withoutATenth(): DesiredCluster {
    const without = (of: DesiredSet) => of.roles.includes('broker') ? { ...of, nodes: of.nodes.slice(0, Math.floor(of.nodes.length * 0.9)) } : of;
    return { ...this.desired, sets: this.desired.sets.map(without) };
  }

  /** What the brokers have on their disks: sizes from 1 to 100 MiB, in no order; each has one disk, three times as large as that. */
  public load({ partitions }: KafkaObservation): LoadObservation {
    const size = Float64Array.from(partitions.topic, (_, p) => (1 + (p * 7919) % 100) * 1024 ** 2);
    const replicaBytes = new Map<number, number>();
    const count = new Map<number, number>();
    for (let p = 0; p < size.length; p++) {
      for (let r = partitions.replicaStart[p]; r < partitions.replicaStart[p + 1]; r++) {
        const id = partitions.replicas[r];
        replicaBytes.set(id, (replicaBytes.get(id) ?? 0) + size[p]);
        count.set(id, (count.get(id) ?? 0) + 1);
      }
    }
    const totalBytes = 3 * Math.max(...replicaBytes.values());
    const brokers = [...replicaBytes].map(([id, bytes]): [number, BrokerLoadObservation] => {
      return [id, { replicas: count.get(id) ?? 0, disks: [{ path: '/data', totalBytes, usableBytes: totalBytes - bytes, replicaBytes: bytes }] }];
    });
    return { size, arrived: {}, brokers: Object.fromEntries(brokers) };
  }

  private placement(spread: Spread): Placement {
    const { racks, brokers } = this;
    const rackOf = (id: number) => RACKS[racks.findIndex((rack) => rack.includes(id))];
    if (spread === 'side by side') { return { rackOf, replicasOf: (p) => [p, p + 1, p + 2].map((n) => n % brokers) }; }
    return {
      rackOf,
      replicasOf: (p) => racks.map((_, r) => {
        const rack = racks[(p + r) % racks.length];
        return rack[(Math.floor(p / racks.length) + r * (1 + p % 7)) % rack.length];
      }),
    };
  }

  private admin(): KafkaAdmin {
    const all = Array.from({ length: this.brokers }, (_, id) => id);
    const level = (id: number) => ({ id, logEndOffset: 1_000_000, lastFetch: 5000, lastCaughtUp: 5000 });
    const unasked = async () => { throw new Error('Nobody should ask that of a cluster that is well.'); };
    return {
      quorum: async ({ id: leader }) => {
        return { leader, epoch: 1, highWatermark: 1_000_000, voters: RACKS.map((_, c) => level(FIRST_CONTROLLER + c)), observers: all.map(level) };
      },
      tellsAgreement: async () => true,
      // The client has an answer twice for a moment: in the pieces in which it came, and joined.
      metadata: async () => readMetadata(new FlatReader(Buffer.from(this.metadata)), String),
      registeredBrokers: async () => this.racks.flatMap((rack, r) => rack.map((id) => ({ id, rack: RACKS[r], fenced: false }))),
      reassignments: async () => new Map(),
      topicSettings: async (_node, keys, topics) => topics.map(() => ({
        values: Object.fromEntries(keys.map((key) => [key, { value: key === 'min.insync.replicas' ? '2' : '', own: false }])),
      })),
      brokerSettings: async (_node, keys) => {
        const [{ settings }] = readDescribeConfigs(new FlatReader(this.settings), new WantedSettings(keys));
        return settings.map(({ key, value }) => ({ key, value, origin: 'configuration' as const }));
      },
      clusterSettings: async () => [],
      ownTopicSettings: unasked,
      createTopics: unasked,
      createPartitions: unasked,
      deleteTopics: unasked,
      endOffsets: unasked,
      startOffsets: unasked,
      identify: unasked,
      brokersInService: unasked,
      alterSettings: unasked,
      electPreferredLeaders: unasked,
      logDirs: unasked,
      alterSettingsOf: unasked,
      alterReassignments: unasked,
      alterLogDirs: unasked,
      unregisterBroker: unasked,
      scramCredentials: unasked,
      alterScramCredentials: unasked,
      acls: unasked,
      createAcls: unasked,
      deleteAcls: unasked,
      clientQuotas: unasked,
      alterClientQuotas: unasked,
    };
  }
}

const TEMPLATE = 'template';

function set(name: string, roles: DesiredSet['roles'], ids: readonly number[], rack?: string): DesiredSet {
  return { name, roles, rack, template: TEMPLATE, nodes: ids.map((id) => ({ id, pod: `${name}-${id}`, host: `${name}-${id}.events-nodes` })) };
}

function podOf(uid: string, outdated: boolean): PodObservation {
  return { uid, revision: outdated ? 'old' : 'new', ready: true, terminating: false, server: 'running', restarts: 0, made: made(outdated ? 8 : 16) };
}

function made(threads: number): SetObservation['made'] {
  const settings = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`some.setting.of.the.broker.${i}`, String(i)]));
  return {
    image: 'apache/kafka:4.3.1',
    resources: { 'requests.cpu': '2', 'requests.memory': '8Gi' },
    start: { settings: { ...settings, 'num.io.threads': String(threads) }, jvm: ['-Xms4g', '-Xmx4g'], logging: 'logging', scripts: 'scripts' },
  };
}

/** An answer to DescribeConfigs 4 of a broker. */
function settingsAnswer(): Buffer {
  const keys = ['log.retention.ms', 'min.insync.replicas', ...Array.from({ length: SETTINGS_OF_BROKER }, (_, i) => `some.setting.of.the.broker.${i}`)];
  const answer = new AnswerBytes();
  return answer.int32(0).array([keys], () => answer.int16(0).string(undefined).int8(4).string('0')
    .array(keys, (key) => answer
      .string(key).string(key === 'min.insync.replicas' ? '2' : '1000').boolean(false).int8(4).boolean(false).array([], () => {})
      .int8(3).string(undefined).tags())
    .tags()).tags().bytes;
}
