import { BrokerLoadObservation, KafkaObservation, LoadObservation } from '../../observation';
import { PlacedBroker, Placement } from '../../rebalance/placement';
import { IdIndex } from '../id-index';

export interface PlacementProps {
  readonly kafka: Pick<KafkaObservation, 'brokers' | 'partitions'>;
  readonly load: LoadObservation;
  /** Ids of brokers that take their share for the first time, and of those that are to be emptied. */
  readonly added: ReadonlySet<number>;
  readonly leaving: ReadonlySet<number>;
  /** Disks that are to be emptied: they do not count as room. */
  readonly emptied?: readonly { readonly broker: number; readonly path: string }[];
  /** By row, where partitions are moved already, or back. */
  readonly decided: ReadonlyMap<number, readonly number[]>;
}

/** The cluster as the planner of a rebalance sees it: with every move that is under way as if it had ended. */
export function clusterPlacement({ kafka, load, added, leaving, emptied = [], decided }: PlacementProps): Placement {
  const { partitions: table } = kafka;
  const known = new Map(kafka.brokers.map((b) => [b.id, b] as const));
  // A broker that has gone for good is known by its replicas only.
  const ids = [...new Set([...known.keys(), ...table.replicas, ...[...decided.values()].flat()])].sort((a, b) => a - b);
  const capacities = ids.map((id) => capacityOf(load.brokers[id], (path) => emptied.some((each) => each.broker === id && each.path === path)));
  const told = capacities.filter((c) => c !== undefined);
  // Who does not tell, as it is not in service or not of this declaration, neither takes nor gives.
  const usual = told.length === 0 ? Number.MAX_SAFE_INTEGER : told.reduce((sum, c) => sum + c, 0) / told.length;
  const brokers = ids.map((id, i): PlacedBroker => ({
    id,
    rack: known.get(id)?.rack,
    capacity: capacities[i] ?? usual,
    added: added.has(id),
    leaves: leaving.has(id),
  }));
  const index = new IdIndex(ids);
  const replicaStart = new Int32Array(table.topic.length + 1);
  const replicas: number[] = [];
  for (let row = 0; row < table.topic.length; row++) {
    const target = decided.get(row);
    if (target) {
      for (const id of target) { replicas.push(index.numberOf(id)); }
    } else {
      for (let i = table.replicaStart[row]; i < table.replicaStart[row + 1]; i++) { replicas.push(index.numberOf(table.replicas[i])); }
    }
    replicaStart[row + 1] = replicas.length;
  }
  const { topics, topic, partition } = table;
  return { brokers, topics, topic, partition, size: load.size, replicaStart, replicas: Int32Array.from(replicas), rates: load.rates };
}

/** What its disks hold in all; undefined if one of them does not tell. */
function capacityOf(load: BrokerLoadObservation | undefined, isEmptied: (path: string) => boolean): number | undefined {
  const disks = load?.disks.filter(({ error, path }) => error === undefined && !isEmptied(path)) ?? [];
  if (disks.length === 0 || disks.some((disk) => disk.totalBytes === undefined)) { return undefined; }
  return disks.reduce((sum, disk) => sum + (disk.totalBytes ?? 0), 0);
}
