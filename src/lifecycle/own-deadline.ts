/** At its deadline Kubernetes deletes the pod that runs, and its log with it. So long before that the program ends by itself, says what it waited for, and gives its Lease back. */
const LAST_WORDS_SECONDS = 60;

/** The deadline of the program itself, in each of its pods: of a short one of the Job it has half at least. */
export function ownDeadlineSeconds(deadlineSeconds: number): number {
  return Math.max(Math.ceil(deadlineSeconds / 2), deadlineSeconds - LAST_WORDS_SECONDS);
}
