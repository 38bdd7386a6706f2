import { clusterPlacement } from './cluster-placement';
import { diskLost } from './disks/disk-rules';
import { emptiedVolumes } from './disks/emptied-volumes';
import { hasLostDisk } from './disks/lost-disks';
import { overfilled } from './overfilled';
import { alwaysGoals, furtherGoals, limitGoals } from './policy-goals';
import { Purpose } from './purpose';
import { loadWatched, scaleInPossible } from './rules';
import { NAMED, SeenMoves, Targets, isSame } from './seen-moves';
import { LoadObservation } from '../../observation';
import { withoutLost } from '../../rebalance/disks/lost-replicas';
import { drift } from '../../rebalance/drift';
import { RebalanceGoals, ratedGoal } from '../../rebalance/goals';
import { changedReplicas } from '../../rebalance/placement';
import { planRebalance } from '../../rebalance/plan-rebalance';
import { Decision } from '../decision';
import { held } from '../held';

export interface PlannedMoves {
  readonly targets: Targets;
  /** What has drifted farthest, if that is why. */
  readonly worst?: string;
}

const NOTHING: PlannedMoves = { targets: new Map() };

/** Where everything is to be that nobody has set out to move, or why nothing moves. */
export function planMoves(seen: SeenMoves, purpose: Purpose, aims: Targets, load: LoadObservation): PlannedMoves | Decision {
  if (purpose.kind === 'asked') { return { targets: new Map([...purpose.targets].filter(([row, target]) => !isSame(seen.targetOf(row), target))) }; }
  // What was set out before is tidied up first, unless this is what goes on.
  if (seen.notes.size > 0 && purpose.kind !== 'empty' && purpose.kind !== 'replace' && !seen.goesOn(purpose)) { return NOTHING; }
  const decided = new Map<number, readonly number[]>([...seen.kafka.reassignments.map(({ row }) => [row, seen.targetOf(row)] as const), ...aims]);
  const added = new Set(purpose.kind === 'fill' ? purpose.added : []);
  const whole = clusterPlacement({ kafka: seen.kafka, load, added, leaving: seen.leaves, emptied: emptiedVolumes(seen.situation), decided });
  const before = seen.lost.length === 0 ? whole : withoutLost(whole, (row, id) => seen.isLost(row, id));
  const goals = goalsOf(seen, purpose, load);
  if (ratedGoal(goals) !== undefined && load.rates === undefined) { return watching(seen, load); }
  const drifted = purpose.kind === 'balance' ? drift(before, goals, seen.situation.policy.rebalance.drift) : undefined;
  if (drifted && drifted.farthest === undefined && drifted.beyondLimit === undefined && drifted.rackViolations === 0) { return NOTHING; }
  const plan = planRebalance(before, goals);
  const errors = plan.findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    const [{ mend }] = errors;
    return impossible(purpose, errors.map(({ what }) => what).join('; '), mend);
  }
  const full = purpose.kind === 'empty' || purpose.kind === 'replace' ? overfilled(before, plan.placement, goals.diskLimit) : [];
  if (full.length > 0) {
    const reason = `${full.slice(0, NAMED).map(({ id, share }) => `broker ${id} would have ${percent(share)} of its disks in use`).join(', ')}${full.length > NAMED ? `, and ${full.length - NAMED} more` : ''}; ${percent(goals.diskLimit)} are allowed`;
    return impossible(purpose, reason, 'Declare more brokers, or larger disks, or a higher diskLimitPercent.');
  }
  const farthest = drifted?.farthest ?? drifted?.beyondLimit;
  return { targets: new Map(changedReplicas(before, plan.placement)), worst: farthest && `${farthest.what} of ${farthest.id}` };
}

/** What must leave has no place to go: then nothing moves. */
function impossible({ kind }: Purpose, reason: string, mend: string): Decision {
  const rule = kind === 'replace' ? diskLost : scaleInPossible;
  return held({ ...rule, mend }, { reason, progress: '', forGood: true });
}

function watching(seen: SeenMoves, { watchedSeconds = 0, ratesUnread }: LoadObservation): Decision {
  if (ratesUnread) { return held(loadWatched, { reason: `what is written and read could not be read: ${ratesUnread.unread.join('; ')}`, progress: '', unlikely: ratesUnread.mend }, 'moves'); }
  const { loadWindowSeconds = 0 } = seen.situation.policy.rebalance;
  const left = Math.max(0, Math.ceil(loadWindowSeconds - watchedSeconds));
  return held(loadWatched, { reason: `what is written is being watched, for ${left} s more`, progress: 'watching', remaining: left }, 'moves');
}

function goalsOf(seen: SeenMoves, purpose: Purpose, load: LoadObservation): RebalanceGoals {
  const { rebalance } = seen.situation.policy;
  const { diskLimit, excludedTopics } = rebalance;
  const declared = new Set(seen.situation.nodes.map((n) => n.id));
  const known = new Set([...seen.kafka.brokers.map((b) => b.id), ...seen.kafka.partitions.replicas]);
  const strangers = [...known].filter((id) => !declared.has(id) && !seen.leaves.has(id));
  const mode = { empty: 'drain', replace: 'drain', fill: 'add', balance: 'full', return: 'drain', asked: 'drain', stop: 'drain' } as const;
  return {
    mode: mode[purpose.kind],
    relieve: [],
    ...alwaysGoals(rebalance),
    ...purpose.kind === 'fill' || purpose.kind === 'balance' ? furtherGoals(rebalance) : {},
    ...limitGoals(rebalance, seen.situation.cluster.name),
    diskLimit,
    replicationFactors: {},
    // A broker that has lost a disk puts on the others what comes, and they would have to take what it had before.
    excludedBrokers: [...strangers, ...[...declared].filter((id) => hasLostDisk(load, id))],
    // What must leave leaves, or the broker could never be removed, or the partition never have all of its replicas again.
    excludedTopics: purpose.kind === 'empty' || purpose.kind === 'replace' ? [] : excludedTopics,
  };
}

function percent(share: number): string { return `${Math.round(100 * share)} %`; }
