/**
 * A voter that was level with the leader within this time counts as caught up: the time after which followers give a leader up
 * (`controller.quorum.fetch.timeout.ms`, 2 s by default).
 */
export const MAX_VOTER_LAG_MILLIS = 2000;

/** How many members of a quorum are a majority. */
export function majority(members: number): number {
  return Math.floor(members / 2) + 1;
}
