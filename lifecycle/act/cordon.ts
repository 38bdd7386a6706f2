import { ActResult } from './act-result';
import { allOf } from './all-of';
import { SendChanges, resultWords, settingsResult } from './alter-settings';
import { inPortions, withEnd } from './in-portions';
import { MayAct, leaseLost } from './lease-lost';
import { DesiredCluster } from '../../src/lifecycle/desired-state';
import { KafkaAdmin, ResourceChanges } from '../clients/kafka/kafka-admin';
import { brokersOf } from '../contact/cluster-nodes';
import { findBroker } from '../contact/find-broker';
import { unreadable } from '../contact/unreadable';
import { counted } from '../counted';

/** Codes with which Kafka says that it knows no cordon. */
const NO_CORDON = new Set(['INVALID_CONFIG', 'INVALID_REQUEST', 'POLICY_VIOLATION', 'UNSUPPORTED_VERSION']);

/** Each broker itself: a controller does not know its log directories, and so only takes cordons away (KAFKA-20441). Where it cannot be, all else goes on without. */
export async function cordon(brokers: readonly ResourceChanges[], cluster: DesiredCluster, kafka: KafkaAdmin, mayAct: MayAct): Promise<ActResult> {
  let cordoned = 0;
  const failures: string[] = [];
  for (const broker of brokers) {
    if (!await mayAct()) { return leaseLost('brokers were cordoned'); }
    try {
      const [result] = await kafka.alterSettingsOf(await findBroker(kafka, brokersOf(cluster), Number(broker.name)), [broker]);
      if (result.code === 'NONE') { cordoned += 1; } else { failures.push(resultWords(result)); }
    } catch (error) {
      failures.push(unreadable(error).message);
    }
  }
  const said = [
    ...cordoned > 0 ? [`${counted(cordoned, 'broker')} cordoned`] : [],
    ...failures.length > 0 ? [`${counted(failures.length, 'broker')} not cordoned: ${failures[0]}`] : [],
  ];
  return { kind: 'done', said: said.join('; ') };
}

/**
 * Brokers may be away by then.
 *
 * @param most how many brokers go into one request
 */
export async function uncordon(brokers: readonly ResourceChanges[], most: number, mayAct: MayAct, send: SendChanges): Promise<ActResult> {
  const { results, ended } = await inPortions(brokers, most, mayAct, 'brokers were uncordoned', send);
  const refused = results.filter(({ code }) => NO_CORDON.has(code));
  const all = withEnd(ended, settingsResult(results.filter((r) => !refused.includes(r))));
  return refused.length === 0 ? all : allOf([all, { kind: 'done', said: `${counted(refused.length, 'broker')} not uncordoned: ${resultWords(refused[0])}` }]);
}
