import { MoveNotes } from './move-notes';
import { KafkaObservation, isUnread } from '../../observation';
import { isInSync } from '../../partition-table';
import { throttleOf } from '../../throttle-rates';
import { Situation } from '../situation';

/** To what part a strained cluster's throttle is lowered, and by how much it is raised again when all is well: quickly down, slowly up. */
const [DOWN, UP] = [0.5, 1.5];

/**
 * For how many seconds a throttle is left as it is: before that nobody can see what it does. A replica counts as behind half a minute after it has fallen behind (`replica.lag.time.max.ms`), and
 * Prometheus asks brokers for their metrics once or twice a minute.
 */
const SEEN_AFTER = 30;

/**
 * How fast what moves may be copied now, in bytes per second: as declared, and while that strains the cluster ever more slowly, down to the least that is declared. It follows from what brokers are
 * throttled to now, so whichever run looks goes on from there; once it is changed it stays for a while, as what is seen meanwhile was before it.
 *
 * Replicas of partitions that do not move are not throttled: where they fall behind although their brokers serve, the network or the disks have no more to give. Those of partitions that are noted
 * are throttled whenever they are behind, also before and after their own move: to slow these down would keep them behind.
 */
export function throttleRate(situation: Situation, notes: MoveNotes): ThrottleRate {
  const { bytesPerSecond, leastBytesPerSecond } = situation.policy.rebalance;
  const current = throttleOf(situation.kafka?.settings.perBroker ?? {});
  const now = current ?? bytesPerSecond;
  const behind = situation.kafka && notes.size > 0 ? replicasBehind(situation, situation.kafka, notes) : NOBODY;
  if (behind.noted > 0) { return { rate: bytesPerSecond, isUrgent: now < bytesPerSecond }; }
  const { throttledSeconds = SEEN_AFTER } = situation.observation;
  if (current !== undefined && throttledSeconds < SEEN_AFTER) { return { rate: Math.min(bytesPerSecond, Math.max(leastBytesPerSecond, now)) }; }
  const strain = strainOf(situation, behind.others);
  const wanted = Math.max(leastBytesPerSecond, strain === undefined ? Math.ceil(now * UP) : Math.floor(Math.min(now, bytesPerSecond) * DOWN));
  return { rate: Math.min(bytesPerSecond, wanted), strain };
}

export interface ThrottleRate {
  readonly rate: number;
  /** Why it is lowered. */
  readonly strain?: string;
  /** It is raised before anything is waited for: replicas are behind that it holds back. */
  readonly isUrgent?: boolean;
}

interface Behind {
  /** How many replicas of noted partitions that are not under way now. */
  readonly noted: number;
  /** How many of all others, by broker. */
  readonly others: ReadonlyMap<number, number>;
}

const NOBODY: Behind = { noted: 0, others: new Map() };

/** Replicas that are not in sync although their brokers serve. */
function replicasBehind(situation: Situation, { partitions }: KafkaObservation, notes: MoveNotes): Behind {
  const { topic, replicaStart, replicas, inSyncStart, reassigning } = partitions;
  const others = new Map<number, number>();
  let noted = 0;
  for (let row = 0; row < topic.length; row++) {
    if (reassigning[row] === 1 || replicaStart[row + 1] - replicaStart[row] === inSyncStart[row + 1] - inSyncStart[row]) { continue; }
    for (let slot = replicaStart[row]; slot < replicaStart[row + 1]; slot++) {
      const id = replicas[slot];
      if (isInSync(partitions, row, id) || !situation.surelyServes(id)) { continue; }
      if (notes.has(row)) { noted += 1; } else { others.set(id, (others.get(id) ?? 0) + 1); }
    }
  }
  return { noted, others };
}

function strainOf({ observation: { load }, policy: { rebalance: { prometheus } } }: Situation, behind: Behind['others']): string | undefined {
  if (behind.size > 0) {
    const replicas = [...behind.values()].reduce((sum, n) => sum + n, 0);
    const where = behind.size === 1 ? `broker ${[...behind.keys()][0]}` : `${behind.size} brokers`;
    return `${replicas} ${replicas === 1 ? 'replica that does not move is' : 'replicas that do not move are'} behind on ${where}`;
  }
  const latency = load && !isUnread(load) ? load.latencyMillis : undefined;
  const most = prometheus?.mostLatencyMillis;
  return latency !== undefined && most !== undefined && latency > most ? `clients wait ${Math.round(latency)} ms, and ${most} ms are allowed` : undefined;
}
