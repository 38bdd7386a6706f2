import { ClusterObservation, KafkaObservation, LoadObservation, isUnread } from '../../observation';
import { PartitionTable, isInSync, replicasOf, slotOf } from '../../partition-table';
import { MarkStep, ReassignStep, ThrottledTopic, UnregisterStep } from '../decision';

/** What will be observed when moves have ended. One that is cancelled leaves what there was before it. */
export function moved(observation: ClusterObservation, { moves }: ReassignStep): ClusterObservation {
  const { kafka } = observation;
  if (isUnread(kafka)) { return observation; }
  const wanted = new Map(moves.map(({ topic, partition, replicas }) => [`${topic}-${partition}`, replicas]));
  const concerned = new Set(moves.map(({ topic }) => topic));
  const { partitions: table } = kafka;
  const underway = new Map(kafka.reassignments.map((each) => [each.row, each]));
  const changes = new Map<number, readonly number[]>();
  for (let row = 0; row < table.topic.length; row++) {
    const topic = table.topics[table.topic[row]];
    const name = `${topic}-${table.partition[row]}`;
    if (!concerned.has(topic) || !wanted.has(name)) { continue; }
    const adding = underway.get(row)?.adding ?? [];
    changes.set(row, wanted.get(name) ?? replicasOf(table, row).filter((id) => !adding.includes(id)));
  }
  const next: KafkaObservation = {
    ...kafka, partitions: withReplicas(table, changes), reassignments: kafka.reassignments.filter(({ row }) => !changes.has(row)),
  };
  return { ...observation, kafka: next, load: withMoves(observation.load, table, changes, next.partitions) };
}

/** All that is reassigned has ended. */
export function ended(observation: ClusterObservation): ClusterObservation {
  const { kafka } = observation;
  if (isUnread(kafka) || kafka.reassignments.length === 0) { return observation; }
  const { partitions: table } = kafka;
  const changes = new Map(kafka.reassignments.map(({ row, removing }) => [row, replicasOf(table, row).filter((id) => !removing.includes(id))]));
  const next: KafkaObservation = { ...kafka, partitions: withReplicas(table, changes), reassignments: [] };
  return { ...observation, kafka: next, load: withMoves(observation.load, table, changes, next.partitions) };
}

export function marked(kafka: KafkaObservation, { brokers, topics }: MarkStep): KafkaObservation {
  const before = Object.entries(kafka.settings.perBroker);
  const perBroker: Record<string, Record<string, string>> = Object.fromEntries(before.map(([id, settings]) => [id, { ...settings }]));
  for (const { id, changes } of brokers) {
    const settings = perBroker[id] ??= {};
    for (const { key, to } of changes) { if (to === undefined) { delete settings[key]; } else { settings[key] = to; } }
  }
  return { ...kafka, throttled: withTopics(kafka.throttled, topics), settings: { ...kafka.settings, perBroker } };
}

export function unregistered(kafka: KafkaObservation, { brokers }: UnregisterStep): KafkaObservation {
  const perBroker = Object.fromEntries(Object.entries(kafka.settings.perBroker).filter(([id]) => !brokers.includes(Number(id))));
  return { ...kafka, brokers: kafka.brokers.filter(({ id }) => !brokers.includes(id)), settings: { ...kafka.settings, perBroker } };
}

function withTopics(throttled: KafkaObservation['throttled'], topics: readonly ThrottledTopic[]): KafkaObservation['throttled'] {
  const next = { ...throttled };
  for (const { topic, leader, follower } of topics) {
    if (leader === undefined && follower === undefined) { delete next[topic]; } else { next[topic] = { leader, follower }; }
  }
  return next;
}

function withReplicas(table: PartitionTable, changes: ReadonlyMap<number, readonly number[]>): PartitionTable {
  const [replicas, inSync]: [number[], number[]] = [[], []];
  const [replicaStart, inSyncStart] = [new Int32Array(table.replicaStart.length), new Int32Array(table.inSyncStart.length)];
  const [leader, reassigning] = [table.leader.slice(), table.reassigning.slice()];
  for (let row = 0; row < table.topic.length; row++) {
    const to = changes.get(row);
    const before = table.replicas.subarray(table.replicaStart[row], table.replicaStart[row + 1]);
    for (const id of to ?? before) {
      replicas.push(id);
      if (to ? !before.includes(id) || isInSync(table, row, id) : isInSync(table, row, id)) { inSync.push(id); }
    }
    replicaStart[row + 1] = replicas.length;
    inSyncStart[row + 1] = inSync.length;
    if (!to) { continue; }
    reassigning[row] = 0;
    if (!to.includes(leader[row])) { leader[row] = to[0]; }
  }
  return { ...table, leader, reassigning, replicaStart, replicas: Int32Array.from(replicas), inSyncStart, inSync: Int32Array.from(inSync) };
}

function withMoves(
  load: ClusterObservation['load'], table: PartitionTable, changes: ReadonlyMap<number, readonly number[]>, next: PartitionTable,
): ClusterObservation['load'] {
  if (load === undefined || isUnread(load)) { return load; }
  const more = new Map<number, { replicas: number; bytes: number }>();
  const count = (id: number, n: number, bytes: number) => {
    const known = more.get(id) ?? { replicas: 0, bytes: 0 };
    more.set(id, { replicas: known.replicas + n, bytes: known.bytes + n * bytes });
  };
  for (const [row, to] of changes) {
    const before = table.replicas.subarray(table.replicaStart[row], table.replicaStart[row + 1]);
    for (const id of before) { if (!to.includes(id)) { count(id, -1, load.size[row]); } }
    for (const id of to) { if (!before.includes(id)) { count(id, 1, load.size[row]); } }
  }
  const brokers = Object.entries(load.brokers).map(([id, broker]): [string, LoadObservation['brokers'][number]] => {
    const change = more.get(Number(id));
    if (!change) { return [id, broker]; }
    const disks = broker.disks.map((disk, i) => i > 0 ? disk : {
      ...disk,
      replicaBytes: disk.replicaBytes + change.bytes,
      usableBytes: disk.usableBytes === undefined ? undefined : disk.usableBytes - change.bytes,
    });
    return [id, { replicas: broker.replicas + change.replicas, disks }];
  });
  return { ...load, brokers: Object.fromEntries(brokers), ...load.disk ? { disk: sameDisks(load.disk, table, next) } : {} };
}

/** Where a new replica is put is for its broker to say. */
function sameDisks(disk: Int16Array, before: PartitionTable, after: PartitionTable): Int16Array {
  const disks = new Int16Array(after.replicas.length).fill(-1);
  for (let row = 0; row < after.topic.length; row++) {
    for (let slot = after.replicaStart[row]; slot < after.replicaStart[row + 1]; slot++) {
      disks[slot] = disk[slotOf(before, row, after.replicas[slot]) ?? -1] ?? -1;
    }
  }
  return disks;
}
