import { ConfigureStep, ElectLeadersStep, RestartStep, ScaleStep, Step } from './decision';
import { movedBetweenDisks } from './moves/disks/predicted';
import { marked, moved, unregistered } from './moves/predicted';
import { topicsChanged } from './topics/predicted';
import { usersChanged } from './users/predicted';
import { DesiredSet } from '../../src/lifecycle/desired-state';
import { ClusterObservation, EnsembleObservation, KafkaObservation, PodObservation, SetObservation, isUnread } from '../observation';
import { PartitionTable } from '../partition-table';
import { throttleOf } from '../throttle-rates';

/**
 * What will be observed after a step that goes well, when all that it disturbs has come to rest. Plans are made of it: one decision after the other, none of them carried out.
 */
export function predict(sets: readonly DesiredSet[], observation: ClusterObservation, step: Step): ClusterObservation {
  switch (step.kind) {
    case 'scale': return scaled(sets, observation, step);
    case 'restart': return restarted(observation, step);
    case 'configure': return withKafka(observation, (kafka) => configured(kafka, step));
    case 'elect-leaders': return withKafka(observation, (kafka) => ({ ...kafka, partitions: elected(kafka.partitions, step) }));
    case 'reassign': return moved(observation, step);
    case 'alter-log-dirs': return movedBetweenDisks(observation, step);
    case 'mark': return withThrottle(observation, withKafka(observation, (kafka) => marked(kafka, step)));
    case 'unregister': return withKafka(observation, (kafka) => unregistered(kafka, step));
    case 'topics': return withKafka(observation, (kafka) => topicsChanged(kafka, step));
    case 'users': return usersChanged(observation, step);
  }
}

/** The same for a ZooKeeper ensemble. */
export function predictEnsemble(set: DesiredSet, observation: EnsembleObservation, step: Step): EnsembleObservation {
  switch (step.kind) {
    case 'scale': {
      const sets = scaledSets([set], observation.sets, step);
      return { sets, servers: Object.fromEntries(set.nodes.map((n, i) => [n.id, observation.servers[n.id] ?? { mode: i === 0 ? 'leader' : 'follower' }])) };
    }
    case 'restart': {
      const ids = new Set(step.nodes.map((n) => n.id));
      const heir = set.nodes.find((n) => !ids.has(n.id));
      const lost = step.nodes.some((n) => observation.servers[n.id]?.mode === 'leader');
      const servers = Object.entries(observation.servers).map(([id, server]) => {
        if (!lost || !heir) { return [id, server] as const; }
        return [id, { mode: Number(id) === heir.id ? 'leader' : server.mode === 'leader' ? 'follower' : server.mode }] as const;
      });
      return { sets: replacedPods(observation.sets, step), servers: Object.fromEntries(servers) };
    }
    case 'configure':
    case 'elect-leaders':
    case 'reassign':
    case 'alter-log-dirs':
    case 'mark':
    case 'topics':
    case 'users':
    case 'unregister': return observation;
  }
}

/** What another throttle does is not foreseen: what strains the cluster now is told of no more. */
function withThrottle(before: ClusterObservation, after: ClusterObservation): ClusterObservation {
  return throttleIn(before) === throttleIn(after) ? after : { ...after, throttledSeconds: 0 };
}

function throttleIn({ kafka }: ClusterObservation): number | undefined { return isUnread(kafka) ? undefined : throttleOf(kafka.settings.perBroker); }

function withKafka(observation: ClusterObservation, change: (kafka: KafkaObservation) => KafkaObservation): ClusterObservation {
  return isUnread(observation.kafka) ? observation : { ...observation, kafka: change(observation.kafka) };
}

function scaled(desired: readonly DesiredSet[], observation: ClusterObservation, step: ScaleStep): ClusterObservation {
  const next = { ...observation, sets: scaledSets(desired, observation.sets, step) };
  const gone = new Set(Object.values(observation.sets).flatMap(({ pods }) => Object.keys(pods).map(Number)));
  for (const { pods } of Object.values(next.sets)) { for (const id of Object.keys(pods)) { gone.delete(Number(id)); } }
  return withKafka(next, (kafka) => {
    const known = new Set(kafka.brokers.map((b) => b.id));
    const brokers = desired.filter((set) => set.roles.includes('broker'))
      .flatMap((set) => set.nodes.map((n) => ({ id: n.id, rack: set.rack, fenced: false })));
    const there = kafka.brokers.map((b) => gone.has(b.id) ? { ...b, fenced: true } : b);
    return { ...kafka, brokers: [...there, ...brokers.filter((b) => !known.has(b.id))] };
  });
}

function scaledSets(
  desired: readonly DesiredSet[], sets: Readonly<Record<string, SetObservation>>, step: ScaleStep,
): Record<string, SetObservation> {
  return Object.fromEntries(Object.entries(sets).map(([name, set]) => {
    const to = step.sets.find((s) => s.set === name)?.to;
    const declared = desired.find((d) => d.name === name);
    if (to === undefined || !declared) { return [name, set]; }
    const added = declared.nodes.filter((n) => !set.pods[n.id]).map((n) => [n.id, newPod(set, `${n.pod} of the plan`)]);
    const kept = Object.entries(set.pods).filter(([id]) => Number(id) < set.firstId + to);
    return [name, { ...set, replicas: to, pods: { ...Object.fromEntries(kept), ...Object.fromEntries(added) } }];
  }));
}

function newPod(set: SetObservation, uid: string): PodObservation {
  return { uid, revision: set.updateRevision, ready: true, terminating: false, server: 'running', restarts: 0, made: set.made };
}

function replacedPods(sets: Readonly<Record<string, SetObservation>>, step: RestartStep): Record<string, SetObservation> {
  const uids = new Map(step.nodes.map((n) => [n.uid, n] as const));
  return Object.fromEntries(Object.entries(sets).map(([name, set]) => [name, {
    ...set,
    pods: Object.fromEntries(Object.entries(set.pods).map(([id, pod]) => [id, uids.has(pod.uid) ? newPod(set, `${pod.uid}, replaced`) : pod])),
  }]));
}

function restarted(observation: ClusterObservation, step: RestartStep): ClusterObservation {
  const away = new Set(step.nodes.map((n) => n.id));
  const next = { ...observation, sets: replacedPods(observation.sets, step) };
  return withKafka(next, (kafka) => {
    const { quorum } = kafka;
    const heir = quorum?.voters.find((v) => !away.has(v.id))?.id;
    return {
      ...kafka,
      brokers: kafka.brokers.map((b) => away.has(b.id) ? { ...b, fenced: false, lag: 0 } : b),
      activeController: kafka.activeController !== undefined && away.has(kafka.activeController)
        ? kafka.brokers.find((b) => !away.has(b.id))?.id ?? kafka.activeController : kafka.activeController,
      quorum: quorum && {
        leader: away.has(quorum.leader) ? heir ?? quorum.leader : quorum.leader,
        voters: quorum.voters.map((v) => away.has(v.id) ? { ...v, lagMillis: 0 } : v),
      },
      partitions: handedOver(kafka.partitions, away),
    };
  });
}

/** Brokers that stop hand their leadership over; when they are back, their replicas are in sync again, and they lead nothing. */
function handedOver(table: PartitionTable, away: ReadonlySet<number>): PartitionTable {
  const leader = table.leader.slice();
  const inSync: number[] = [];
  const inSyncStart = new Int32Array(table.inSyncStart.length);
  for (let p = 0; p < leader.length; p++) {
    const replicas = table.replicas.subarray(table.replicaStart[p], table.replicaStart[p + 1]);
    const before = table.inSync.subarray(table.inSyncStart[p], table.inSyncStart[p + 1]);
    if (away.has(leader[p])) { leader[p] = before.find((id) => !away.has(id)) ?? leader[p]; }
    for (const id of replicas) { if (before.includes(id) || away.has(id)) { inSync.push(id); } }
    inSyncStart[p + 1] = inSync.length;
  }
  return { ...table, leader, inSync: Int32Array.from(inSync), inSyncStart };
}

function configured(kafka: KafkaObservation, step: ConfigureStep): KafkaObservation {
  const place = step.broker === undefined ? '' : String(step.broker);
  const change = (settings: Readonly<Record<string, string>>): Record<string, string> => {
    const result = { ...settings };
    for (const { key, to } of step.changes) {
      if (to === undefined) { delete result[key]; } else { result[key] = to; }
    }
    return result;
  };
  const { settings } = kafka;
  return {
    ...kafka,
    settings: {
      clusterWide: place === '' ? change(settings.clusterWide) : settings.clusterWide,
      perBroker: place === '' ? settings.perBroker : { ...settings.perBroker, [place]: change(settings.perBroker[place] ?? {}) },
      effective: Object.fromEntries(Object.entries(settings.effective).map(([id, values]) => [id, place === '' || place === id ? change(values) : values])),
      applied: { ...settings.applied, [place]: step.applied },
    },
  };
}

function elected(table: PartitionTable, step: ElectLeadersStep): PartitionTable {
  const wanted = new Map(Object.entries(step.partitions).map(([topic, partitions]) => [topic, new Set(partitions)] as const));
  const leader = table.leader.map((before, p) => {
    const isWanted = wanted.get(table.topics[table.topic[p]])?.has(table.partition[p]);
    return isWanted ? table.replicas[table.replicaStart[p]] : before;
  });
  return { ...table, leader };
}
