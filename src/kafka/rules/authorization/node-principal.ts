import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { nodePrincipal } from '../../authorization-settings';
import { KafkaModel } from '../../model';
import { declaredListeners } from '../listeners/declared-listeners';

export const NODES_ARE_KNOWN_TO_THE_AUTHORIZER: Rule<KafkaModel> = {
  id: 'authorization.node-principal',
  severity: Severity.WARNING,
  summary: 'With authorization it is said as whom nodes come by their certificates, or by a mechanism of your own.',
  why: 'Nobody sees at synthesis what is in a certificate. If it is not among super.users, the nodes are locked out, and the cluster does not start.',
  source: 'https://kafka.apache.org/documentation/#security_authz',
  *check(model) {
    if (!model.authorization) { return; }
    for (const { listener, property } of declaredListeners(model)) {
      if (listener.purpose === 'client' || nodePrincipal(listener) !== undefined) { continue; }
      yield {
        property: `${property}.principal`,
        value: '',
        message: 'it is not known as whom nodes come there, so they may be locked out',
        mend: "State it, such as 'User:CN=events', or name all nodes among superUsers and acknowledge this.",
      };
    }
  },
};
