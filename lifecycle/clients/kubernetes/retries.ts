/** How reading is tried again. */
export interface Retries {
  /** How often in all. */
  readonly attempts: number;
  /** The longest pause before the second attempt; it doubles from one attempt to the next. */
  readonly firstPauseMillis: number;
  readonly longestPauseMillis: number;
}

export const RETRIES: Retries = { attempts: 5, firstPauseMillis: 250, longestPauseMillis: 10_000 };

/** A server that is overloaded, or has lost what it depends on, may answer the next time. */
export function passes(status: number): boolean {
  return status === 429 || status >= 500;
}

/**
 * How long to pause after an attempt, the first being 1. Half of it is chance: many programs that lost their server at the same moment must not come back at the same moment.
 * What the server asks for counts more.
 *
 * @param chance from 0 to 1
 */
export function pauseAfter(attempt: number, retries: Retries, chance: number, retryAfterSeconds = 0): number {
  const longest = Math.min(retries.firstPauseMillis * 2 ** (attempt - 1), retries.longestPauseMillis);
  return Math.max(longest * (1 + chance) / 2, Math.min(retryAfterSeconds * 1000, retries.longestPauseMillis));
}
