/** What an ACL is about. */
export enum AclResource {
  /** Topics. */
  TOPIC = 'TOPIC',
  /** Consumer groups. */
  GROUP = 'GROUP',
  /** The cluster as a whole. It has no name to state. */
  CLUSTER = 'CLUSTER',
  /** Transactional ids of producers. */
  TRANSACTIONAL_ID = 'TRANSACTIONAL_ID',
  /** Delegation tokens, by their ids. */
  DELEGATION_TOKEN = 'DELEGATION_TOKEN',
  /** Users for whom somebody else makes delegation tokens, as `User:alice` (KIP-373). */
  USER = 'USER',
}

/** What an ACL is about is found by its whole name, or by how its name begins. */
export enum AclPattern {
  /** The name is the whole name; `*` is any. */
  LITERAL = 'LITERAL',
  /** All whose names begin so (KIP-290). */
  PREFIXED = 'PREFIXED',
}

/** Whether an ACL allows or denies. What is denied by one ACL is allowed by no other. */
export enum AclPermission {
  /** It allows. */
  ALLOW = 'ALLOW',
  /** It denies. */
  DENY = 'DENY',
}

/**
 * What is allowed or denied. Which of them a kind of resource knows is checked at synthesis. READ, WRITE, DELETE and ALTER mean DESCRIBE too, ALTER_CONFIGS means DESCRIBE_CONFIGS.
 * @see https://kafka.apache.org/documentation/#operations_in_kafka
 */
export enum AclOperation {
  /** Each operation that there is for the resource. */
  ALL = 'ALL',
  /** To fetch records; to be a member of a group, and to commit its offsets. */
  READ = 'READ',
  /** To produce records; to use a transactional id. */
  WRITE = 'WRITE',
  /** To create topics. */
  CREATE = 'CREATE',
  /** To delete topics, their records, groups. */
  DELETE = 'DELETE',
  /** To add partitions; of the cluster: users, quotas, ACLs, reassignments. */
  ALTER = 'ALTER',
  /** To see that it is there, and what it is like. */
  DESCRIBE = 'DESCRIBE',
  /** What brokers do among themselves. */
  CLUSTER_ACTION = 'CLUSTER_ACTION',
  /** To see settings. */
  DESCRIBE_CONFIGS = 'DESCRIBE_CONFIGS',
  /** To change settings. */
  ALTER_CONFIGS = 'ALTER_CONFIGS',
  /** Needed of clusters before Kafka 2.8 alone: whoever may write to a topic may do so idempotently (KIP-679). */
  IDEMPOTENT_WRITE = 'IDEMPOTENT_WRITE',
  /** To make delegation tokens for a user (KIP-373). */
  CREATE_TOKENS = 'CREATE_TOKENS',
  /** To see delegation tokens of a user. */
  DESCRIBE_TOKENS = 'DESCRIBE_TOKENS',
}

/** Access control, in full: who it is for is the user to whom it is given. */
export interface Acl {
  /** What it is about. */
  readonly resource: AclResource;

  /**
   * The name, or with `AclPattern.PREFIXED` how names begin; `*` is any.
   * @default - required, but for the cluster, which has no name to state
   */
  readonly name?: string;

  /**
   * How the name is meant.
   * @default AclPattern.LITERAL
   * @see https://kafka.apache.org/documentation/#security_authz_cli
   */
  readonly pattern?: AclPattern;

  /**
   * What is allowed or denied, at least one.
   * @see https://kafka.apache.org/documentation/#operations_resources_and_protocols
   */
  readonly operations: AclOperation[];

  /**
   * The IP address from which it counts: one, as brokers write it, of IPv6 in full (`2001:db8:0:0:0:0:0:1`). Kafka knows no networks and no names here.
   * @default '*' - from anywhere
   */
  readonly host?: string;

  /**
   * Whether it allows or denies.
   * @default AclPermission.ALLOW
   */
  readonly permission?: AclPermission;
}
