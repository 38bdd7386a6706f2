import type { KafkaTimes } from './kafka';
import type { KubernetesTimes, Template } from './kubernetes';
import type { Topic } from './partitions';
import { Random } from './random';
import {
  DESIRED_STATE_FORMAT, DesiredCluster, DesiredEnsemble, DesiredRebalance, DesiredSet, DesiredState, DynamicSettings, LifecyclePolicy, NodeRole,
} from '../../../src/lifecycle/desired-state';

/** What happens to a cluster, drawn from a seed. */
export interface Scenario {
  readonly seed: number;
  readonly size: Size;
  readonly racks: readonly string[];
  /** How many disks each broker has. */
  readonly disks: number;
  readonly hostsPerRack: number;
  /** What is there at the beginning; undefined if nothing is. */
  readonly before?: Version;
  /** What is declared, one after the other: each supersedes the one before. */
  readonly versions: readonly { readonly at: number; readonly version: Version }[];
  /** A roll that was interrupted before: nodes whose pods are of the first declared version already. */
  readonly rolledAlready: ReadonlySet<number>;
  readonly topics: Readonly<Record<string, readonly Topic[]>>;
  readonly tellsLag: boolean;
  readonly kubernetes: KubernetesTimes;
  readonly kafka: KafkaTimes;
  /** How long a look takes, in milliseconds. */
  readonly look: readonly [number, number];
  readonly faults: readonly Fault[];
  /** How often the answer to an act, or the act itself, is lost on the way. */
  readonly lost: number;
  /** Jobs that are started beside the first one, with the same desired state. */
  readonly twins: readonly number[];
  readonly deadlineSeconds?: number;
  /** The Job is killed after every so many acts; 0: never. */
  readonly killAfterActs: number;
  /** After how long each of `versions` has its ConfigMaps applied, in milliseconds: some come late, some never. */
  readonly configMapsAfter: readonly number[];
  /** Something never heals: a clear stop is as good as an end. */
  readonly hopeless: boolean;
}

export type Size = 'small' | 'medium' | 'large';

/** A synthesis: what is declared, and the templates of its StatefulSets. */
export interface Version {
  readonly state: DesiredState;
  readonly templates: ReadonlyMap<string, Template>;
}

export type Fault = { readonly at: number } & (
  | { readonly kind: 'crash'; readonly node: number }
  | { readonly kind: 'lose-host' | 'drain-host'; readonly host: number; readonly millis: number }
  | { readonly kind: 'falter'; readonly node: number; readonly share: number; readonly millis: number }
  | { readonly kind: 'stuck'; readonly node: number; readonly millis: number }
  | { readonly kind: 'voter-falters'; readonly millis: number }
  | { readonly kind: 'leaders-move'; readonly share: number }
  | { readonly kind: 'controller-resigns' }
  | { readonly kind: 'reassign'; readonly partitions: number; readonly millis: number }
  | { readonly kind: 'api-away' | 'kafka-unreadable'; readonly millis: number }
  | { readonly kind: 'metadata-lags'; readonly lag: number; readonly millis: number }
  | { readonly kind: 'kill-job' | 'stop-job' }
  | { readonly kind: 'freeze-job'; readonly millis: number }
);

/** One in so many seeds has 1000 brokers and a million partitions. */
const LARGE_EVERY = 250;
/** Replication factor and `min.insync.replicas`. */
const FACTORS = [[3, 2], [3, 2], [3, 1], [2, 1], [2, 2], [1, 1], [4, 2], [3, 3], [5, 3]] as const;
/** Whatever has not ended by then never does, in milliseconds. */
export const LATEST = 24 * 3_600_000;
const NEVER = LATEST;
/** Beside what else a seed draws: that stays as it is. */
const CONFIG_MAPS = 900_000;
const REBALANCE = 1_900_000;
const SHRINK = 2_900_000;
const BACK = 3_900_000;
const BYTES = 4_900_000;
const DISKS = 5_900_000;

export function drawScenario(seed: number): Scenario {
  const random = new Random(seed);
  const size: Size = seed % LARGE_EVERY === 77 ? 'large' : random.chance(0.04) ? 'medium' : 'small';
  return new Draw(seed, size, random).scenario();
}

class Draw {
  private readonly racks: string[];
  private readonly perRack: number;
  private readonly combined: boolean;
  private readonly zooKeeper: boolean;
  private readonly controllers: number;
  private readonly names: string[];
  private readonly policy: LifecyclePolicy;

  constructor(private readonly seed: number, private readonly size: Size, private readonly random: Random) {
    const large = size === 'large';
    this.racks = ['a', 'b', 'c', 'd'].slice(0, size === 'small' ? random.pick([1, 2, 3, 3, 3, 4]) : 3);
    this.perRack = { small: random.whole(1, 3), medium: random.whole(4, 14), large: 334 }[size];
    this.combined = !large && random.chance(0.25);
    this.zooKeeper = !large && !this.combined && random.chance(0.2);
    this.controllers = random.pick([1, 3, 3, 3, 3, 5]);
    this.names = size === 'small' && random.chance(0.1) ? ['events', 'orders'] : ['events'];
    this.policy = {
      concurrency: random.pick(large ? [20, 60] : size === 'medium' ? [1, 3, 14] : [1, 1, 1, 2, 3, 8]),
      inSyncMargin: random.pick([0, 0, 0, 0, 1]),
      unavoidable: random.chance(0.04) ? 'refuse' : 'accept',
      noProgressSeconds: random.pick([300, 600, 900]),
      preferredLeaders: random.chance(0.85),
      undeclaredSettings: random.pick(['report', 'report', 'remove']),
      rebalance: this.rebalance(),
    };
  }

  public scenario(): Scenario {
    const { random, size } = this;
    const calm = random.chance(0.25);
    const fromNothing = size === 'small' && random.chance(0.12);
    const before = this.version(0, this.perRack, 'all');
    const grown = this.perRackLater();
    const sick = size === 'small' && random.chance(0.05) ? random.pick(['image', 'crash'] as const) : undefined;
    const change = random.pick(['all', 'all', 'all', 'brokers', 'controllers', 'dynamic', 'all'] as const);
    const first = this.version(1, grown, change, before, sick);
    const versions = [{ at: random.between(0, 20_000), version: first }];
    // A sick template is mended, or the change is changed again while it is being rolled out.
    const mended = sick !== undefined && random.chance(0.6);
    if (mended || (size === 'small' && random.chance(0.15))) {
      const again = mended ? 'all' : random.pick(['all', 'brokers', 'dynamic'] as const);
      versions.push({ at: random.between(30_000, 600_000), version: this.version(2, this.perRackAtLast(grown), again, first) });
    }
    const ids = before.state.clusters.flatMap((c) => c.sets.flatMap((s) => s.nodes.map((n) => n.id)));
    const faults = calm ? [] : this.faults(ids);
    const hopelessFault = !calm && size === 'small' && random.chance(0.06) ? [this.hopelessFault(ids)] : [];
    const start = random.pick([3000, 8000, 15_000]);
    const configMapsAfter = this.configMapsAfter(versions.length, calm);
    const topics = fromNothing ? {} : Object.fromEntries(before.state.clusters.map((c) => [c.name, this.topics(brokersByRack(c))]));
    return {
      seed: this.seed,
      size,
      racks: this.racks,
      disks: this.disks(),
      hostsPerRack: Math.max(1, Math.ceil(grown / random.pick([1, 2, 2])) + random.whole(0, 1) + (size === 'large' ? 0 : 1)),
      before: fromNothing ? undefined : before,
      versions,
      rolledAlready: this.rolledAlready(ids),
      topics,
      tellsLag: random.chance(0.6),
      kubernetes: {
        controller: random.pick([100, 400, 2500]),
        kubelet: random.pick([100, 500, 1500]),
        scheduling: random.between(50, 2000),
        image: random.between(100, 4000),
        grace: 90_000,
      },
      kafka: {
        start: [start, start * 2],
        recovery: random.pick([[500, 3000], [5000, 60_000], [60_000, 240_000]] as const),
        stop: [200, random.pick([2000, 8000])],
        catchUp: random.pick([[100, 2000], [500, 20_000], [20_000, 150_000]] as const),
        session: random.pick([3000, 9000, 18_000]),
        deletion: [500, 5000],
      },
      look: size === 'large' ? [1500, 5000] : random.pick([[20, 200], [100, 900], [500, 2500]] as const),
      faults: [...faults, ...hopelessFault].sort((a, b) => a.at - b.at),
      lost: calm ? 0 : random.pick([0, 0, 0.05, 0.2]),
      twins: size === 'small' && random.chance(0.15) ? [random.between(0, 200_000)] : [],
      deadlineSeconds: size === 'small' && random.chance(0.1) ? random.pick([120, 600, 1800]) : undefined,
      killAfterActs: !calm && random.chance(0.12) ? random.whole(1, 5) : 0,
      configMapsAfter,
      hopeless: configMapsAfter[versions.length - 1] >= NEVER || hopelessFault.length > 0 || (sick !== undefined && !mended) || this.policy.unavoidable === 'refuse'
        || isTooSmall(versions[versions.length - 1].version, topics),
    };
  }

  /** Drawn apart: all else that a seed draws stays as it is. */
  private rebalance(): DesiredRebalance {
    const random = new Random(this.seed + REBALANCE);
    const drawn: Omit<DesiredRebalance, 'leastBytesPerSecond'> = {
      when: this.size === 'small' ? random.pick(['never', 'scale', 'scale', 'drift']) : 'never',
      drift: random.pick([0.2, 0.5]),
      diskBand: 0.1,
      replicaBand: 0.1,
      leaderBand: 0.1,
      volumeBand: 0.1,
      volumeBytesPerSecond: 1e8,
      diskLimit: 0.8,
      excludedTopics: random.chance(0.1) ? ['topic-1'] : [],
      bytesPerSecond: random.pick([1e6, 2e7]),
      movesPerBroker: random.pick([1, 5]),
      moves: random.pick([3, 100]),
      bytesInFlight: random.pick([1e7, 1e9]),
      approval: 'automatic',
      emptyVolumes: this.emptyVolumes(),
    };
    return { ...drawn, leastBytesPerSecond: drawn.bytesPerSecond / 10 };
  }

  /** How many disks each broker has. */
  private disks(): number { return this.size === 'small' ? new Random(this.seed + DISKS).pick([1, 1, 1, 2, 3]) : 1; }

  /** One of the first broker, that is always declared. */
  private emptyVolumes(): DesiredRebalance['emptyVolumes'] {
    return this.disks() > 1 && new Random(this.seed + DISKS + 1).chance(0.5) ? [{ cluster: this.names[0], broker: 0, path: '/data-1' }] : undefined;
  }

  private perRackLater(): number {
    const { random, size, perRack } = this;
    const grown = size === 'small' && random.chance(0.15) ? perRack + 1 : perRack;
    const apart = new Random(this.seed + SHRINK);
    return grown === perRack && size === 'small' && perRack > 1 && apart.chance(0.4) ? perRack - 1 : grown;
  }

  /** What was declared in between may be taken back. */
  private perRackAtLast(later: number): number {
    return new Random(this.seed + BACK).chance(0.5) ? this.perRack : later;
  }

  /** `change` tells of which sets the template differs from the version before. */
  private version(
    number: number, perRack: number, change: 'all' | 'brokers' | 'controllers' | 'dynamic', previous?: Version, sick?: Template['sick'],
  ): Version {
    const templates = new Map<string, Template>();
    const made = (name: string, changed: boolean, roles: readonly NodeRole[]): string => {
      const hash = `${name}-v${number}`;
      const unchanged = changed ? undefined : previous?.templates.get(name);
      if (unchanged) {
        templates.set(name, unchanged);
        return unchanged.hash;
      }
      templates.set(name, {
        hash,
        revision: `${name}-r${number}`,
        made: {
          image: `kafka:${number}`,
          resources: {},
          start: { settings: { 'num.io.threads': String(8 + number) }, jvm: ['-Xmx1g'], logging: 'l', scripts: 's' },
        },
        sick: (roles.length === 0 || roles.includes('broker')) ? sick : undefined,
      });
      return hash;
    };
    const set = (name: string, roles: readonly NodeRole[], first: number, count: number, rack?: string): DesiredSet => {
      const changed = change === 'all' || (change === 'brokers' && roles.includes('broker')) || (change === 'controllers' && roles.includes('controller'));
      const nodes = Array.from({ length: count }, (_, i) => ({ id: first + i, pod: `${name}-${first + i}`, host: `${name}-${first + i}.nodes` }));
      return { name, roles, rack, template: made(name, changed, roles), nodes };
    };
    const step = this.size === 'large' ? 1000 : 100;
    const clusters = this.names.map((name, c): DesiredCluster => {
      const base = c * 10_000;
      // Combined controllers never grow in number here: the quorum is what it was formatted with.
      const brokers = this.racks.map((rack, r) => this.combined
        ? set(`${name}-node-${rack}`, ['controller', 'broker'], base + r * step, this.perRack, rack)
        : set(`${name}-broker-${rack}`, ['broker'], base + r * step, perRack, rack));
      const controllers = this.combined || this.zooKeeper ? [] : [set(`${name}-controller`, ['controller'], base + 9000, this.controllers)];
      return {
        name,
        version: this.zooKeeper ? '3.9.1' : '4.3.1',
        metadata: this.zooKeeper ? { mode: 'zookeeper', ensemble: 'zk' } : { mode: 'kraft', clusterId: `${name}-id` },
        sets: [...controllers, ...brokers],
        ports: { broker: 9092, controller: 9093 },
        dynamic: this.dynamic(number > 0 && (change === 'dynamic' || this.random.chance(0.3)) ? number : 0, base),
      };
    });
    const ensembles: DesiredEnsemble[] = this.zooKeeper
      ? [{ name: 'zk', version: '3.8.6', set: set('zk', [], 0, this.controllers), clientPort: 2181 }] : [];
    return { state: { format: DESIRED_STATE_FORMAT, name: `events-lifecycle-${number}`, policy: this.policy, ensembles, clusters }, templates };
  }

  private dynamic(number: number, broker: number): DynamicSettings {
    return number === 0
      ? { clusterWide: { 'log.retention.ms': '1000' }, perBroker: {} }
      : {
        clusterWide: { 'log.retention.ms': String(1000 + number), 'log.cleaner.threads': '2' },
        perBroker: { [broker]: { 'max.connections': String(number) } },
      };
  }

  private rolledAlready(ids: readonly number[]): ReadonlySet<number> {
    const { random } = this;
    // Of a large cluster only few nodes are left to roll: what takes long is the number of looks, not what is looked at.
    if (this.size === 'large') {
      const left = new Set(random.shuffled(ids).slice(0, 40));
      return new Set(ids.filter((id) => !left.has(id)));
    }
    return new Set(random.chance(0.2) ? ids.filter(() => random.chance(0.5)) : []);
  }

  private topics(racks: readonly (readonly number[])[]): Topic[] {
    const { random } = this;
    const brokers = racks.flat();
    const sizes = new Random(this.seed + BYTES);
    const large = this.size === 'large';
    const names = { small: random.whole(1, 5), medium: 6, large: 100 }[this.size];
    return Array.from({ length: names }, (_, t): Topic => {
      const [wanted, min] = t === 0 || large ? [3, 2] : random.pick(FACTORS);
      const factor = Math.min(wanted, brokers.length);
      const partitions = { small: random.whole(1, 40), medium: random.whole(50, 500), large: 10_000 }[this.size];
      const spread = factor <= racks.length && (large || random.chance(0.8));
      return {
        name: `topic-${t}`,
        minInSync: min,
        bytes: sizes.pick([0, 1e5, 3e6, 4e7]),
        replicas: Array.from({ length: partitions }, (__, p) => {
          return spread ? acrossRacks(racks, factor, p + t) : random.shuffled(brokers).slice(0, factor);
        }),
      };
    });
  }

  private faults(ids: readonly number[]): Fault[] {
    const { random } = this;
    const span = this.size === 'large' ? 400_000 : 900_000;
    const heals = () => random.between(5000, Math.min(240_000, this.policy.noProgressSeconds * 500));
    return Array.from({ length: random.pick([1, 2, 3, 5, 8]) }, (): Fault => {
      const at = random.between(0, span);
      const node = random.pick(ids);
      switch (random.pick([
        'crash', 'crash', 'crash', 'lose-host', 'drain-host', 'falter', 'falter', 'stuck', 'voter-falters', 'leaders-move', 'controller-resigns',
        'reassign',
        'api-away', 'kafka-unreadable', 'metadata-lags', 'kill-job', 'kill-job', 'kill-job', 'stop-job', 'freeze-job',
      ] as const)) {
        case 'crash': return { at, kind: 'crash', node };
        case 'lose-host': return { at, kind: 'lose-host', host: random.whole(0, 1000), millis: heals() };
        case 'drain-host': return { at, kind: 'drain-host', host: random.whole(0, 1000), millis: heals() };
        case 'falter': return { at, kind: 'falter', node, share: random.pick([0.1, 0.5, 1]), millis: heals() };
        case 'stuck': return { at, kind: 'stuck', node, millis: heals() };
        case 'voter-falters': return { at, kind: 'voter-falters', millis: heals() / 4 };
        case 'leaders-move': return { at, kind: 'leaders-move', share: random.pick([0.05, 0.5]) };
        case 'controller-resigns': return { at, kind: 'controller-resigns' };
        case 'reassign': return { at, kind: 'reassign', partitions: random.whole(1, 5), millis: heals() };
        case 'api-away': return { at, kind: 'api-away', millis: heals() / 2 };
        case 'kafka-unreadable': return { at, kind: 'kafka-unreadable', millis: heals() / 2 };
        // Shorter than any restart: whatever answers with older metadata is fenced itself before long.
        case 'metadata-lags': return { at, kind: 'metadata-lags', lag: this.size === 'small' ? random.between(300, 1500) : 0, millis: heals() };
        case 'kill-job': return { at, kind: 'kill-job' };
        case 'stop-job': return { at, kind: 'stop-job' };
        case 'freeze-job': return { at, kind: 'freeze-job', millis: random.between(5000, 90_000) };
      }
    });
  }

  private configMapsAfter(versions: number, calm: boolean): number[] {
    const random = new Random(this.seed + CONFIG_MAPS);
    return Array.from({ length: versions }, () => {
      const late = !calm && this.size === 'small' && random.chance(0.15);
      if (!late) { return random.between(0, 3000); }
      return random.chance(0.1) ? NEVER : random.between(5000, 600_000);
    });
  }

  private hopelessFault(ids: readonly number[]): Fault {
    const { random } = this;
    const at = random.between(0, 200_000);
    switch (random.pick(['lose-host', 'stuck', 'reassign', 'api-away', 'kafka-unreadable'] as const)) {
      case 'lose-host': return { at, kind: 'lose-host', host: random.whole(0, 1000), millis: NEVER };
      case 'stuck': return { at, kind: 'stuck', node: random.pick(ids), millis: NEVER };
      case 'reassign': return { at, kind: 'reassign', partitions: 3, millis: NEVER };
      case 'api-away': return { at, kind: 'api-away', millis: NEVER };
      case 'kafka-unreadable': return { at, kind: 'kafka-unreadable', millis: NEVER };
    }
  }
}

/** Fewer brokers than a partition has replicas: they cannot be removed. */
function isTooSmall({ state: { clusters } }: Version, topics: Scenario['topics']): boolean {
  return clusters.some((c) => (topics[c.name] ?? []).some((topic) => topic.replicas[0].length > brokersByRack(c).flat().length));
}

export function brokersByRack(cluster: DesiredCluster): number[][] {
  return cluster.sets.filter((s) => s.roles.includes('broker')).map((s) => s.nodes.map((n) => n.id));
}

/** One replica in each of so many racks, every broker with as many as any other. */
function acrossRacks(racks: readonly (readonly number[])[], factor: number, p: number): number[] {
  return Array.from({ length: factor }, (_, r) => {
    const rack = racks[(p + r) % racks.length];
    return rack[(Math.floor(p / racks.length) + r * (1 + p % 7)) % rack.length];
  });
}
