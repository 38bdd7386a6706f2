import { readableBytes } from '../../kubernetes/quantity';
import { Severity } from '../../validation/finding';
import { Rule } from '../../validation/rule';
import { JudgedLifecycle, SLOWEST_THROTTLE, throttleOf } from '../model';

export const MOVES_COME_TO_AN_END: Rule<JudgedLifecycle> = {
  id: 'lifecycle.rebalance-throttle',
  severity: Severity.ERROR,
  summary: `What moves takes from 1 to 100 percent of the network of a broker, and at least ${readableBytes(SLOWEST_THROTTLE)} a second.`,
  why: 'A replica that is copied more slowly than records are written never catches up, and its move never ends; a terabyte takes twelve days at that speed.',
  source: 'https://kafka.apache.org/documentation/#rep-throttle, docs/rebalancing.md',
  *check({ policy: { rebalance } }) {
    const { networkBytes, networkSharePercent, leastNetworkSharePercent } = rebalance;
    if (!(networkSharePercent >= 1 && networkSharePercent <= 100)) {
      yield { property: 'rebalance networkSharePercent', value: String(networkSharePercent), message: 'this is no share of a network', mend: 'State a percentage from 1 to 100, 50 for example.' };
      return;
    }
    if (!(leastNetworkSharePercent >= 1 && leastNetworkSharePercent <= networkSharePercent)) {
      yield {
        property: 'rebalance leastNetworkSharePercent',
        value: String(leastNetworkSharePercent),
        message: `the throttle is lowered to it from ${networkSharePercent} percent`,
        mend: `State a percentage from 1 to ${networkSharePercent}.`,
      };
    }
    const throttle = throttleOf(rebalance);
    if (Number.isSafeInteger(throttle) && throttle >= SLOWEST_THROTTLE) { return; }
    const countable = Number.isSafeInteger(throttle);
    yield {
      property: 'rebalance network',
      value: countable ? readableBytes(networkBytes) : String(networkBytes),
      message: countable ? `${networkSharePercent} percent of it are ${readableBytes(throttle)} a second for what moves` : 'no network carries that',
      mend: countable ? `State what it really carries, or a larger 'networkSharePercent': it must make ${readableBytes(SLOWEST_THROTTLE)} at least.` : 'State what it carries in a second, Size.mebibytes(119) for 1 Gbit/s for example.',
    };
  },
};
