/**
 * How a unit, and a whole run, has ended.
 *
 * - `converged`: all is as desired.
 * - `failed`: what was to happen has not happened in time, or could not be seen: a pod that does not start, an API that does not answer, the deadline.
 *   To run again may help.
 * - `blocked`: a rule of safety, or whoever was asked to act, says no. Somebody has to change something; to run again does not help before that.
 * - `superseded`: there is a newer desired state, whose own run does the rest.
 *
 * A wait that has seen no progress for too long is blocked if its rule keeps the cluster safe (the in-sync replicas that another failure has taken
 * and that do not come back): the program could go on and must not. It has failed if it waits for something that was to come about by itself or by
 * what the program did (a pod becomes ready, a broker registers).
 */
export type Outcome =
  | { readonly kind: 'converged'; readonly notes: readonly string[] }
  | { readonly kind: 'failed' | 'blocked'; readonly rule: string; readonly reason: string; readonly mend: string }
  | { readonly kind: 'superseded'; readonly reason: string };

/** What the process says to Kubernetes when it ends. */
export const EXIT_CODES = { converged: 0, failed: 1, blocked: 2, superseded: 3 } as const;

export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];

/** From good to bad. A failure is worse than a block: what is blocked is safe and known. */
const SEVERITY = ['converged', 'blocked', 'failed', 'superseded'] as const;

export function exitCode(outcomes: readonly Outcome[]): ExitCode {
  const worst = Math.max(0, ...outcomes.map((o) => SEVERITY.indexOf(o.kind)));
  return EXIT_CODES[SEVERITY[worst]];
}
