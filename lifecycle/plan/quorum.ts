import { QuorumObservation, VoterObservation } from '../observation';

/**
 * A voter that was level with the leader within this time counts as caught up: the time after which followers give a leader up
 * (`controller.quorum.fetch.timeout.ms`, 2 s by default).
 */
export const MAX_VOTER_LAG_MILLIS = 2000;

/** Whether a voter is level with the leader, or leads. */
export function isLevel({ id, lagMillis }: VoterObservation, { leader }: QuorumObservation): boolean {
  return id === leader || lagMillis <= MAX_VOTER_LAG_MILLIS;
}

/** How many records of the metadata log a voter lacks. */
export function recordsBehind(voter: VoterObservation, { leader, voters }: QuorumObservation): number {
  const end = voters.find((v) => v.id === leader)?.logEndOffset ?? voter.logEndOffset;
  return Math.max(0, end - voter.logEndOffset);
}

/** How many members of a quorum are a majority. */
export function majority(members: number): number {
  return Math.floor(members / 2) + 1;
}
