import { ActResult } from './act-result';
import { failedAct } from './kafka-failure';
import { MayAct, leaseLost } from './lease-lost';
import { DesiredCluster } from '../../src/lifecycle/desired-state';
import { KafkaAdmin, PartitionResult } from '../clients/kafka/kafka-admin';
import { decidingNode } from '../contact/deciding-node';
import { ElectLeadersStep } from '../plan/decision';

/** What may become of a partition's election beside the election, by Kafka's name: each is as it should be, or is seen by the next observation. */
const HARMLESS: Readonly<Record<string, string>> = {
  NONE: 'returned',
  ELECTION_NOT_NEEDED: 'led by it already',
  PREFERRED_LEADER_NOT_AVAILABLE: 'not available',
  UNKNOWN_TOPIC_OR_PARTITION: 'deleted meanwhile',
};

/** Returns leadership to preferred replicas. A partition whose preferred replica cannot lead keeps its leader. */
export async function electLeaders(
  step: ElectLeadersStep, cluster: DesiredCluster, kafka: KafkaAdmin, mayAct: MayAct,
): Promise<ActResult> {
  try {
    const node = await decidingNode(cluster, kafka);
    if (!await mayAct()) { return leaseLost('leadership was returned'); }
    return resultOf(await kafka.electPreferredLeaders(node, new Map(Object.entries(step.partitions))));
  } catch (error) {
    return failedAct(error);
  }
}

export function resultOf(results: readonly PartitionResult[]): ActResult {
  const counts = new Map<string, number>();
  for (const { code } of results) { counts.set(code, (counts.get(code) ?? 0) + 1); }
  const failed = results.find((r) => HARMLESS[r.code] === undefined);
  const parts = [...Object.entries(HARMLESS), ...failed ? [[failed.code, failed.code]] : []]
    .flatMap(([code, words]) => counts.has(code) ? [`${counts.get(code)} ${words}`] : []);
  const said = `leadership of preferred replicas: ${parts.join(', ')}`;
  if (failed) { return { kind: 'later', reason: `${said}; ${failed.topic}-${failed.partition}: ${failed.message ?? failed.code}` }; }
  return { kind: 'done', said };
}
