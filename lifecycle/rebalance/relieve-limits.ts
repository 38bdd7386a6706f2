import { evenRates } from './even-rates';
import { ExchangeState } from './exchanges';
import { LoadLimits, brokersBeyond } from './load-limits';

/**
 * Takes from brokers what is beyond their limits: before anything is evened out, and whatever that does to bands. What network out has too much of goes by the order of replicas first, which copies
 * nothing.
 *
 * @param order brings what leaders send within the limits, as far as the order of replicas does
 */
export function relieveLimits(state: ExchangeState, limits: LoadLimits, order: () => void): void {
  const { layout: { stays } } = state;
  for (const limit of limits.all) {
    if (limit.name === 'networkOut' && brokersBeyond(limit, stays).length > 0) { order(); }
    if (brokersBeyond(limit, stays).length === 0) { continue; }
    const { load, most, amount } = limit;
    evenRates(state, [], { band: { load, target: most, low: load.map(() => 0), high: most }, amount }, () => true, Infinity);
  }
}
