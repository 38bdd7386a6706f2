import { copied } from './moves/disks/predicted';
import { ended } from './moves/predicted';
import { DesiredSet } from '../../src/lifecycle/desired-state';
import { ClusterObservation, EnsembleObservation, KafkaObservation, PodObservation, SetObservation, isUnread } from '../observation';
import { PartitionTable } from '../partition-table';

/** What will be observed when all that is under way has come to rest, and well: what ends has been replaced, what starts is ready, what lags behind is in sync. */
export function settle(sets: readonly DesiredSet[], observation: ClusterObservation): ClusterObservation {
  const { kafka, load } = ended(copied(observation));
  const settled = { ...observation, sets: settledSets(sets, observation.sets), kafka, load };
  return isUnread(settled.kafka) ? settled : { ...settled, kafka: settledKafka(sets, settled.kafka) };
}

/** The same for a ZooKeeper ensemble. */
export function settleEnsemble(set: DesiredSet, observation: EnsembleObservation): EnsembleObservation {
  const ids = set.nodes.map((n) => n.id);
  const leader = ids.find((id) => observation.servers[id]?.mode === 'leader') ?? ids[0];
  const servers = ids.map((id) => [id, observation.servers[id] ?? { mode: ids.length === 1 ? 'standalone' : id === leader ? 'leader' : 'follower' } as const] as const);
  return { sets: settledSets([set], observation.sets), servers: Object.fromEntries(servers) };
}

function settledSets(desired: readonly DesiredSet[], observed: Readonly<Record<string, SetObservation>>): Record<string, SetObservation> {
  return Object.fromEntries(Object.entries(observed).map(([name, set]) => {
    const nodes = desired.find((d) => d.name === name)?.nodes.slice(0, set.replicas) ?? [];
    const pods = { ...set.pods };
    for (const { id, pod: podName } of nodes) {
      const pod = pods[id];
      pods[id] = pod && !pod.terminating ? well(pod) : well({
        uid: `${podName}, replaced`, revision: set.updateRevision, ready: true, terminating: false, server: 'running', restarts: 0, made: set.made,
      });
    }
    return [name, { ...set, observedGeneration: set.generation, pods }];
  }));
}

function well(pod: PodObservation): PodObservation {
  return { ...pod, ready: true, server: 'running', trouble: undefined, recovery: undefined };
}

function settledKafka(sets: readonly DesiredSet[], kafka: KafkaObservation): KafkaObservation {
  const known = new Map(kafka.brokers.map((b) => [b.id, b] as const));
  const declared = sets.filter((s) => s.roles.includes('broker')).flatMap((s) => s.nodes.map(({ id }) => ({ id, rack: s.rack, fenced: false })));
  return {
    ...kafka,
    brokers: [
      ...kafka.brokers.map((b) => ({ ...b, fenced: false, lag: undefined, silent: undefined })),
      ...declared.filter((b) => !known.has(b.id)),
    ],
    quorum: kafka.quorum && { ...kafka.quorum, voters: kafka.quorum.voters.map((v) => ({ ...v, lagMillis: 0 })) },
    partitions: inSync(kafka.partitions),
  };
}

function inSync(table: PartitionTable): PartitionTable {
  return {
    ...table,
    inSyncStart: table.replicaStart,
    inSync: table.replicas,
    leader: table.leader.map((leader, p) => leader < 0 ? table.replicas[table.replicaStart[p]] : leader),
    reassigning: new Uint8Array(table.reassigning.length),
  };
}
