import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel, settingProperty } from '../../model';

/** Kafka's own authorizers; what another one lets pass is for that one to say. */
const AUTHORIZERS = ['org.apache.kafka.metadata.authorizer.StandardAuthorizer', 'kafka.security.authorizer.AclAuthorizer'];

/** As whom all nodes, and everybody else, come at a listener that authenticates nobody. The library has no other listeners yet. */
const NODES = 'User:ANONYMOUS';

export const AUTHORIZERS_LET_NODES_IN: Rule<KafkaModel> = {
  id: 'authorization.super-users',
  severity: Severity.ERROR,
  summary: `With Kafka's own authorizer, '${NODES}' is among super.users, or allow.everyone.if.no.acl.found is true.`,
  why: 'Controllers and brokers are asked for their rights like everybody else. Where they have none, a broker of a KRaft cluster ends while it starts, and one with ZooKeeper takes no word from its controller, so that no '
    + 'partition has a leader. No ACL can be added to a cluster that does not run.',
  source: 'https://kafka.apache.org/documentation/#security_authz, org.apache.kafka.metadata.authorizer.StandardAuthorizer, KIP-801',
  *check(model) {
    for (const pool of model.pools) {
      const value = (key: string) => pool.settings.get(key)?.value ?? '';
      const authorizer = pool.settings.get('authorizer.class.name');
      if (!authorizer || !AUTHORIZERS.includes(authorizer.value.trim()) || value('allow.everyone.if.no.acl.found').toLowerCase() === 'true') { continue; }
      const superUsers = value('super.users');
      const names = superUsers.split(';').map((name) => name.trim());
      // What a config provider fills in, or a builder of principals makes of the nodes, nobody can know here.
      if (names.includes(NODES) || superUsers.includes('${') || (superUsers !== '' && value('principal.builder.class') !== '')) { continue; }
      yield {
        property: settingProperty(pool, 'authorizer.class.name', authorizer),
        value: authorizer.value,
        message: `no listener authenticates, so all nodes come as '${NODES}', and ${superUsers === '' ? 'there are no super.users' : `super.users are '${superUsers}'`}: they would be locked out`,
        mend: `Leave it out until listeners authenticate (docs/limits.md): to name '${NODES}' among super.users lets everybody do everything.`,
      };
    }
  },
};
