import { ActResult } from './act-result';

/** Whether this run may still act. To be asked immediately before each request that changes something: what comes before it may take longer than the lease is good for. */
export type MayAct = () => Promise<boolean>;

/** @param what what has therefore not been done */
export function leaseLost(what: string): ActResult {
  return { kind: 'later', reason: `the lease was lost, or could not be renewed, before ${what}` };
}
