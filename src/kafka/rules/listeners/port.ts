import { clientListeners } from './declared-listeners';
import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';

export const LISTENERS_HAVE_PORTS: Rule<KafkaModel> = {
  id: 'listeners.port',
  severity: Severity.ERROR,
  summary: 'A listener has a port of its own from 1024 to 65535; 9091 and 9093 are those among brokers and of controllers.',
  why: 'Two listeners of one port end the broker while it starts (KafkaConfig), and a process without privileges may not listen at a lower one.',
  source: 'https://kafka.apache.org/documentation/#brokerconfigs_listeners',
  *check(model) {
    for (const { listener, property } of clientListeners(model)) {
      const { port } = listener;
      // Of two for clients the later one is told of.
      const others = model.listeners.filter((l) => l.purpose !== 'client' || model.listeners.indexOf(l) < model.listeners.indexOf(listener));
      const other = others.find((l) => l.port === port);
      if (!Number.isInteger(port) || port < 1024 || port > 65_535) {
        yield { property: `${property}.port`, value: String(port), message: 'it is no port that a broker may listen at', mend: 'State one from 1024 to 65535.' };
      } else if (other) {
        yield {
          property: `${property}.port`, value: String(port), message: `listener '${other.name.toLowerCase()}' has that port`, mend: 'State a port that no other listener has.',
        };
      }
    }
  },
};
