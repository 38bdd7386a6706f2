import { ActResult } from './act-result';
import { allOf } from './all-of';
import { inPortions, withEnd } from './in-portions';
import { failedAct } from './kafka-failure';
import { MayAct } from './lease-lost';
import { movesResult } from './moves-result';
import { KafkaAdmin } from '../clients/kafka/kafka-admin';
import { KafkaNode } from '../clients/kafka/kafka-node';
import { DiskChange } from '../plan/decision';

/** Replicas in one request: the broker takes one after the other, and makes a directory for each. */
const REPLICAS_AT_ONCE = 500;

/**
 * Begins moves between disks: each broker is told its own. After one that fails no other broker is told anything.
 *
 * @param find where a broker is asked
 */
export async function alterLogDirs(
  moves: readonly DiskChange[], mayAct: MayAct, kafka: KafkaAdmin, find: (id: number) => Promise<KafkaNode>,
): Promise<ActResult> {
  const results: ActResult[] = [];
  try {
    for (const id of [...new Set(moves.map(({ broker }) => broker))]) {
      const node = await find(id);
      const its = moves.filter(({ broker }) => broker === id).map(({ topic, partition, to }) => ({ topic, partition, path: to }));
      const { results: told, ended } = await inPortions(its, REPLICAS_AT_ONCE, mayAct, 'replicas were moved between disks', (portion) => kafka.alterLogDirs(node, portion));
      const result = withEnd(ended, movesResult(told, []));
      results.push(result);
      if (result.kind !== 'done') { break; }
    }
    return allOf(results);
  } catch (error) {
    return allOf([...results, failedAct(error)]);
  }
}
