import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';

export const ACLS_ARE_NOT_IN_ZOOKEEPER: Rule<KafkaModel> = {
  id: 'authorization.zookeeper',
  severity: Severity.WARNING,
  summary: 'ACLs are not kept in a ZooKeeper that lets everybody write.',
  why: 'ZooKeeper is spoken to without authentication: whoever reaches it changes ACLs, and the passwords of SCRAM.',
  source: 'https://kafka.apache.org/39/documentation.html#zk_authz',
  *check({ authorization, metadata }) {
    if (!authorization || metadata.mode !== 'zookeeper') { return; }
    yield {
      property: 'authorization',
      value: '',
      message: 'whoever reaches ZooKeeper changes what is allowed (docs/limits.md)',
      mend: "State 'peers' of the ZooKeeperEnsemble, so that only the brokers reach it, and acknowledge this; or use KRaft.",
    };
  },
};
