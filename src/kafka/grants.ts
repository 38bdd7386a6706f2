import { Acl, AclOperation, AclPattern, AclResource } from './acl';

/** What ACLs are about: one name, or all that begin so. */
export interface Named {
  readonly name: string;
  readonly prefix?: boolean;
}

/**
 * The ACLs that Kafka documents for what clients do: https://kafka.apache.org/documentation/#operations_resources_and_protocols. Pure: who they are for is said elsewhere.
 */

/**
 * As `kafka-acls.sh --producer` makes them, without CREATE, as a run creates what is declared. Idempotent producers need no more since Kafka 2.8 (KIP-679).
 * @see https://kafka.apache.org/documentation/#security_authz_cli
 */
export function produceAcls(topics: Named): Acl[] {
  return [acl(AclResource.TOPIC, topics, AclOperation.WRITE, AclOperation.DESCRIBE)];
}

/**
 * As `kafka-acls.sh --consumer` makes them.
 * @see https://kafka.apache.org/documentation/#security_authz_cli
 */
export function consumeAcls(topics: Named, groups: Named): Acl[] {
  return [acl(AclResource.TOPIC, topics, AclOperation.READ, AclOperation.DESCRIBE), acl(AclResource.GROUP, groups, AclOperation.READ)];
}

/** To look after topics: create, change, delete them and their records, and their settings. */
export function manageAcls(topics: Named): Acl[] {
  const { CREATE, DELETE, ALTER, DESCRIBE, DESCRIBE_CONFIGS, ALTER_CONFIGS } = AclOperation;
  return [acl(AclResource.TOPIC, topics, CREATE, DELETE, ALTER, DESCRIBE, DESCRIBE_CONFIGS, ALTER_CONFIGS)];
}

/** As `kafka-acls.sh --producer --transactional-id` makes them: InitProducerId, AddPartitionsToTxn and EndTxn take WRITE, FindCoordinator takes DESCRIBE. */
export function transactionAcls(ids: Named): Acl[] {
  return [acl(AclResource.TRANSACTIONAL_ID, ids, AclOperation.WRITE, AclOperation.DESCRIBE)];
}

/** Everything, of every kind that there is. */
export function adminAcls(): Acl[] {
  const any = { name: '*' };
  return [
    { resource: AclResource.CLUSTER, operations: [AclOperation.ALL] },
    ...[AclResource.TOPIC, AclResource.GROUP, AclResource.TRANSACTIONAL_ID, AclResource.DELEGATION_TOKEN, AclResource.USER]
      .map((resource) => acl(resource, any, AclOperation.ALL)),
  ];
}

/**
 * Internal topics (`<application.id>-<operator>-changelog`) and the transactional ids of exactly-once processing, which begin with the application's id and a hyphen, and the consumer group, which is
 * named as the application. Without the hyphen another application `totals2` would be open to `totals`.
 * @see https://kafka.apache.org/documentation/streams/developer-guide/security.html#required-acl-setting-for-secure-kafka-clusters
 */
export function streamsAcls(applicationId: string): Acl[] {
  const own = { name: `${applicationId}-`, prefix: true };
  return [acl(AclResource.TOPIC, own, AclOperation.ALL), acl(AclResource.GROUP, { name: applicationId }, AclOperation.ALL), ...transactionAcls(own)];
}

/** The names of a Connect cluster. */
export interface ConnectNames {
  readonly groupId: string;
  readonly topics: readonly string[];
  readonly exactlyOnce: boolean;
}

/**
 * What the workers of a Connect cluster need for themselves: their group, their three topics, and for exactly-once sources the transactional id of their leader, and those with
 * which tasks write and offsets are altered: `<group.id>-<connector>-<task>` and `<group.id>-<connector>`.
 * @see https://kafka.apache.org/documentation/#connect_exactlyoncesource
 */
export function connectAcls({ groupId, topics, exactlyOnce }: ConnectNames): Acl[] {
  return [
    acl(AclResource.GROUP, { name: groupId }, AclOperation.READ),
    ...topics.map((name) => acl(
      AclResource.TOPIC, { name }, AclOperation.READ, AclOperation.WRITE, AclOperation.CREATE, AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS,
    )),
    ...exactlyOnce ? [...transactionAcls({ name: `connect-cluster-${groupId}` }), ...transactionAcls({ name: `${groupId}-`, prefix: true })] : [],
  ];
}

function acl(resource: AclResource, { name, prefix }: Named, ...operations: AclOperation[]): Acl {
  return { resource, name, pattern: prefix ? AclPattern.PREFIXED : AclPattern.LITERAL, operations };
}
