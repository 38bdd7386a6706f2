import { KafkaError } from '../clients/kafka/kafka-error';
import { KafkaNode } from '../clients/kafka/kafka-node';

/** What several nodes answered to the same question, by id, and why the others did not. */
export interface Answers<T> {
  readonly answers: ReadonlyMap<number, T>;
  readonly silent: ReadonlyMap<number, string>;
}

/** Connections that are opened at the same time. */
const AT_ONCE = 64;

/** Asks many nodes, side by side. */
export async function allAnswers<T>(nodes: readonly KafkaNode[], ask: (node: KafkaNode) => Promise<T>): Promise<Answers<T>> {
  const answers = new Map<number, T>();
  const silent = new Map<number, string>();
  const left = [...nodes].reverse();
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let node = left.pop(); node !== undefined; node = left.pop()) {
      try {
        answers.set(node.id, await ask(node));
      } catch (error) {
        if (!(error instanceof KafkaError)) { throw error; }
        silent.set(node.id, error.message);
      }
    }
  }));
  return { answers, silent };
}
