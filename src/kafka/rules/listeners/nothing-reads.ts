import { declaredListeners } from './declared-listeners';
import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { nodePrincipal } from '../../authorization-settings';
import { KafkaModel } from '../../model';

export const LISTENERS_OF_NODES_ARE_READ: Rule<KafkaModel> = {
  id: 'listeners.unread',
  severity: Severity.ERROR,
  summary: 'What is said of a listener between nodes is read: as whom nodes come if certificates or a mechanism of your own say it, names in certificates if there are certificates, controllers if there are any.',
  why: 'It looks as if nodes were somebody, or as if something were checked, that is not so.',
  source: 'https://kafka.apache.org/documentation/#security_authz, https://kafka.apache.org/documentation/#brokerconfigs_ssl.endpoint.identification.algorithm',
  *check(model) {
    for (const { listener, property } of declaredListeners(model)) {
      const { principal, hostnameVerification } = listener.nodes ?? {};
      const comes = nodePrincipal(listener);
      if (principal !== undefined && comes !== principal) {
        yield { property: `${property}.principal`, value: principal || "''", message: `nodes come as ${comes} there`, mend: 'Leave it out.' };
      }
      if (hostnameVerification !== undefined && !listener.tls) {
        yield { property: `${property}.hostnameVerification`, value: String(hostnameVerification), message: 'there are no certificates without TLS', mend: 'State tls, or leave it out.' };
      }
    }
    if (model.controllerListenerDeclared && model.metadata.mode === 'zookeeper') {
      yield { property: 'controllerListener', value: '', message: 'with metadata in ZooKeeper there are no controllers of that kind', mend: 'Leave it out.' };
    }
  },
};
