import { Pace } from './pace';
import { Address, SeenCluster, seeCluster } from './see-cluster';
import { STDERR, writeAll } from './streams';
import { DesiredCluster, DesiredRebalance, LifecyclePolicy } from '../../src/lifecycle/desired-state';
import { ActResult } from '../act/act-result';
import { allOf } from '../act/all-of';
import { alterLogDirs } from '../act/alter-log-dirs';
import { alterSettings } from '../act/alter-settings';
import { inPortions, withEnd } from '../act/in-portions';
import { failedAct } from '../act/kafka-failure';
import { brokersIn } from '../act/mark';
import { movesResult } from '../act/moves-result';
import { MOVES_AT_ONCE, disksOf } from '../act/reassign';
import { throttlesOf } from '../act/throttles';
import { Access } from '../clients/kafka/access/security';
import { withKafka } from '../clients/kafka/connected-admin';
import { KafkaAdmin } from '../clients/kafka/kafka-admin';
import { KafkaError } from '../clients/kafka/kafka-error';
import { KafkaNode } from '../clients/kafka/kafka-node';
import { Unreadable } from '../contact/unreadable';
import { MONOTONIC_TIME } from '../monotonic-time';
import { ThrottleSince } from '../observe/throttle-since';
import { partitionName, slotOf } from '../partition-table';
import { Decision, DiskChange, MarkStep, ReassignStep, Step } from '../plan/decision';
import { AskedDisks, moveBetweenDisks } from '../plan/moves/disks/move-between-disks';
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
 * @param access how its brokers are reached
 * @param aimOf what is to be done, as the cluster is seen each time; what it throws at the first time ends it
 * @returns the exit code: 0 done, 1 not done, 2 blocked
 */
export async function execute(bootstrap: readonly Address[], access: Access, pace: Pace, aimOf: (seen: SeenCluster) => Aim): Promise<number> {
  const patience = new Patience(NO_PROGRESS, MONOTONIC_TIME.now());
  const never = new AbortController().signal;
  const throttle = new ThrottleSince(() => MONOTONIC_TIME.now());
  let [failures, told, toldAt] = [0, '', -Infinity];
  let isSeen = false;
  for (;;) {
    let turn: Turn;
    try {
      turn = await withKafka(undefined, async (kafka) => {
        const seen = withThrottle(await seeCluster(kafka, bootstrap), throttle);
        const aim = aimOf(seen);
        isSeen = true;
        return turnOf(kafka, seen, pace, aim);
      }, access);
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

function withThrottle(seen: SeenCluster, throttle: ThrottleSince): SeenCluster {
  return { ...seen, observation: { ...seen.observation, throttledSeconds: throttle.look(seen.observation.kafka.settings) } };
}

/** Where replicas are to be: on which brokers, and on which of their disks. */
export interface Aim {
  readonly purpose: Purpose;
  readonly disks: AskedDisks;
}

interface Turn {
  /** Undefined if nothing is left to do. */
  readonly decision?: Decision;
  /** Of a step. */
  readonly result?: ActResult;
}

async function turnOf(kafka: KafkaAdmin, seen: SeenCluster, pace: Pace, { purpose, disks }: Aim): Promise<Turn> {
  const situation = situationOf(seen, pace);
  const decision = move(situation, purpose) ?? moveBetweenDisks(situation, disks);
  return decision?.kind === 'step' ? { decision, result: await act(decision.step, kafka, seen, disks) } : { decision };
}

/** The cluster as if all of its brokers were declared as they are. */
function situationOf({ observation, nodes }: SeenCluster, pace: Pace): Situation {
  const rebalance: DesiredRebalance = {
    ...pace, ...DEFAULT_GOALS, brokerLimits: undefined, volumeBand: 1, volumeBytesPerSecond: pace.bytesPerSecond, when: 'never', drift: 1, leastBytesPerSecond: Math.ceil(pace.bytesPerSecond / 10), moves: MOVES, bytesInFlight: BYTES_IN_FLIGHT, approval: 'automatic',
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
    ports: { broker: 0 },
    dynamic: { clusterWide: {}, perBroker: {} },
  };
  return new Situation(cluster, policy, observation);
}

const always = () => Promise.resolve(true);

async function act(step: Step, kafka: KafkaAdmin, seen: SeenCluster, disks: AskedDisks): Promise<ActResult> {
  try {
    switch (step.kind) {
      case 'mark': return await mark(step, kafka, seen);
      case 'reassign': {
        const told = await alterLogDirs(preferred(step, seen, disks), always, kafka, async (id) => nodeOf(seen, id));
        return told.kind === 'done' ? await reassign(step, kafka, seen) : told;
      }
      case 'alter-log-dirs': return await alterLogDirs(step.moves, always, kafka, async (id) => nodeOf(seen, id));
      default: throw new Error(`There is nothing to ${step.kind} here.`);
    }
  } catch (error) {
    return failedAct(error);
  }
}

/** Brokers change only their own settings. */
async function mark(step: MarkStep, kafka: KafkaAdmin, seen: SeenCluster): Promise<ActResult> {
  const topics = await alterSettings(throttlesOf(step.topics), always, (portion) => kafka.alterSettingsOf(seen.controller, portion));
  if (topics.kind !== 'done') { return topics; }
  const brokers = await alterSettings(brokersIn(step, () => true), always, async ([resource]) => {
    return kafka.alterSettingsOf(nodeOf(seen, Number(resource.name)), [resource]);
  }, 1);
  return allOf([topics, brokers]);
}

/** A broker that is told before a replica is there puts it on that disk: it answers that there is none yet, and remembers (`LogManager.maybeUpdatePreferredLogDir`). */
function preferred({ moves }: ReassignStep, { observation: { kafka: { partitions } } }: SeenCluster, disks: AskedDisks): readonly DiskChange[] {
  if (disks.size === 0) { return disksOf({ moves }); }
  const rows = new Map(Array.from(partitions.topic, (_, row) => [partitionName(partitions, row), row]));
  return moves.flatMap(({ topic, partition, replicas = [], disk }) => {
    const row = rows.get(`${topic}-${partition}`) ?? -1;
    return replicas.flatMap((broker) => {
      const chosen = disk?.broker === broker ? disk.path : undefined;
      const to = slotOf(partitions, row, broker) === undefined ? disks.get(row)?.get(broker) ?? chosen : undefined;
      return to === undefined ? [] : [{ broker, topic, partition, from: '', to }];
    });
  });
}

function nodeOf({ nodes }: SeenCluster, id: number): KafkaNode {
  const node = nodes.find((each) => each.id === id);
  if (node === undefined) { throw new Unreadable([`broker ${id} is not in service any more`]); }
  return node;
}

async function reassign({ moves }: ReassignStep, kafka: KafkaAdmin, { controller }: SeenCluster): Promise<ActResult> {
  const { results, ended } = await inPortions(moves, MOVES_AT_ONCE, always, 'partitions were moved', (portion) => kafka.alterReassignments(controller, portion));
  return withEnd(ended, movesResult(results, moves));
}

function tell(verb: string, text: string): void { writeAll(STDERR, [`${verb.padEnd(10)} ${text.replace(/\s*\n\s*/g, ' ')}\n`]); }
