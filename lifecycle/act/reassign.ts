import { ActResult } from './act-result';
import { alterLogDirs } from './alter-log-dirs';
import { inPortions, withEnd } from './in-portions';
import { failedAct } from './kafka-failure';
import { MayAct } from './lease-lost';
import { movesResult } from './moves-result';
import { DesiredCluster } from '../../src/lifecycle/desired-state';
import { KafkaAdmin } from '../clients/kafka/kafka-admin';
import { brokersOf } from '../contact/cluster-nodes';
import { decidingNode } from '../contact/deciding-node';
import { findBroker } from '../contact/find-broker';
import { DiskChange, ReassignStep } from '../plan/decision';

/** Partitions in one request: the controller does it as one act. */
export const MOVES_AT_ONCE = 1000;

/** Begins moves and cancels some. Brokers are told before on which disks to put what comes. */
export async function reassign(step: ReassignStep, cluster: DesiredCluster, kafka: KafkaAdmin, mayAct: MayAct): Promise<ActResult> {
  const told = await alterLogDirs(disksOf(step), mayAct, kafka, async (id) => findBroker(kafka, brokersOf(cluster), id));
  if (told.kind !== 'done') { return told; }
  try {
    const node = await decidingNode(cluster, kafka);
    const { results, ended } = await inPortions(step.moves, MOVES_AT_ONCE, mayAct, 'partitions were moved', (portion) => kafka.alterReassignments(node, portion));
    return withEnd(ended, movesResult(results, step.moves));
  } catch (error) {
    return failedAct(error);
  }
}

/** A broker that is told of a replica which it does not have yet answers that there is none, and remembers (`LogManager.maybeUpdatePreferredLogDir`). */
export function disksOf({ moves }: Pick<ReassignStep, 'moves'>): readonly DiskChange[] {
  return moves.flatMap(({ topic, partition, disk }) => disk === undefined ? [] : [{ broker: disk.broker, topic, partition, from: '', to: disk.path }]);
}
