import { KafkaAdmin, Quorum, QuorumReplica } from '../clients/kafka/kafka-admin';
import { KafkaError } from '../clients/kafka/kafka-error';
import { KafkaNode, nodeTitle } from '../clients/kafka/kafka-node';
import { QuorumObservation } from '../observation';
import { Unreadable, noneOf } from './unreadable';

export interface Leading {
  readonly node: KafkaNode;
  readonly quorum: Quorum;
}

/** A voter that is well asks its leader for news at least every 500 ms (KafkaRaftClient.MAX_FETCH_WAIT_MS). A leader cut off from them believes in itself for some seconds. */
const HEARD_MILLIS = 2000;

/**
 * Finds the controller that leads the quorum: all are asked side by side, as only the leader tells, and the first is believed that has heard from a majority lately.
 */
export async function findLeader(kafka: KafkaAdmin, controllers: readonly KafkaNode[]): Promise<Leading> {
  const unheard: Leading[] = [];
  const failed: KafkaError[] = [];
  const leading = await new Promise<Leading | undefined>((resolve, reject) => {
    const asked = controllers.map(async (node) => {
      try {
        const told = { node, quorum: await kafka.quorum(node) };
        if (hearsMajority(told.quorum)) { resolve(told); } else { unheard.push(told); }
      } catch (error) {
        if (!(error instanceof KafkaError)) { throw error; }
        failed.push(error);
      }
    });
    Promise.all(asked).then(() => resolve(undefined), reject);
  });
  if (leading) { return leading; }
  const failures = controllers.flatMap((c) => failed.filter((f) => f.node.id === c.id));
  const followers = failures.filter((f) => f.code === 'NOT_LEADER_OR_FOLLOWER');
  throw noneOf(failures.filter((f) => !followers.includes(f)), [
    ...unheard.map(({ node, quorum }) => `${nodeTitle(node)} leads the quorum, but has heard from ${heard(quorum)} of ${quorum.voters.length} voters within ${HEARD_MILLIS / 1000} s`),
    ...followers.length > 0 ? [`the quorum has no leader that answers: ${followers.map((f) => nodeTitle(f.node)).join(', ')} ${followers.length === 1 ? 'does' : 'do'} not lead it`] : [],
  ]);
}

/** The leader counts as one that it hears. */
export function hearsMajority(quorum: Quorum): boolean { return heard(quorum) > quorum.voters.length / 2; }

function heard(quorum: Quorum): number {
  const now = leaderOf(quorum).lastFetch;
  return quorum.voters.filter((v) => v.id === quorum.leader || now - v.lastFetch <= HEARD_MILLIS).length;
}

/** The leader as one of the voters. What is its own is of the moment of its answer. */
export function leaderOf(quorum: Quorum): QuorumReplica {
  const leader = quorum.voters.find((v) => v.id === quorum.leader);
  if (leader === undefined) { throw new Unreadable([`the leader ${quorum.leader} of the quorum is none of its voters`], true); }
  return leader;
}

export function quorumObservation(quorum: Quorum): QuorumObservation {
  const now = leaderOf(quorum).lastCaughtUp;
  return {
    leader: quorum.leader,
    voters: quorum.voters.map(({ id, lastCaughtUp, logEndOffset }) => ({ id, lagMillis: Math.max(0, now - lastCaughtUp), logEndOffset })),
  };
}
