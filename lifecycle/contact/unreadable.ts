import { KafkaError } from '../clients/kafka/kafka-error';

/** Ends an observation that cannot become whole. */
export class Unreadable extends Error {
  constructor(
    /** What could not be read, in words: what, from where, why. */
    public readonly unread: readonly string[],
    /** Two answers do not go together, as something happened between them: worth another look at once. */
    public readonly contradiction = false,
    /** What a person would have to do, where looking again will hardly help. */
    public readonly mend?: string,
  ) {
    super(unread.join('; '));
    this.name = 'Unreadable';
  }
}

/** Codes with which a node says that another one leads: the one that did has lost it meanwhile. */
const MOVED = new Set(['NOT_LEADER_OR_FOLLOWER', 'NOT_CONTROLLER']);

/** Ends an observation that nobody could give: what each of those said who were asked. */
export function noneOf(failures: readonly KafkaError[], others: readonly string[] = []): Unreadable {
  // Where only some are hopeless, others may yet answer.
  const hopeless = others.length === 0 && failures.every((f) => f.mend !== undefined);
  return new Unreadable([...others, ...failures.map((f) => f.message)], false, hopeless ? failures[0]?.mend : undefined);
}

/** What a failed observation has failed of. Whatever is no failure of the cluster's is thrown on. */
export function unreadable(error: unknown): Unreadable {
  if (error instanceof Unreadable) { return error; }
  if (error instanceof KafkaError) { return new Unreadable([error.message], error.code !== undefined && MOVED.has(error.code), error.mend); }
  throw error;
}
