import { clientListeners } from './declared-listeners';
import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';

export const LISTENERS_LET_CLIENTS_IN: Rule<KafkaModel> = {
  id: 'listeners.limits',
  severity: Severity.ERROR,
  summary: 'The most connections of a listener, and those of a second, are whole numbers from 1 to 2147483647.',
  why: 'Kafka takes no others (`max.connections` and `max.connection.creation.rate` are int), and 0 would let nobody in.',
  source: 'KIP-402, KIP-612',
  *check(model) {
    for (const { listener, property } of clientListeners(model)) {
      for (const member of ['maxConnections', 'maxConnectionRate'] as const) {
        const value = listener[member];
        if (value === undefined || (Number.isInteger(value) && value >= 1 && value <= 2_147_483_647)) { continue; }
        yield { property: `${property}.${member}`, value: String(value), message: 'it is no number of connections', mend: 'State a whole number of at least 1.' };
      }
    }
  },
};
