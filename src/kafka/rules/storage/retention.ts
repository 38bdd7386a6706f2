import { bytesSetting } from './segments';
import { readableBytes } from '../../../kubernetes/quantity';
import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel, brokerPools, settingProperty } from '../../model';

export const VOLUMES_HOLD_WHAT_IS_RETAINED: Rule<KafkaModel> = {
  id: 'storage.retention',
  severity: Severity.WARNING,
  summary: 'A volume holds more than log.retention.bytes and one segment.',
  why: 'log.retention.bytes is for each partition. If a single one may keep more than the volume holds, the volume is full before anything is ever deleted, and the broker stops.',
  source: 'https://kafka.apache.org/documentation/#brokerconfigs_log.retention.bytes',
  *check(model) {
    if (model.development) { return; }
    for (const pool of brokerPools(model)) {
      const setting = pool.settings.get('log.retention.bytes');
      const [retention, segment] = [bytesSetting(model, pool, 'log.retention.bytes'), bytesSetting(model, pool, 'log.segment.bytes')];
      const largest = Math.max(...pool.volumes.map((v) => v.bytes ?? Infinity));
      if (!setting || retention === undefined || segment === undefined || !(retention + segment >= largest)) { continue; }
      yield {
        property: settingProperty(pool, 'log.retention.bytes', setting),
        value: setting.value,
        message: `it is for each partition, and with a segment of ${readableBytes(segment)} a single one may fill the volume of ${readableBytes(largest)}`,
        mend: 'Lower it to what each of the partitions on a volume may take, or enlarge the volume.',
      };
    }
  },
};
