import { KafkaAdmin } from '../clients/kafka/kafka-admin';
import { KafkaNode } from '../clients/kafka/kafka-node';
import { allAnswers } from '../contact/all-answers';
import { PartitionColumns } from '../partition-table';

/** Rows of partitions, by broker. */
type Rows = Map<number, number[]>;

/** Replicas that are not in sync, on brokers in service, of partitions that have a leader. */
interface Behind {
  readonly followers: Rows;
  readonly leaders: Rows;
}

/** How many records the replicas of each broker that are not in sync are behind their leaders, by broker. Brokers that are level or did not answer are missing. */
export async function catchUpLags(kafka: KafkaAdmin, columns: PartitionColumns, nodes: readonly KafkaNode[]): Promise<ReadonlyMap<number, number>> {
  const { followers, leaders } = replicasBehind(columns, new Set(nodes.map((n) => n.id)));
  if (followers.size === 0) { return new Map(); }
  const rows = new Map<number, number[]>();
  for (const of of [followers, leaders]) {
    for (const [id, those] of of) { rows.set(id, [...new Set([...rows.get(id) ?? [], ...those])]); }
  }
  const asked = nodes.filter((n) => rows.has(n.id));
  const { answers } = await allAnswers(asked, (node) => kafka.endOffsets(node, byTopic(columns, rows.get(node.id) ?? [])));
  const lags = new Map<number, number>();
  for (const [id, those] of followers) {
    const own = answers.get(id);
    if (own === undefined) { continue; }
    lags.set(id, those.reduce((sum, row) => {
      const name = `${columns.topics[columns.topic[row]]}-${columns.partition[row]}`;
      const end = answers.get(columns.leader[row])?.get(name);
      // A replica that it does not tell has nothing yet, or cannot be read.
      return end === undefined ? sum : sum + Math.max(0, end - (own.get(name) ?? 0));
    }, 0));
  }
  return lags;
}

export function replicasBehind(columns: PartitionColumns, inService: ReadonlySet<number>): Behind {
  const behind: Behind = { followers: new Map(), leaders: new Map() };
  const { replicaStart, replicas, inSyncStart, inSync, leader } = columns;
  for (let row = 0; row < leader.length; row++) {
    if (replicaStart[row + 1] - replicaStart[row] === inSyncStart[row + 1] - inSyncStart[row] || !inService.has(leader[row])) { continue; }
    const synced = inSync.subarray(inSyncStart[row], inSyncStart[row + 1]);
    let found = false;
    for (let r = replicaStart[row]; r < replicaStart[row + 1]; r++) {
      if (synced.includes(replicas[r]) || !inService.has(replicas[r])) { continue; }
      add(behind.followers, replicas[r], row);
      found = true;
    }
    if (found) { add(behind.leaders, leader[row], row); }
  }
  return behind;
}

function add(rows: Rows, broker: number, row: number): void {
  const known = rows.get(broker);
  if (known) { known.push(row); } else { rows.set(broker, [row]); }
}

/** Rows as Kafka's requests name them. */
export function byTopic(columns: PartitionColumns, rows: readonly number[]): ReadonlyMap<string, readonly number[]> {
  const partitions = new Map<string, number[]>();
  for (const row of rows) {
    const topic = columns.topics[columns.topic[row]];
    const known = partitions.get(topic);
    if (known) { known.push(columns.partition[row]); } else { partitions.set(topic, [columns.partition[row]]); }
  }
  return partitions;
}
