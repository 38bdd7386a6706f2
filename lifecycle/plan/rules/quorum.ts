import { counted } from '../../counted';
import { Node, isReady, mayRun } from '../node';
import { isLevel, majority, recordsBehind } from '../quorum';
import { Hold, SafetyRule } from '../rule';
import { Situation } from '../situation';
import { sum } from '../sum';

const KRAFT = 'https://kafka.apache.org/documentation/#kraft_deployment';

export const quorumMajority: SafetyRule<Situation> = {
  id: 'quorum.majority',
  summary: 'A KRaft voter is restarted only if the caught-up voters left are a majority.',
  why: 'Without a majority there is no controller: no leader is elected, no topic changed, no broker registered.',
  source: KRAFT,
  mend: 'Bring back the controllers that are missing: kafka-metadata-quorum.sh describe --status.',
  check(situation, batch) {
    const quorum = situation.kafka?.quorum;
    const voters = votersOf(situation, batch);
    if (!quorum || voters.length === 0) { return undefined; }
    const left = caughtUp(situation).filter((id) => !voters.some((v) => v.id === id));
    const needed = majority(quorum.voters.length);
    if (left.length >= needed) { return undefined; }
    // One or two voters cannot spare one, whatever is done; then all must be well, so that they come back as a majority.
    const declared = situation.nodes.filter((n) => n.controller).length;
    if (Math.max(declared, quorum.voters.length) <= 2 && caughtUp(situation).length === quorum.voters.length) { return undefined; }
    return {
      reason: `without ${voters.map((n) => n.pod).join(', ')}, ${left.length} of ${quorum.voters.length} controllers would be in step; ${needed} are a majority`,
      ...progressOf(situation),
    };
  },
};

export const quorumUnavoidable: SafetyRule<Situation> = {
  id: 'quorum.unavoidable',
  summary: 'If that is declared, a controller of a quorum of one or two is not restarted.',
  why: 'Such a quorum has no majority while one of its controllers restarts, whatever is done.',
  source: KRAFT,
  mend: 'Accept it in the declaration of the Job; three controllers can spare one.',
  check(situation, batch) {
    const voters = situation.kafka?.quorum?.voters.length ?? 0;
    const [first] = votersOf(situation, batch);
    if (situation.policy.unavoidable === 'accept' || voters > 2 || first === undefined) { return undefined; }
    return { reason: `a quorum of ${counted(voters, 'controller')} cannot spare ${first.pod}`, progress: '', forGood: true };
  },
};

export const quorumOneVoter: SafetyRule<Situation> = {
  id: 'quorum.one-voter',
  summary: 'At most one KRaft voter is restarted at a time.',
  why: 'Two voters fewer leave a quorum of five just a majority, and any further loss ends it.',
  source: KRAFT,
  mend: 'None needed: the others follow one after the other.',
  check(situation, batch) {
    return votersOf(situation, batch).length > 1 ? { reason: 'controllers are restarted one after the other', progress: '' } : undefined;
  },
};

/** The voters of a batch that may be running: to replace the others takes nothing from the quorum. */
function votersOf(situation: Situation, batch: readonly Node[]): readonly Node[] {
  const ids = new Set(situation.kafka?.quorum?.voters.map((v) => v.id) ?? []);
  return batch.filter((n) => mayRun(n) && ids.has(n.id));
}

/** The voters that surely run and are level with the leader. */
function caughtUp(situation: Situation): readonly number[] {
  const { quorum } = situation.kafka ?? {};
  if (!quorum) { return []; }
  const ready = new Set(situation.nodes.filter(isReady).map((n) => n.id));
  const declared = new Set(situation.nodes.map((n) => n.id));
  return quorum.voters
    .filter((v) => isLevel(v, quorum))
    // A voter that is not declared has only the leader's word.
    .filter((v) => ready.has(v.id) || !declared.has(v.id))
    .map((v) => v.id);
}

function progressOf(situation: Situation): Pick<Hold, 'progress' | 'remaining'> {
  const { quorum } = situation.kafka ?? {};
  if (!quorum) { return { progress: '' }; }
  const behind = quorum.voters.filter((v) => !isLevel(v, quorum));
  return { progress: behind.map((v) => v.id).join(' '), remaining: sum(behind.map((v) => recordsBehind(v, quorum))) };
}
