import { clientListeners } from './declared-listeners';
import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';

export const CLIENTS_HAVE_A_LISTENER: Rule<KafkaModel> = {
  id: 'listeners.none',
  severity: Severity.ERROR,
  summary: 'There is a listener for clients.',
  why: 'No client could reach the brokers, nor could the probes that tell whether they serve.',
  source: 'https://kafka.apache.org/documentation/#listener_configuration',
  *check(model) {
    if (clientListeners(model).length > 0) { return; }
    yield { property: 'listeners', value: '[]', message: 'clients have no listener', mend: "Leave it out, or state one such as Listener.internal('internal')." };
  },
};
