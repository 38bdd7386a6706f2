/**
 * All partitions of a cluster. Arrays of numbers instead of objects: a cluster may have a million partitions, and every decision looks at all of them.
 */
export interface PartitionTable {
  /** Names of topics. */
  readonly topics: readonly string[];
  /** `min.insync.replicas` of each topic. */
  readonly minInSync: Int32Array;
  /** For each partition: the index of its topic, its number in the topic, and its leader's id, or -1. */
  readonly topic: Int32Array;
  readonly partition: Int32Array;
  readonly leader: Int32Array;
  /** For each partition: 1 while it is reassigned (KIP-455). */
  readonly reassigning: Uint8Array;
  /** Replicas of partition `p` are `replicas[replicaStart[p]]` to before `replicaStart[p + 1]`, the preferred leader first. */
  readonly replicaStart: Int32Array;
  readonly replicas: Int32Array;
  /** In-sync replicas, likewise. */
  readonly inSyncStart: Int32Array;
  readonly inSync: Int32Array;
}

/** Of the table all but what Kafka's metadata does not tell. */
export type PartitionColumns = Omit<PartitionTable, 'minInSync' | 'reassigning'>;

/** One partition, as it is written down. */
export interface Partition {
  readonly topic: string;
  readonly partition: number;
  readonly leader: number;
  readonly replicas: readonly number[];
  readonly inSync: readonly number[];
  readonly reassigning?: boolean;
}

/** The table of some partitions. `minInSync` is by topic. */
export function partitionTable(partitions: readonly Partition[], minInSync: Readonly<Record<string, number>>): PartitionTable {
  const index = new Map<string, number>();
  for (const { topic } of partitions) { if (!index.has(topic)) { index.set(topic, index.size); } }
  const topics = [...index.keys()];
  const n = partitions.length;
  const table = {
    topics,
    minInSync: Int32Array.from(topics, (t) => minInSync[t] ?? 1),
    topic: new Int32Array(n),
    partition: new Int32Array(n),
    leader: new Int32Array(n),
    reassigning: new Uint8Array(n),
    replicaStart: new Int32Array(n + 1),
    replicas: new Int32Array(partitions.reduce((sum, p) => sum + p.replicas.length, 0)),
    inSyncStart: new Int32Array(n + 1),
    inSync: new Int32Array(partitions.reduce((sum, p) => sum + p.inSync.length, 0)),
  };
  partitions.forEach((p, i) => {
    table.topic[i] = index.get(p.topic) ?? -1;
    table.partition[i] = p.partition;
    table.leader[i] = p.leader;
    table.reassigning[i] = p.reassigning ? 1 : 0;
    table.replicas.set(p.replicas, table.replicaStart[i]);
    table.replicaStart[i + 1] = table.replicaStart[i] + p.replicas.length;
    table.inSync.set(p.inSync, table.inSyncStart[i]);
    table.inSyncStart[i + 1] = table.inSyncStart[i] + p.inSync.length;
  });
  return table;
}

/** The replicas of a partition, the preferred leader first. */
export function replicasOf({ replicas, replicaStart }: Pick<PartitionTable, 'replicas' | 'replicaStart'>, p: number): number[] {
  return [...replicas.subarray(replicaStart[p], replicaStart[p + 1])];
}

/** Whether a broker is one of a partition's in-sync replicas. */
export function isInSync({ inSync, inSyncStart }: Pick<PartitionTable, 'inSync' | 'inSyncStart'>, p: number, broker: number): boolean {
  for (let i = inSyncStart[p]; i < inSyncStart[p + 1]; i++) { if (inSync[i] === broker) { return true; } }
  return false;
}

/** How a person names a partition: `orders-3`. */
export function partitionName(table: Pick<PartitionTable, 'topics' | 'topic' | 'partition'>, p: number): string {
  return `${table.topics[table.topic[p]]}-${table.partition[p]}`;
}

/** The place of a broker's replica in `replicas`; undefined if it has none. */
export function slotOf({ replicas, replicaStart }: Pick<PartitionTable, 'replicas' | 'replicaStart'>, p: number, broker: number): number | undefined {
  for (let i = replicaStart[p]; i < replicaStart[p + 1]; i++) { if (replicas[i] === broker) { return i; } }
  return undefined;
}
