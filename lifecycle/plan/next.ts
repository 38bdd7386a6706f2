import { configure, driftOf } from './configuration';
import { Decision, Step } from './decision';
import { passGates, waitUntilWell } from './gates';
import { held } from './held';
import { returnLeaders } from './leaders';
import { emptyLostDisks } from './moves/disks/lost-disks';
import { emptiedDisks, moveBetweenDisks } from './moves/disks/move-between-disks';
import { replaceLost } from './moves/disks/replace-lost';
import { hasDead, leaving } from './moves/leaving';
import { giveWay, move } from './moves/moves';
import { scaleIn } from './moves/scale-in';
import { roll } from './roll';
import { Rollable, unsettledNodes } from './rollable';
import { Gate, SafetyRule } from './rule';
import { CLUSTER_GATES, SAFETY_RULES } from './rules';
import { ClusterObservation } from '../observation';
import { kafkaRead, unreadHold } from './rules/kafka-read';
import { scaleInBlocked, scaleOut } from './scale';
import { Situation } from './situation';
import { convergeTopics, topicDrift, topicsBlocked } from './topics/converge-topics';
import { convergeUsers } from './users/converge-users';
import { userDrift, usersBlocked } from './users/users-blocked';
import { DesiredCluster, LifecyclePolicy } from '../../src/lifecycle/desired-state';

export interface RuleSet<S extends Rollable> {
  readonly gates: readonly Gate<S>[];
  readonly rules: readonly SafetyRule<S>[];
}

const ALL_RULES: RuleSet<Situation> = { gates: CLUSTER_GATES, rules: SAFETY_RULES };

/**
 * What is to be done next to bring a cluster to what is desired. Pure and total: the same for the same observation, in the Job, in tests, and in simulations. It has no memory: whatever
 * was done before, by whomever, is seen in the observation.
 *
 * @param ruleSet all rules, but for tests that show what each one is for
 */
export function next(cluster: DesiredCluster, policy: LifecyclePolicy, observation: ClusterObservation, ruleSet = ALL_RULES): Decision {
  const situation = new Situation(cluster, policy, observation);
  const first = passGates(situation, ruleSet.gates)
    ?? scaleOut(situation)
    ?? asDecision(configure(situation))
    ?? giveWay(situation)
    ?? withoutDead(situation)
    ?? rollOn(situation, ruleSet.rules)
    ?? replaceLost(situation)
    ?? waitUntilWell(situation)
    ?? waitForKafka(situation);
  if (first) { return first; }
  // What is created while brokers are emptied would have to leave them again; else nobody waits for a topic until all is balanced.
  const early = leaving(situation).ids.length === 0 ? asDecision(convergeTopics(situation) ?? convergeUsers(situation)) : undefined;
  if (early) { return early; }
  const moved = move(situation);
  if (moved && moved.kind !== 'done') { return moved; }
  const second = scaleIn(situation) ?? asDecision(convergeTopics(situation) ?? convergeUsers(situation) ?? returnLeaders(situation));
  if (second) { return second; }
  const movedBetweenDisks = moveBetweenDisks(situation);
  if (movedBetweenDisks && movedBetweenDisks.kind !== 'done') { return movedBetweenDisks; }
  const postponed = [...moved?.notes ?? [], ...movedBetweenDisks?.notes ?? []];
  return scaleInBlocked(situation) ?? topicsBlocked(situation) ?? usersBlocked(situation) ?? {
    kind: 'done',
    notes: [
      ...driftOf(situation), ...topicDrift(situation), ...userDrift(situation), ...emptiedDisks(situation), ...emptyLostDisks(observation),
      ...postponed,
    ],
  };
}

/**
 * A broker that is to go and does not work takes up the disruption budget for good: it is removed before any other one is restarted. As always, nothing moves unless every declared node is well.
 */
function withoutDead(situation: Situation): Decision | undefined {
  return hasDead(situation) && unsettledNodes(situation).size === 0 ? move(situation) ?? scaleIn(situation) : undefined;
}

/** Before the next node that runs is restarted, those that are back get their leadership back: at no time more than one batch is without it. */
function rollOn(situation: Situation, rules: readonly SafetyRule<Situation>[]): Decision | undefined {
  const decision = roll(situation, rules);
  if (decision?.kind !== 'step' || decision.step.kind !== 'restart' || decision.step.nodes.every((n) => n.by === 'delete')) { return decision; }
  return asDecision(returnLeaders(situation)) ?? decision;
}

function waitForKafka(situation: Situation): Decision | undefined {
  return situation.kafka ? undefined : held(kafkaRead, unreadHold(situation));
}

function asDecision(step: Step | undefined): Decision | undefined {
  return step && { kind: 'step', step };
}
