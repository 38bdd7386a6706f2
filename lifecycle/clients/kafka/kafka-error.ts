import { isNativeError } from 'node:util/types';
import { KafkaNode, nodeTitle } from './kafka-node';

/**
 * What became of a request that failed. `unsent`: the node was not reached, or is another than expected. `unknown`: it was sent, and there is no answer; it may have been
 * carried out. `answered`: the node said no.
 */
export type Failure = 'unsent' | 'unknown' | 'answered';

/** A request that failed: which node, which request, what became of it. */
export class KafkaError extends Error {
  constructor(
    public readonly node: KafkaNode, public readonly failure: Failure, what: string,
    /** Kafka's name of the error if it answered, for example `INVALID_CONFIG`. */
    public readonly code?: string,
    /** What a person would have to do, where trying again will hardly help. */
    public readonly mend?: string,
  ) {
    super(`${nodeTitle(node)} ${what}`);
    this.name = 'KafkaError';
  }
}

export function answered(node: KafkaNode, request: string, code: string, message: string | null | undefined): KafkaError {
  return new KafkaError(node, 'answered', `answered ${request} with ${code}${message ? `: ${message}` : ''}`, code);
}

/** What went wrong, in words, down to the first cause: `Connection to a:9092 failed: connect ECONNREFUSED 127.0.0.1:9092`. */
export function causeOf(error: unknown): string {
  if (!isNativeError(error)) { return String(error); }
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : error.cause;
  const words = error.message.replace(/\.$/, '');
  if (inner === undefined) { return words; }
  return words === '' ? causeOf(inner) : `${words}: ${causeOf(inner)}`;
}
