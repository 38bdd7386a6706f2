import type { RestartTimes } from './times';
import { DESIRED_STATE_FORMAT, DesiredCluster, DesiredSet, NodeRole } from '../../src/lifecycle/desired-state';
import { NO_REBALANCE } from '../../test/lifecycle/no-rebalance';
import type { Template } from '../../test/lifecycle/simulator/kubernetes';
import type { Topic } from '../../test/lifecycle/simulator/partitions';
import { Scenario, Version, brokersByRack } from '../../test/lifecycle/simulator/scenario';

const RACKS = ['a', 'b', 'c'];
const FIRST_CONTROLLER = 9000;
const BROKERS = 'events-broker-';
const PARTITIONS_PER_BROKER = 100;
/** Of what the simulator draws between two bounds: how far these lie from what was measured. */
const SCATTER = 0.2;
/** A broker that asks to be registered is in service within that time, in milliseconds, see `KafkaNode` of the simulator. */
const UNFENCING = [100, 1500] as const;

export interface RollOptions {
  readonly perRack: number;
  readonly concurrency: number;
  readonly times: RestartTimes;
  readonly seed: number;
}

/** Three racks of brokers that are well, and a new template for all brokers; nothing goes wrong. */
export function rollScenario({ perRack, concurrency, times, seed }: RollOptions): Scenario {
  const [before, after] = [0, 1].map((number) => version(number, perRack, concurrency));
  const [cluster] = before.state.clusters;
  const kubernetes = { controller: 100, kubelet: 300, scheduling: 100, image: 300, grace: 90_000 };
  const unfencing = (UNFENCING[0] + UNFENCING[1]) / 2;
  // Until its process is started, and until Kubernetes knows that it is ready.
  const around = kubernetes.scheduling + kubernetes.image * 1.25 + kubernetes.kubelet;
  return {
    seed,
    size: 'medium',
    racks: RACKS,
    disks: 1,
    hostsPerRack: perRack + 1,
    before,
    versions: [{ at: 0, version: after }],
    rolledAlready: new Set(),
    topics: { [cluster.name]: topics(brokersByRack(cluster)) },
    tellsLag: true,
    kubernetes,
    kafka: {
      start: scattered(Math.max(0, times.ready - around - unfencing)),
      recovery: [0, 0],
      stop: scattered(times.stop),
      catchUp: scattered(times.catchUp),
      session: 9000,
      deletion: [500, 5000],
    },
    look: scattered(times.look),
    faults: [],
    lost: 0,
    twins: [],
    killAfterActs: 0,
    configMapsAfter: [0],
    hopeless: false,
  };
}

function scattered(millis: number): readonly [number, number] { return [millis * (1 - SCATTER), millis * (1 + SCATTER)]; }

function version(number: number, perRack: number, concurrency: number): Version {
  const templates = new Map<string, Template>();
  const set = (name: string, roles: readonly NodeRole[], first: number, count: number, rack?: string): DesiredSet => {
    const revision = name.startsWith(BROKERS) ? number : 0;
    templates.set(name, { hash: `${name}-v${revision}`, revision: `${name}-r${revision}`, made: { image: `kafka:${revision}`, resources: {} } });
    const nodes = Array.from({ length: count }, (_, i) => ({ id: first + i, pod: `${name}-${first + i}`, host: `${name}-${first + i}.nodes` }));
    return { name, roles, rack, template: `${name}-v${revision}`, nodes };
  };
  const cluster: DesiredCluster = {
    name: 'events',
    version: '4.3.1',
    metadata: { mode: 'kraft', clusterId: 'events-id' },
    sets: [
      set('events-controller', ['controller'], FIRST_CONTROLLER, RACKS.length),
      ...RACKS.map((rack, r) => set(BROKERS + rack, ['broker'], r * perRack, perRack, rack)),
    ],
    ports: { broker: 9092, controller: 9093 },
    dynamic: { clusterWide: {}, perBroker: {} },
  };
  return {
    state: {
      format: DESIRED_STATE_FORMAT,
      name: `events-lifecycle-${number}`,
      policy: { concurrency, inSyncMargin: 0, unavoidable: 'accept', noProgressSeconds: 600, preferredLeaders: true, undeclaredSettings: 'report', rebalance: NO_REBALANCE },
      ensembles: [],
      clusters: [cluster],
    },
    templates,
  };
}

/** Three replicas of each partition, one in each rack; every broker has as many as any other. */
function topics(racks: readonly (readonly number[])[]): Topic[] {
  const partitions = racks.flat().length * PARTITIONS_PER_BROKER / RACKS.length;
  const replicas = Array.from({ length: partitions }, (_, p) => racks.map((_rack, r) => {
    const rack = racks[(p + r) % racks.length];
    return rack[(Math.floor(p / racks.length) + r * (1 + p % 7)) % rack.length];
  }));
  return [{ name: 'orders', minInSync: 2, replicas }];
}
