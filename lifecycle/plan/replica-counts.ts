import { PartitionTable, isInSync } from '../partition-table';

/** What the partitions say of each broker. */
export interface ReplicaCounts {
  /** By broker id: of how many partitions it has a replica that is not in sync, those that are being reassigned aside. */
  readonly outOfSync: ReadonlyMap<number, number>;
  /** Brokers that a running reassignment concerns, each with the number of its partitions. */
  readonly reassigned: ReadonlyMap<number, number>;
}

export function replicaCounts(table: PartitionTable): ReplicaCounts {
  const outOfSync = new Map<number, number>();
  const reassigned = new Map<number, number>();
  for (let p = 0; p < table.topic.length; p++) {
    const whole = table.inSyncStart[p + 1] - table.inSyncStart[p] === table.replicaStart[p + 1] - table.replicaStart[p];
    if (whole && table.reassigning[p] === 0) { continue; }
    for (let i = table.replicaStart[p]; i < table.replicaStart[p + 1]; i++) {
      const id = table.replicas[i];
      if (table.reassigning[p] === 1) { add(reassigned, id); } else if (!isInSync(table, p, id)) { add(outOfSync, id); }
    }
  }
  return { outOfSync, reassigned };
}

function add(counts: Map<number, number>, id: number): void {
  counts.set(id, (counts.get(id) ?? 0) + 1);
}
