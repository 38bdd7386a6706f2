import { Chart, Size } from 'cdk8s';
import { Loopback } from './loopback';
import { LoopbackPod } from './loopback-pod';
import { KafkaCluster, KafkaVersion, Metadata, Sizing, Storage, ZooKeeperEnsemble, ZooKeeperVersion } from '../../src';
import { DesiredCluster, DesiredEnsemble, DesiredNode, DesiredSet, DynamicSettings, NodeRole } from '../../src/lifecycle/desired-state';
import { until } from '../process';

export type Layout = 'dedicated' | 'combined' | 'zookeeper';

const STORAGE = Storage.persistent(Size.gibibytes(1));
const ZONES = ['zone-a', 'zone-b', 'zone-c'];

/** Long enough that a machine with more to do than it can does not look like a broker that is gone. */
const KRAFT = { 'broker.session.timeout.ms': 12_000, 'broker.heartbeat.interval.ms': 1000 };
const ZOOKEEPER = { 'zookeeper.session.timeout.ms': 12_000 };

/** A real Kafka cluster: a broker in each of three zones, and three controllers or ZooKeeper servers unless the brokers are controllers too. */
export class KafkaOnLoopback {
  public readonly ground = new Loopback();
  public readonly brokers: readonly LoopbackPod[];
  /** In combined nodes the brokers themselves. */
  public readonly controllers: readonly LoopbackPod[];
  public readonly servers: readonly LoopbackPod[];

  /** @param storage of each broker */
  constructor(public readonly version: string, public readonly layout: Layout, private readonly storage = STORAGE) {
    this.ground.deploy((chart) => this.declare(chart));
    const pods = (name: RegExp) => this.ground.all.filter((pod) => name.test(pod.name));
    this.brokers = pods(/-(broker|node)-/);
    this.controllers = layout === 'combined' ? this.brokers : pods(/-controller-/);
    this.servers = pods(/^zookeeper-/);
  }

  /** Starts one kind of nodes after the other: on two processors they would only wait for each other. */
  public async up(): Promise<void> {
    for (const pods of [this.servers, this.layout === 'combined' ? [] : this.controllers, this.brokers]) { await this.ground.up(...pods); }
  }

  public desired(dynamic: DynamicSettings = { clusterWide: {}, perBroker: {} }): DesiredCluster {
    return {
      name: 'events',
      version: this.version,
      metadata: this.layout === 'zookeeper' ? { mode: 'zookeeper', ensemble: 'zookeeper' } : { mode: 'kraft', clusterId: this.brokers[0].prepared('CLUSTER_ID') },
      ports: { broker: 9092, controller: this.layout === 'zookeeper' ? undefined : 9093 },
      dynamic,
      sets: this.layout === 'combined'
        ? [setOf('nodes', ['broker', 'controller'], this.brokers)]
        : [setOf('controllers', ['controller'], this.controllers), setOf('brokers', ['broker'], this.brokers)],
    };
  }

  public desiredEnsemble(): DesiredEnsemble {
    return { name: 'zookeeper', version: '3.8.6', clientPort: 2181, set: setOf('zookeeper', [], this.servers) };
  }

  /** A program of Kafka's. */
  public async tool(main: string, ...args: string[]): Promise<string> {
    const { code, output } = await this.ground.tool(this.version, main, ...args);
    if (code !== 0) { throw new Error(`${main} ${args.join(' ')} failed:\n${output}`); }
    return output;
  }

  public get bootstrap(): string { return this.brokers.map((pod) => `${pod.address}:9092`).join(','); }

  public async createTopic(name: string, ...args: string[]): Promise<void> {
    await this.tool('org.apache.kafka.tools.TopicCommand', '--bootstrap-server', this.bootstrap, '--create', '--topic', name, ...args);
  }

  /** Waits until a look at the cluster finds what it is to find, and gives it. */
  public async eventually<T>(what: string, look: () => Promise<T>, isSo: (seen: T) => boolean, milliseconds = 90_000): Promise<T> {
    let seen = await look();
    await until(() => `${what}. Last seen: ${JSON.stringify(seen)}`, milliseconds, async () => {
      if (!isSo(seen)) { seen = await look(); }
      return isSo(seen);
    });
    return seen;
  }

  private declare(chart: Chart): void {
    const common = { version: KafkaVersion.of(this.version), sizing: Sizing.DEVELOPMENT, zones: ZONES };
    switch (this.layout) {
      case 'zookeeper': {
        const ensemble = new ZooKeeperEnsemble(chart, 'ZooKeeper', { version: ZooKeeperVersion.of('3.8.6'), nodes: 3, storage: STORAGE, sizing: Sizing.DEVELOPMENT });
        new KafkaCluster(chart, 'Events', { ...common, config: ZOOKEEPER, metadata: Metadata.zooKeeper(ensemble), brokers: { nodes: 3, storage: this.storage } });
        return;
      }
      case 'combined':
        new KafkaCluster(chart, 'Events', { ...common, config: KRAFT, combined: { nodes: 3, storage: this.storage } });
        return;
      case 'dedicated':
        new KafkaCluster(chart, 'Events', { ...common, config: KRAFT, brokers: { nodes: 3, storage: this.storage } });
    }
  }
}

function setOf(name: string, roles: readonly NodeRole[], pods: readonly LoopbackPod[]): DesiredSet {
  return { name, roles, template: '', nodes: pods.map((pod): DesiredNode => ({ id: idOf(pod), pod: pod.name, host: pod.address })) };
}

/** The number at the end of a pod's name. */
export function idOf({ name }: LoopbackPod): number { return Number(/\d+$/.exec(name)?.[0]); }
