import type { RestartedNode, Step } from '../plan/decision';

export type ActResult =
  | { readonly kind: 'done'; readonly said: string }
  | ({ readonly kind: 'later'; readonly reason: string } & InPart)
  | ({ readonly kind: 'refused'; readonly reason: string; readonly mend: string } & InPart);

interface InPart {
  /** The pods of the step that were taken away all the same, before one could not be. */
  readonly takenAway?: readonly string[];
}

/** The nodes whose pods an act has taken away: of a batch that ended early only the first. */
export function nodesTakenAway(step: Step, result: ActResult): readonly RestartedNode[] {
  if (step.kind !== 'restart') { return []; }
  return result.kind === 'done' ? step.nodes : step.nodes.filter(({ pod }) => result.takenAway?.includes(pod));
}
