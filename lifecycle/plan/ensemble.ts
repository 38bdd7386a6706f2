import { Decision } from './decision';
import { passGates, waitUntilWell } from './gates';
import type { RuleSet } from './next';
import { Node, nodesOf } from './node';
import { podUnsettled } from './pod-unsettled';
import { roll } from './roll';
import { Rollable, Unsettled } from './rollable';
import { ENSEMBLE_GATES, ENSEMBLE_RULES } from './rules';
import { scaleInBlocked, scaleOut } from './scale';
import { DesiredEnsemble, DesiredSet, LifecyclePolicy } from '../../src/lifecycle/desired-state';
import { EnsembleObservation } from '../observation';

/** A ZooKeeper ensemble as rules look at it. */
export class EnsembleSituation implements Rollable {
  public readonly sets: readonly DesiredSet[];
  public readonly observedSets: EnsembleObservation['sets'];
  public readonly nodes: readonly Node[];
  public readonly outdated: readonly Node[];

  constructor(ensemble: DesiredEnsemble, public readonly policy: LifecyclePolicy, public readonly observation: EnsembleObservation) {
    this.sets = [ensemble.set];
    this.observedSets = observation.sets;
    this.nodes = nodesOf(this.sets, observation.sets, new Set(Object.keys(observation.servers).map(Number)));
    this.outdated = this.nodes.filter((n) => n.outdated);
  }

  public unsettled(node: Node): Unsettled | undefined {
    const pod = podUnsettled(node);
    if (!('well' in pod)) { return pod; }
    return this.observation.servers[node.id] ? undefined : { reason: `${node.pod} runs, but is not part of the quorum yet`, progress: pod.well };
  }

  public unavailableWithout(): readonly string[] { return []; }

  /** The server that leads the quorum. */
  public get leader(): number | undefined {
    return this.nodes.find((n) => this.observation.servers[n.id]?.mode === 'leader')?.id;
  }
}

const ALL_RULES: RuleSet<EnsembleSituation> = { gates: ENSEMBLE_GATES, rules: ENSEMBLE_RULES };

/** What is to be done next to bring a ZooKeeper ensemble to what is desired. */
export function nextForEnsemble(ensemble: DesiredEnsemble, policy: LifecyclePolicy, observation: EnsembleObservation, ruleSet = ALL_RULES): Decision {
  const situation = new EnsembleSituation(ensemble, policy, observation);
  return passGates(situation, ruleSet.gates)
    ?? scaleOut(situation)
    ?? roll(situation, ruleSet.rules)
    ?? waitUntilWell(situation)
    ?? scaleInBlocked(situation)
    ?? { kind: 'done', notes: [] };
}
