import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { ANONYMOUS, AUTHORIZERS, nodePrincipal } from '../../authorization-settings';
import { KafkaModel, betweenNodes, settingProperty } from '../../model';

/** What another authorizer lets pass is for that one to say. */
const OWN: readonly string[] = Object.values(AUTHORIZERS);

/** As whom nodes come that only their certificates, or a JAAS configuration, name. */
const CERTIFICATES = 'what their certificates or their JAAS configuration say';

export const AUTHORIZERS_LET_NODES_IN: Rule<KafkaModel> = {
  id: 'authorization.super-users',
  severity: Severity.ERROR,
  summary: "With Kafka's own authorizer, those as whom the nodes come to each other are among super.users, or allow.everyone.if.no.acl.found is true.",
  why: 'Controllers and brokers are asked for their rights like everybody else. Where they have none, a broker of a KRaft cluster ends while it starts, and one with ZooKeeper takes no word from its controller, so that no '
    + 'partition has a leader. No ACL can be added to a cluster that does not run.',
  source: 'https://kafka.apache.org/documentation/#security_authz, org.apache.kafka.metadata.authorizer.StandardAuthorizer, KIP-801',
  *check(model) {
    for (const pool of model.pools) {
      const value = (key: string) => pool.settings.get(key)?.value ?? '';
      const authorizer = pool.settings.get('authorizer.class.name');
      if (!authorizer || !OWN.includes(authorizer.value.trim()) || value('allow.everyone.if.no.acl.found').toLowerCase() === 'true') { continue; }
      const superUsers = value('super.users');
      const names = superUsers.split(';').map((name) => name.trim());
      const nodes = [...new Set(betweenNodes(model.listeners).map(nodePrincipal))];
      const lockedOut = nodes.filter((node) => node === undefined ? superUsers === '' : !names.includes(node)).map((node) => node ?? CERTIFICATES);
      // What a config provider fills in, or a builder of principals makes of the nodes, nobody can know here.
      if (lockedOut.length === 0 || superUsers.includes('${') || (superUsers !== '' && value('principal.builder.class') !== '')) { continue; }
      const among = superUsers === '' ? 'there are no super.users' : `super.users are '${superUsers}'`;
      yield {
        property: settingProperty(pool, 'authorizer.class.name', authorizer),
        value: authorizer.value,
        message: `nodes come as ${lockedOut.join(' and ')}, and ${among}: they would be locked out`,
        mend: lockedOut.includes(ANONYMOUS)
          ? `Have them prove who they are: state interBrokerListener and controllerListener with tls or authentication. To name '${ANONYMOUS}' among super.users lets everybody do everything.`
          : "State 'principal' of interBrokerListener and controllerListener, or name them among superUsers of the authorization.",
      };
    }
  },
};
