import { ActResult } from './act-result';
import { allOf } from './all-of';
import { failedAct } from './kafka-failure';
import { MayAct, leaseLost } from './lease-lost';

/** What became of a request in portions. */
export interface Portions<R> {
  readonly results: readonly R[];
  /** Why there are no more results; undefined if there is one for each thing. */
  readonly ended?: ActResult;
}

/**
 * Sends what is too much for one request in several, each only while this run may act. After one that fails there are no others.
 *
 * @param most how many things go into one request
 * @param what what is not done without the lease
 */
export async function inPortions<T, R>(
  things: readonly T[], most: number, mayAct: MayAct, what: string, send: (portion: readonly T[]) => Promise<readonly R[]>,
): Promise<Portions<R>> {
  const results: R[] = [];
  for (let from = 0; from < things.length; from += most) {
    if (!await mayAct()) { return { results, ended: leaseLost(what) }; }
    try {
      results.push(...await send(things.slice(from, from + most)));
    } catch (error) {
      return { results, ended: failedAct(error) };
    }
  }
  return { results };
}

/** @param come what the results come to */
export function withEnd(ended: ActResult | undefined, come: ActResult): ActResult {
  return ended === undefined ? come : allOf([ended, come]);
}
