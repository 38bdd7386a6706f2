import { NO_REBALANCE } from './no-rebalance';
import { ClusterObservation, DiskObservation, FutureReplica, LoadObservation, MadeOf, PodObservation, SetObservation, ThrottledReplicas, TopicObservation, Unread, UserSecretObservation, UsersObservation, VoterObservation } from '../../lifecycle/observation';
import { Partition, partitionTable } from '../../lifecycle/partition-table';
import { notedTopics } from '../../lifecycle/topic-notes';
import { DesiredCluster, DesiredSet, DesiredTopic, DesiredUser, LifecyclePolicy, NodeRole, StartSettings } from '../../src/lifecycle/desired-state';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A cluster as a scenario draws it: everything is well until a line says otherwise. */
export class DrawnCluster {
  public policy: Mutable<LifecyclePolicy> = {
    concurrency: 1,
    inSyncMargin: 0,
    unavoidable: 'accept',
    noProgressSeconds: 600,
    preferredLeaders: true,
    undeclaredSettings: 'report',
    rebalance: NO_REBALANCE,
  };
  public readonly sets: DesiredSet[] = [];
  public readonly observed = new Map<string, Mutable<SetObservation>>();
  public readonly partitions: Mutable<Partition>[] = [];
  public readonly minInSync: Record<string, number> = {};
  public readonly brokers = new Map<number, { rack?: string; fenced: boolean; host?: string; lag?: number; silent?: string }>();
  public voters: Mutable<VoterObservation>[] = [];
  public leader?: number;
  public activeController?: number;
  public unread: string[] = [];
  public readonly desired: Record<string, Record<string, string>> = {};
  public readonly overrides: Record<string, Record<string, string>> = {};
  public readonly effective: Record<string, Record<string, string>> = {};
  public readonly applied: Record<string, string[]> = {};
  /** Those that are declared; and what is set of topics, by name. */
  public topics: DesiredTopic[] = [];
  public readonly topicSettings: Record<string, Record<string, string>> = {};
  /** Users that are declared, their Secrets, and what there is of users; undefined if nobody looked. */
  public users: DesiredUser[] = [];
  public defaultQuotas?: Readonly<Record<string, number>>;
  public userSecrets?: Readonly<Record<string, UserSecretObservation>> | Unread;
  public usersSeen?: UsersObservation;
  /** By partition. */
  public readonly moves: Record<string, { adding: number[]; removing: number[] }> = {};
  public readonly sizes: Record<string, number> = {};
  /** By topic. */
  public readonly throttled: Record<string, ThrottledReplicas> = {};
  /** By broker, in bytes: its disk, and what else is on it; and how many replicas it has beside those that it is assigned. */
  public readonly disks: Record<number, number> = {};
  public readonly foreign: Record<number, number> = {};
  public readonly stray: Record<number, number> = {};
  /** By broker: several disks; one without bytes is lost. By `broker partition`: on which of them a replica is, in place of the first, and to which it is being copied. */
  public readonly volumes: Record<number, readonly { readonly path: string; readonly bytes?: number }[]> = {};
  public readonly places: Record<string, string> = {};
  public readonly copying: Record<string, { readonly path: string; readonly bytes: number }> = {};
  /** By partition, what is written to it in a second; and what else is told of the load. */
  public readonly rates: Record<string, number> = {};
  public readonly watched: { seconds?: number; latency?: number; lost?: number; throttled?: number } = {};
  public time?: number;
  public approved: string[] = [];
  public loadUnread?: string;

  constructor(public readonly mode: 'kraft' | 'zookeeper') {}

  public addSet(name: string, roles: readonly NodeRole[], ids: readonly number[], rack?: string): void {
    const set: DesiredSet = {
      name, roles, rack, template: 't1', nodes: ids.map((id) => ({ id, pod: `${name}-${id}`, host: `${name}-${id}.events-nodes` })),
    };
    const made: MadeOf = { image: 'kafka:1', resources: {}, start: START };
    this.sets.push(set);
    this.observed.set(name, {
      uid: `set ${name}`,
      generation: 1,
      observedGeneration: 1,
      replicas: ids.length,
      firstId: ids[0],
      template: 't1',
      updateRevision: 'r1',
      updateStrategy: 'OnDelete',
      made,
      configMaps: configMapsOf(name, roles, rack).map((configMap) => ({ name: configMap, wanted: 'c1', found: 'c1' })),
      pods: Object.fromEntries(ids.map((id) => [id, { ...pod(id), made }])),
    });
    if (roles.includes('broker')) { for (const id of ids) { this.brokers.set(id, { rack, fenced: false, host: `${name}-${id}.events-nodes` }); } }
    if (roles.includes('controller')) {
      this.voters.push(...ids.map((id) => ({ id, lagMillis: 0, logEndOffset: 1000 })));
      this.leader ??= ids[0];
    }
    if (this.mode === 'zookeeper') { this.activeController ??= ids[0]; }
  }

  public addTopic(topic: string, min: number, replicas: readonly (readonly number[])[]): void {
    this.minInSync[topic] = min;
    this.partitions.push(...replicas.map((ids, partition) => ({ topic, partition, leader: ids[0], replicas: ids, inSync: ids })));
  }

  /** A new template for these sets. */
  public change(sets: readonly string[], made: (before: SetObservation['made']) => SetObservation['made']): void {
    for (const name of sets) {
      const set = this.set(name);
      set.updateRevision = `r${Number(set.updateRevision.slice(1)) + 1}`;
      set.made = made(set.made);
    }
  }

  public set(name: string): Mutable<SetObservation> {
    const found = this.observed.get(name);
    if (!found) { throw new Error(`There is no set '${name}'; there are ${[...this.observed.keys()].join(', ')}.`); }
    return found;
  }

  public changeConfigMap(name: string, found: string | undefined): void {
    const sets = [...this.observed.values()].filter((set) => set.configMaps.some((configMap) => configMap.name === name));
    if (sets.length === 0) { throw new Error(`There is no ConfigMap '${name}'; there are ${[...this.observed.values()].flatMap((set) => set.configMaps.map((c) => c.name)).join(', ')}.`); }
    for (const set of sets) { set.configMaps = set.configMaps.map((configMap) => configMap.name === name ? { ...configMap, found } : configMap); }
  }

  public changePod(id: number, change: Partial<PodObservation> | undefined): void {
    const name = this.sets.find((s) => s.nodes.some((n) => n.id === id))?.name;
    if (name === undefined) { throw new Error(`There is no node ${id}.`); }
    const set = this.set(name);
    const { [id]: before, ...others } = set.pods;
    set.pods = change === undefined ? others : { ...others, [id]: { ...(before ?? pod(id)), ...change } };
  }

  public partition(name: string): Mutable<Partition> {
    const found = this.partitions.find((p) => `${p.topic}-${p.partition}` === name);
    if (!found) { throw new Error(`There is no partition '${name}'.`); }
    return found;
  }

  /** Only so many of its nodes are declared. */
  public declareNodes(name: string, count: number): void {
    const at = this.sets.findIndex((set) => set.name === name);
    this.sets[at] = { ...this.sets[at], nodes: this.sets[at].nodes.slice(0, count) };
  }

  public cluster(): DesiredCluster {
    const { '': clusterWide, ...perBroker } = this.desired;
    return {
      name: 'events',
      version: '4.3.1',
      metadata: this.mode === 'kraft' ? { mode: 'kraft', clusterId: 'id' } : { mode: 'zookeeper' },
      sets: this.sets,
      ports: { broker: 9092, controller: 9093 },
      dynamic: { clusterWide: clusterWide ?? {}, perBroker },
      topics: this.topics,
      users: this.users,
      defaultQuotas: this.defaultQuotas,
    };
  }

  public observation(at?: 'load'): ClusterObservation {
    const { '': clusterWide, ...perBroker } = this.overrides;
    return {
      ...at === 'load' ? { load: this.load() } : {},
      time: this.time,
      throttledSeconds: this.watched.throttled,
      approved: this.approved,
      userSecrets: this.userSecrets,
      sets: Object.fromEntries(this.observed),
      kafka: this.unread.length > 0 ? { unread: this.unread } : {
        brokers: [...this.brokers].map(([id, broker]) => ({ id, ...broker })),
        activeController: this.activeController,
        quorum: this.mode === 'kraft' && this.leader !== undefined ? { leader: this.leader, voters: this.voters } : undefined,
        partitions: partitionTable(this.partitions, this.minInSync),
        reassignments: this.partitions.flatMap(({ topic, partition, reassigning }, row) => reassigning ? [{ row, ...this.moves[`${topic}-${partition}`] ?? { adding: [], removing: [] } }] : []),
        throttled: this.throttled,
        topics: this.topicObservations(),
        users: this.usersSeen,
        settings: { clusterWide: clusterWide ?? {}, perBroker, effective: this.effective, applied: this.applied },
      },
    };
  }

  private topicObservations(): Readonly<Record<string, TopicObservation>> {
    const wanted = new Set([...this.topics.map(({ name }) => name), ...notedTopics(this.applied)]);
    const names = [...new Set(this.partitions.map(({ topic }) => topic))].filter((name) => wanted.has(name));
    return Object.fromEntries(names.map((name) => {
      const own = this.partitions.filter(({ topic }) => topic === name);
      const counts = own.map(({ replicas }) => replicas.length);
      const moving = own.some(({ reassigning }) => reassigning === true) || this.throttled[name] !== undefined;
      return [name, {
        partitions: own.length,
        fewestReplicas: Math.min(...counts),
        mostReplicas: Math.max(...counts),
        moving,
        settings: this.topicSettings[name] ?? {},
      }];
    }));
  }

  private load(): LoadObservation | Unread {
    if (this.loadUnread !== undefined) { return { unread: [this.loadUnread] }; }
    const size = Float64Array.from(this.partitions, ({ topic, partition }) => this.sizes[`${topic}-${partition}`] ?? this.sizes[topic] ?? 0);
    if (Object.keys(this.volumes).length > 0) { return this.loadOfDisks(size); }
    const brokers = [...this.brokers].filter(([, { fenced }]) => !fenced).map(([id]): [number, LoadObservation['brokers'][number]] => {
      const held = this.partitions.flatMap(({ replicas }, row) => replicas.includes(id) ? [size[row]] : []);
      const replicaBytes = held.reduce((sum, bytes) => sum + bytes, 0);
      const totalBytes = this.disks[id] ?? DISK;
      return [id, { replicas: held.length + (this.stray[id] ?? 0), disks: [{ path: '/data', totalBytes, usableBytes: totalBytes - replicaBytes - (this.foreign[id] ?? 0), replicaBytes }] }];
    });
    const { seconds: watchedSeconds, latency: latencyMillis } = this.watched;
    const latencyUnread = latencyMillis === undefined && this.policy.rebalance.prometheus ? "Prometheus tells nothing of 'p99'" : undefined;
    return { size, arrived: {}, brokers: Object.fromEntries(brokers), rates: this.toldRates(), watchedSeconds, latencyMillis, latencyUnread };
  }

  private toldRates(): LoadObservation['rates'] {
    if (Object.keys(this.rates).length === 0) { return undefined; }
    return { in: Float64Array.from(this.partitions, ({ topic, partition }) => this.rates[`${topic}-${partition}`] ?? 0), out: new Float64Array(this.partitions.length) };
  }

  private loadOfDisks(size: Float64Array): LoadObservation {
    const at: number[] = [];
    const futures: FutureReplica[] = [];
    const brokers = new Map([...this.brokers].filter(([, { fenced }]) => !fenced).map(([id]) => [id, {
      replicas: 0,
      disks: (this.volumes[id] ?? [{ path: '/data', bytes: DISK }]).map(({ path, bytes }): Mutable<DiskObservation> => ({
        path,
        replicaBytes: 0,
        ...bytes === undefined ? { error: 'KAFKA_STORAGE_ERROR', lostSeconds: this.watched.lost } : { totalBytes: bytes, usableBytes: bytes - (this.foreign[id] ?? 0) },
      })),
    }]));
    this.partitions.forEach(({ topic, partition, replicas }, row) => replicas.forEach((id) => {
      const broker = brokers.get(id);
      const name = `${id} ${topic}-${partition}`;
      const of = (path: string) => broker?.disks.findIndex((disk) => disk.path === path) ?? -1;
      const put = (disk: number, bytes: number) => {
        const its = broker?.disks[disk];
        if (broker === undefined || its === undefined) { return; }
        broker.replicas += 1;
        its.replicaBytes += bytes;
        its.usableBytes = (its.usableBytes ?? 0) - bytes;
      };
      const place = broker === undefined ? -1 : this.places[name] === undefined ? 0 : of(this.places[name]);
      // What was on a lost disk is not told of.
      at.push(broker?.disks[place]?.error === undefined ? place : -1);
      put(at[at.length - 1], size[row]);
      const copying = this.copying[name];
      if (copying === undefined) { return; }
      futures.push({ row, broker: id, disk: of(copying.path), bytes: copying.bytes });
      put(of(copying.path), copying.bytes);
    }));
    return { size, arrived: {}, brokers: Object.fromEntries(brokers), disk: Int16Array.from(at), futures };
  }
}

/** Of every disk that is not drawn otherwise, in bytes. */
const DISK = 1024 ** 4;

/** Racks of a pool have one in common; ZooKeeper has one in all. */
function configMapsOf(name: string, roles: readonly NodeRole[], rack?: string): readonly string[] {
  const pool = rack === undefined ? name : name.slice(0, -rack.length - 1);
  return roles.length === 0 ? [`${name}-config`] : [`${pool}-config`, `${name}-nodes`];
}

const START: StartSettings = { settings: { 'num.io.threads': '8' }, jvm: ['-Xmx1g'], logging: 'l1', scripts: 's1' };

function pod(id: number): PodObservation {
  return {
    uid: `pod ${id}`, revision: 'r1', ready: true, terminating: false, server: 'running', restarts: 0, made: { image: 'kafka:1', resources: {}, start: START },
  };
}
