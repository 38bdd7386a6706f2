import { ActResult } from './act-result';
import { allOf } from './all-of';
import { RESOURCES_AT_ONCE, alterSettings } from './alter-settings';
import { cordon, uncordon } from './cordon';
import { failedAct } from './kafka-failure';
import { MayAct } from './lease-lost';
import { throttlesOf } from './throttles';
import { DesiredCluster } from '../../src/lifecycle/desired-state';
import { KafkaAdmin, ResourceChanges } from '../clients/kafka/kafka-admin';
import { brokersOf } from '../contact/cluster-nodes';
import { decidingNode } from '../contact/deciding-node';
import { findBroker } from '../contact/find-broker';
import { MarkStep, SettingChange } from '../plan/decision';
import { CORDON } from '../plan/moves/cordon';

/** Sets and removes marks and throttles. Done again, it changes nothing. */
export async function mark(step: MarkStep, cluster: DesiredCluster, kafka: KafkaAdmin, mayAct: MayAct): Promise<ActResult> {
  try {
    const node = await decidingNode(cluster, kafka);
    const kraft = cluster.metadata.mode === 'kraft';
    // With ZooKeeper only the broker itself takes its settings.
    const most = kraft ? RESOURCES_AT_ONCE : 1;
    const send = async (portion: readonly ResourceChanges[]) =>
      kafka.alterSettingsOf(kraft ? node : await findBroker(kafka, brokersOf(cluster), Number(portion[0].name)), portion);
    const acts = [
      () => alterSettings(throttlesOf(step.topics), mayAct, (portion) => kafka.alterSettingsOf(node, portion)),
      // Whatever is done last tells a run that is cut short what is still to be done: where partitions come from is there before a mark, and a cordon goes before the mark by which it is known.
      () => uncordon(brokersIn(step, ({ key, to }) => key === CORDON && to === undefined), most, mayAct, send),
      () => alterSettings(brokersIn(step, ({ key }) => key !== CORDON), mayAct, send, most),
      () => cordon(brokersIn(step, ({ key, to }) => key === CORDON && to !== undefined), cluster, kafka, mayAct),
    ];
    const results: ActResult[] = [];
    for (const act of acts) {
      const result = await act();
      results.push(result);
      if (result.kind !== 'done') { break; }
    }
    return allOf(results);
  } catch (error) {
    return failedAct(error);
  }
}

export function brokersIn({ brokers }: Pick<MarkStep, 'brokers'>, of: (change: SettingChange) => boolean): readonly ResourceChanges[] {
  return brokers
    .map(({ id, changes }): ResourceChanges => ({ type: 'broker', name: String(id), changes: new Map(changes.filter(of).map(({ key, to }) => [key, to])) }))
    .filter(({ changes }) => changes.size > 0);
}
