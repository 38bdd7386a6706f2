import { FOLLOWER_RATE, LEADER_RATE } from './marks';
import { isUnread } from '../../observation';
import { Situation } from '../situation';

/** To what part a strained cluster's throttle is lowered at a look, and by how much it is raised again at one that finds all well: quickly down, slowly up. */
const [DOWN, UP] = [0.5, 1.5];

/**
 * How fast what moves may be copied now, in bytes per second: as declared, and while that strains the cluster ever more slowly, down to the least that is declared. It follows from what brokers are
 * throttled to now, so whichever run looks goes on from there.
 *
 * Replicas that do not move are not throttled: where they fall behind although their brokers serve, the network or the disks have no more to give.
 */
export function throttleRate(situation: Situation): { readonly rate: number; readonly strain?: string } {
  const { bytesPerSecond, leastBytesPerSecond } = situation.policy.rebalance;
  const now = currentRate(situation) ?? bytesPerSecond;
  const strain = strainOf(situation);
  const wanted = Math.max(leastBytesPerSecond, strain === undefined ? Math.ceil(now * UP) : Math.floor(Math.min(now, bytesPerSecond) * DOWN));
  return { rate: Math.min(bytesPerSecond, wanted), strain };
}

/** That of the brokers that are throttled least. */
function currentRate({ kafka }: Situation): number | undefined {
  const own = Object.values(kafka?.settings.perBroker ?? {});
  const throttles = own.flatMap((settings) => [Number(settings[LEADER_RATE]), Number(settings[FOLLOWER_RATE])]);
  const rates = throttles.filter((rate) => rate > 0);
  return rates.length === 0 ? undefined : Math.max(...rates);
}

function strainOf(situation: Situation): string | undefined {
  const { observation: { load }, policy: { rebalance: { prometheus } } } = situation;
  const behind = [...situation.replicas()?.outOfSync ?? []].filter(([id, replicas]) => replicas > 0 && situation.surelyServes(id));
  if (behind.length > 0) {
    const replicas = behind.reduce((sum, [, n]) => sum + n, 0);
    return `${replicas} ${replicas === 1 ? 'replica that does not move is' : 'replicas that do not move are'} behind on ${behind.length === 1 ? `broker ${behind[0][0]}` : `${behind.length} brokers`}`;
  }
  const latency = load && !isUnread(load) ? load.latencyMillis : undefined;
  const most = prometheus?.mostLatencyMillis;
  return latency !== undefined && most !== undefined && latency > most ? `clients wait ${Math.round(latency)} ms, and ${most} ms are allowed` : undefined;
}
