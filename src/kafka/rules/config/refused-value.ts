import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';
import { declaredSettings } from '../declared-settings';

interface Refusal {
  readonly refused: (n: number, settings: ReadonlyMap<string, unknown>) => boolean;
  readonly must: string;
}

const RETENTION: Refusal = { refused: (n) => n === 0, must: 'be at least 1, or -1 for unlimited' };
const ROLL: Refusal = { refused: (n) => n < 1, must: 'be at least 1' };

/** What no validator of a single key says, but `KafkaConfig.validateValues` does. */
const REFUSED: ReadonlyMap<string, Refusal> = new Map<string, Refusal>([
  ['log.retention.ms', RETENTION],
  ['log.retention.minutes', RETENTION],
  ['log.retention.hours', RETENTION],
  ['log.roll.ms', ROLL],
  ['log.roll.hours', ROLL],
  ['max.connections.per.ip', { refused: (n, settings) => n === 0 && !settings.has('max.connections.per.ip.overrides'), must: "be at least 1, unless there is 'max.connections.per.ip.overrides'" }],
]);

export const VALUES_ARE_TAKEN: Rule<KafkaModel> = {
  id: 'config.refused-value',
  severity: Severity.ERROR,
  summary: 'No value is one that Kafka refuses although it is within the bounds of its type.',
  why: 'Kafka ends with "requirement failed" when it starts.',
  source: 'kafka.server.KafkaConfig#validateValues',
  *check(model) {
    for (const { pool, key, value, property, shown } of declaredSettings(model)) {
      const rule = REFUSED.get(key);
      if (!rule || value.trim() === '' || !rule.refused(Number(value), pool.settings)) { continue; }
      yield { property, value: shown, message: 'Kafka does not start with this', mend: `It must ${rule.must}.` };
    }
  },
};
