import { readableBytes } from '../../kubernetes/quantity';
import { Severity } from '../../validation/finding';
import { Rule } from '../../validation/rule';
import { JudgedLifecycle } from '../model';

const LEAST_BYTES = 1024 ** 2;

export const SOMETHING_MAY_MOVE: Rule<JudgedLifecycle> = {
  id: 'lifecycle.rebalance-moves',
  severity: Severity.ERROR,
  summary: `At least one replica may be on its way at once, from and to a broker and in all, and ${readableBytes(LEAST_BYTES)}; the numbers are whole.`,
  why: 'With less nothing could ever move, also not away from brokers that are to go.',
  source: 'docs/rebalancing.md',
  *check({ policy: { rebalance } }) {
    for (const limit of ['movesPerBroker', 'moves'] as const) {
      const most = rebalance[limit];
      if (Number.isSafeInteger(most) && most >= 1) { continue; }
      yield { property: `rebalance ${limit}`, value: String(most), message: 'this is no number of replicas', mend: 'State a whole number, 1 or more.' };
    }
    const { bytesInFlight } = rebalance;
    if (Number.isSafeInteger(bytesInFlight) && bytesInFlight >= LEAST_BYTES) { return; }
    yield {
      property: 'rebalance inFlight',
      value: Number.isFinite(bytesInFlight) ? readableBytes(bytesInFlight) : String(bytesInFlight),
      message: 'so much cannot be on its way',
      mend: "State some gibibytes at least. To move one replica after the other, state 'moves: 1'.",
    };
  },
};
