import { BrokerSetting, TopicSettingValues } from '../clients/kafka/kafka-admin';

export const MIN_IN_SYNC = 'min.insync.replicas';

/**
 * `min.insync.replicas` of each topic. Where it is not the topic's own, each leader goes by its own configuration, and while that is rolled out brokers differ:
 * then the largest counts.
 */
export function minInSync(told: readonly TopicSettingValues[], brokers: Iterable<readonly BrokerSetting[]>): Int32Array {
  let most = 1;
  for (const settings of brokers) {
    const value = settings.find((s) => s.key === MIN_IN_SYNC)?.value;
    if (value !== undefined) { most = Math.max(most, Number(value)); }
  }
  return Int32Array.from(told, ({ [MIN_IN_SYNC]: { own, value } }) => own ? Number(value) : Math.max(most, Number(value)));
}
