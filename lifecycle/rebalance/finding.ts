/** What a plan could not reach, and what would let it. */
export interface Finding {
  /** A goal that every plan must keep: without it there is no use in carrying out this one. */
  readonly severity: 'error' | 'warning';
  readonly what: string;
  readonly mend: string;
}

/** At most so many names in a line. */
const NAMED = 3;

export function names(all: readonly string[]): string {
  return all.length <= NAMED ? all.join(', ') : `${all.slice(0, NAMED).join(', ')} and ${all.length - NAMED} more`;
}
