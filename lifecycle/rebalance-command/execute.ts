import { Pace } from './pace';
import { Address, SeenCluster, seeCluster } from './see-cluster';
import { STDERR, writeAll } from './streams';
import { DesiredCluster, DesiredRebalance, LifecyclePolicy } from '../../src/lifecycle/desired-state';
import { ActResult } from '../act/act-result';
import { allOf } from '../act/all-of';
import { alterSettings } from '../act/alter-settings';
import { inPortions, withEnd } from '../act/in-portions';
import { failedAct } from '../act/kafka-failure';
import { brokersIn } from '../act/mark';
import { MOVES_AT_ONCE, movesResult } from '../act/reassign';
import { throttlesOf } from '../act/throttles';
import { withKafka } from '../clients/kafka/connected-admin';
import { KafkaAdmin } from '../clients/kafka/kafka-admin';
import { KafkaError } from '../clients/kafka/kafka-error';
import { Unreadable } from '../contact/unreadable';
import { MONOTONIC_TIME } from '../monotonic-time';
import { Decision, MarkStep, ReassignStep, Step } from '../plan/decision';
import { move } from '../plan/moves/moves';
import { Purpose } from '../plan/moves/purpose';
import { Situation } from '../plan/situation';
import { stepWords } from '../plan/step-words';
import { DEFAULT_GOALS } from '../rebalance/goals';
import { Patience } from '../run/patience';

const MOVES = 1250;
const BYTES_IN_FLIGHT = 1024 ** 4;
/** After how long without anything that moves it gives up, in milliseconds. */
const NO_PROGRESS = 900_000;
/** So often in a row a look may fail. */
const MOST_FAILURES = 10;
const TOLD_EVERY = 10_000;

const AGAIN = 'What is under way goes on. Call it again to go on from there, or `rebalance cancel` to give it up.';

/**
 * Moves partitions of a running cluster, as a lifecycle Job does: throttled, one replica of a partition at a time, from what is seen of the cluster alone; so it can be called again at any time.
 *
 * @param purposeOf what is to be done, as the cluster is seen each time; what it throws at the first time ends it
 * @returns the exit code: 0 done, 1 not done, 2 blocked
 */
export async function execute(bootstrap: readonly Address[], pace: Pace, purposeOf: (seen: SeenCluster) => Purpose): Promise<number> {
  const patience = new Patience(NO_PROGRESS, MONOTONIC_TIME.now());
  const never = new AbortController().signal;
  let [failures, told, toldAt] = [0, '', -Infinity];
  let isSeen = false;
  for (;;) {
    let turn: Turn;
    try {
      turn = await withKafka(undefined, async (kafka) => {
        const seen = await seeCluster(kafka, bootstrap);
        const purpose = purposeOf(seen);
        isSeen = true;
        return turnOf(kafka, seen, pace, purpose);
      });
      failures = 0;
    } catch (error) {
      if (!(error instanceof Unreadable || error instanceof KafkaError) || ++failures >= MOST_FAILURES || !isSeen) { throw error; }
      tell('wait', error.message);
      await MONOTONIC_TIME.pause(3000, never);
      continue;
    }
    const { decision, result } = turn;
    if (decision === undefined) {
      tell('done', 'all is where it is to be, and nothing is throttled any more');
      return 0;
    }
    if (decision.kind === 'blocked') {
      tell('blocked', `[${decision.rule}] ${decision.reason}. ${decision.mend}`);
      return 2;
    }
    if (decision.kind === 'wait') {
      patience.wait(MONOTONIC_TIME.now(), `${decision.rule}\n${decision.progress}`, decision.remaining);
      if (decision.reason !== told && MONOTONIC_TIME.now() - toldAt >= TOLD_EVERY) {
        tell('wait', decision.reason);
        [told, toldAt] = [decision.reason, MONOTONIC_TIME.now()];
      }
      if (patience.exhausted) {
        tell('failed', `${decision.reason}; nothing has moved for ${NO_PROGRESS / 60_000} min. ${decision.mend} ${AGAIN}`);
        return 1;
      }
    }
    if (decision.kind === 'step') {
      const isNew = patience.step(MONOTONIC_TIME.now(), decision.step);
      const { verb, what, why } = stepWords(decision.step);
      tell(verb, why === '' ? what : `${what}  ${why}`);
      if (result?.kind === 'refused') {
        tell('refused', `${result.reason}. ${result.mend}`);
        return 2;
      }
      if (result?.kind === 'later') { tell('later', result.reason); patience.later(); } else { patience.done(isNew); }
      if (patience.exhausted) {
        tell('failed', `nothing has changed for ${NO_PROGRESS / 60_000} min. ${AGAIN}`);
        return 1;
      }
    }
    await MONOTONIC_TIME.pause(patience.pause, never);
  }
}

interface Turn {
  /** Undefined if nothing is left to do. */
  readonly decision?: Decision;
  /** Of a step. */
  readonly result?: ActResult;
}

async function turnOf(kafka: KafkaAdmin, seen: SeenCluster, pace: Pace, purpose: Purpose): Promise<Turn> {
  const decision = move(situationOf(seen, pace), purpose);
  return decision?.kind === 'step' ? { decision, result: await act(decision.step, kafka, seen) } : { decision };
}

/** The cluster as if all of its brokers were declared as they are. */
function situationOf({ observation, nodes }: SeenCluster, pace: Pace): Situation {
  const rebalance: DesiredRebalance = {
    ...pace, ...DEFAULT_GOALS, when: 'never', drift: 1, moves: MOVES, bytesInFlight: BYTES_IN_FLIGHT, approval: 'automatic',
  };
  const policy: LifecyclePolicy = {
    concurrency: 1,
    inSyncMargin: 0,
    unavoidable: 'refuse',
    noProgressSeconds: NO_PROGRESS / 1000,
    preferredLeaders: false,
    undeclaredSettings: 'report',
    rebalance,
  };
  const brokers = nodes.map(({ id, host }) => ({ id, host, pod: `broker-${id}` }));
  const cluster: DesiredCluster = {
    name: 'cluster',
    // It is not asked for, and nothing is cordoned.
    version: '0.0.0',
    metadata: { mode: 'kraft', clusterId: '' },
    sets: [{ name: 'brokers', roles: ['broker'], template: '', nodes: brokers }],
    ports: { client: 0 },
    dynamic: { clusterWide: {}, perBroker: {} },
  };
  return new Situation(cluster, policy, observation);
}

const always = () => Promise.resolve(true);

async function act(step: Step, kafka: KafkaAdmin, seen: SeenCluster): Promise<ActResult> {
  try {
    switch (step.kind) {
      case 'mark': return await mark(step, kafka, seen);
      case 'reassign': return await reassign(step, kafka, seen);
      default: throw new Error(`There is nothing to ${step.kind} here.`);
    }
  } catch (error) {
    return failedAct(error);
  }
}

/** Brokers change only their own settings. */
async function mark(step: MarkStep, kafka: KafkaAdmin, { nodes, controller }: SeenCluster): Promise<ActResult> {
  const topics = await alterSettings(throttlesOf(step.topics), always, (portion) => kafka.alterSettingsOf(controller, portion));
  if (topics.kind !== 'done') { return topics; }
  const brokers = await alterSettings(brokersIn(step, () => true), always, async ([resource]) => {
    const node = nodes.find(({ id }) => String(id) === resource.name);
    if (node === undefined) { throw new Unreadable([`broker ${resource.name} is not in service any more`]); }
    return kafka.alterSettingsOf(node, [resource]);
  }, 1);
  return allOf([topics, brokers]);
}

async function reassign({ moves }: ReassignStep, kafka: KafkaAdmin, { controller }: SeenCluster): Promise<ActResult> {
  const { results, ended } = await inPortions(moves, MOVES_AT_ONCE, always, 'partitions were moved', (portion) => kafka.alterReassignments(controller, portion));
  return withEnd(ended, movesResult(results, moves));
}

function tell(verb: string, text: string): void { writeAll(STDERR, [`${verb.padEnd(10)} ${text.replace(/\s*\n\s*/g, ' ')}\n`]); }
