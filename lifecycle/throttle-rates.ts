export const LEADER_RATE = 'leader.replication.throttled.rate';
export const FOLLOWER_RATE = 'follower.replication.throttled.rate';

/** That of the brokers that are throttled least; undefined if none is. */
export function throttleOf(perBroker: Readonly<Record<string, Readonly<Record<string, string>>>>): number | undefined {
  const throttles = Object.values(perBroker).flatMap((settings) => [Number(settings[LEADER_RATE]), Number(settings[FOLLOWER_RATE])]);
  const rates = throttles.filter((rate) => rate > 0);
  return rates.length === 0 ? undefined : Math.max(...rates);
}
