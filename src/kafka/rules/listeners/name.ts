import { clientListeners } from './declared-listeners';
import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';

export const LISTENERS_HAVE_NAMES: Rule<KafkaModel> = {
  id: 'listeners.name',
  severity: Severity.ERROR,
  summary: 'A listener has a name of its own of at most 15 lower-case letters and digits that begins with a letter; `replication` and `controller` are the library\'s.',
  why: 'It names the port in pods and Services, where Kubernetes takes no other, and the listener in the keys of Kafka (`listener.name.<name>.…`), which are in lower case.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports, KIP-103',
  *check(model) {
    for (const { listener, property } of clientListeners(model)) {
      const { declaredName = '' } = listener;
      const value = declaredName || "''";
      if (!/^[a-z][a-z0-9]{0,14}$/.test(declaredName)) {
        yield { property, value, message: 'it is no name for a listener', mend: "State at most 15 lower-case letters and digits, a letter first, such as 'analytics'." };
      } else if (model.listeners.find((l) => l.name === listener.name) !== listener || ['REPLICATION', 'CONTROLLER'].includes(listener.name)) {
        yield { property, value, message: 'the cluster has a listener of that name already', mend: 'State another name.' };
      }
    }
  },
};
