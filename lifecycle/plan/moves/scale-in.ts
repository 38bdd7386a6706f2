import { brokersWords } from './brokers-words';
import { CORDON } from './cordon';
import { DISK_RATE } from './disks/disk-marks';
import { leaving } from './leaving';
import { loadRead, loadUnread, scaleInEmpty, scaleInGone } from './rules';
import { counted } from '../../counted';
import { KafkaObservation, LoadObservation, isUnread } from '../../observation';
import { FOLLOWER_RATE, LEADER_RATE } from '../../throttle-rates';
import { Decision } from '../decision';
import { held } from '../held';
import { Hold } from '../rule';
import { Situation } from '../situation';

/** By which brokers are marked. */
const MARKS: readonly string[] = [LEADER_RATE, FOLLOWER_RATE, CORDON, DISK_RATE];

/** Removes brokers that are no longer declared, once nothing is left on them, and lets the cluster forget them. */
export function scaleIn(situation: Situation): Decision | undefined {
  const { kafka, observation: { load } } = situation;
  if (!kafka) { return undefined; }
  const { ids, sets, gone } = leaving(situation);
  if (sets.length > 0) {
    if (load === undefined) { return { kind: 'look', at: 'load' }; }
    if (isUnread(load)) { return held(loadRead, loadUnread(load), 'scaling in'); }
    const left = leftOn(ids.filter((id) => !gone.includes(id)), kafka, load);
    if (left) { return held(scaleInEmpty, left, 'scaling in'); }
    const steps = sets.map(({ set, observed }) => ({ set: set.name, uid: observed.uid, from: observed.replicas, to: set.nodes.length }));
    return { kind: 'step', step: { kind: 'scale', reason: steps.map(({ set, from, to }) => `${set} ${from} -> ${to}`).join(', '), sets: steps } };
  }
  return untilGone(situation, kafka, gone) ?? (situation.cluster.metadata.mode === 'kraft' && gone.length > 0
    ? { kind: 'step', step: { kind: 'unregister', reason: 'gone, and empty', brokers: gone, settings: MARKS } } : undefined);
}

function leftOn(ids: readonly number[], kafka: KafkaObservation, load: LoadObservation): Hold | undefined {
  const those = new Set(ids);
  const assigned = kafka.partitions.replicas.reduce((sum, id) => sum + (those.has(id) ? 1 : 0), 0);
  const onDisks = ids.reduce((sum, id) => sum + (load.brokers[id]?.replicas ?? 0), 0);
  if (assigned + onDisks === 0) { return undefined; }
  const where = assigned > 0 ? 'assigned' : 'on the disks still';
  return { reason: `${counted(assigned > 0 ? assigned : onDisks, 'replica')} left on ${brokersWords(ids)}: ${where}`, progress: '', remaining: assigned + onDisks };
}

function untilGone({ observedSets }: Situation, kafka: KafkaObservation, gone: readonly number[]): Decision | undefined {
  const ending = new Set(Object.values(observedSets).flatMap(({ pods, firstId, replicas }) => {
    return Object.keys(pods).map(Number).filter((id) => id >= firstId + replicas);
  }));
  const inService = new Set(kafka.brokers.filter((b) => !b.fenced).map((b) => b.id));
  const waiting = [...new Set([...ending, ...gone.filter((id) => inService.has(id))])].sort((a, b) => a - b);
  if (waiting.length === 0) { return undefined; }
  const reason = waiting.map((id) => `broker ${id} ${ending.has(id) ? 'ends' : 'is still in service, as far as the cluster has noticed'}`).join('; ');
  return held(scaleInGone, { reason, progress: reason }, 'unregistering');
}
