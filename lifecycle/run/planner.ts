import type { Seen } from './world';
import type { DesiredCluster, DesiredEnsemble, LifecyclePolicy } from '../../src/lifecycle/desired-state';
import type { ClusterObservation, EnsembleObservation } from '../observation';
import type { Decision } from '../plan/decision';
import { nextForEnsemble } from '../plan/ensemble';
import { MOVE_RULES } from '../plan/moves/rules';
import { next } from '../plan/next';
import { CLUSTER_GATES, ENSEMBLE_GATES, ENSEMBLE_RULES, SAFETY_RULES } from '../plan/rules';

/** What decides. It knows nothing but what it is given. */
export interface Planner {
  /** @param leaveLeaders leadership stays where it is, whatever is declared */
  decide(seen: Seen, leaveLeaders?: boolean): Decision;
  /** Whether a wait that does not end is blocked, and not failed, see Outcome. */
  blocks(rule: string): boolean;
}

/** The two functions of plan/. */
export interface Decide {
  cluster(cluster: DesiredCluster, policy: LifecyclePolicy, observation: ClusterObservation): Decision;
  ensemble(ensemble: DesiredEnsemble, policy: LifecyclePolicy, observation: EnsembleObservation): Decision;
}

export const DECIDE: Decide = { cluster: next, ensemble: nextForEnsemble };

const BLOCKING: ReadonlySet<string> = new Set([...CLUSTER_GATES, ...ENSEMBLE_GATES, ...SAFETY_RULES, ...ENSEMBLE_RULES, ...MOVE_RULES]
  .filter((rule) => !rule.comesByItself).map((rule) => rule.id));

export function plannerOf(policy: LifecyclePolicy, decide: Decide = DECIDE): Planner {
  return {
    decide: (seen, leaveLeaders = false) => seen.kind === 'cluster'
      ? decide.cluster(seen.cluster, leaveLeaders ? { ...policy, preferredLeaders: false } : policy, seen.observation)
      : decide.ensemble(seen.ensemble, policy, seen.observation),
    blocks: (rule) => BLOCKING.has(rule),
  };
}
