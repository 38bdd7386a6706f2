/** So many are told by their ids. */
const NAMED = 3;

/** `broker 7`, `brokers 6, 7, 8 and 3 more`. */
export function brokersWords(ids: readonly number[]): string {
  const named = ids.length <= NAMED ? ids.join(', ') : `${ids.slice(0, NAMED).join(', ')} and ${ids.length - NAMED} more`;
  return `${ids.length === 1 ? 'broker' : 'brokers'} ${named}`;
}
