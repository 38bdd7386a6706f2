import type { Result } from './kafka-admin';
import type { KafkaNode } from './kafka-node';

/** What the program asks of a Kafka cluster about its users: what they authenticate with, what they may do, and how much. Any broker is asked; in KRaft it hands changes on. */
export interface UserAdmin {
  /** Users with their SCRAM credentials, all if none is named; one that has none is not among them (DescribeUserScramCredentials, KIP-554). */
  scramCredentials(node: KafkaNode, users?: readonly string[]): Promise<readonly ScramUser[]>;
  /** Sets and removes SCRAM credentials, each user by himself (AlterUserScramCredentials, KIP-554). A password is salted here, and never sent. */
  alterScramCredentials(node: KafkaNode, changes: readonly ScramChange[]): Promise<readonly UserResult[]>;
  /** All ACLs (DescribeAcls, KIP-140). Without an authorizer the node refuses with SECURITY_DISABLED. */
  acls(node: KafkaNode): Promise<readonly AclBinding[]>;
  /** One that is there already is no error. */
  createAcls(node: KafkaNode, bindings: readonly AclBinding[]): Promise<readonly AclResult[]>;
  /** Exactly these; one that is not there is no error. */
  deleteAcls(node: KafkaNode, bindings: readonly AclBinding[]): Promise<readonly AclResult[]>;
  /** All quotas (DescribeClientQuotas, KIP-546). */
  clientQuotas(node: KafkaNode): Promise<readonly ClientQuota[]>;
  /** Each entity by itself (AlterClientQuotas, KIP-546). */
  alterClientQuotas(node: KafkaNode, changes: readonly QuotaChange[]): Promise<readonly QuotaResult[]>;
}

export type ScramMechanism = 'SCRAM-SHA-256' | 'SCRAM-SHA-512';

export interface ScramUser {
  readonly user: string;
  readonly credentials: readonly { readonly mechanism: ScramMechanism; readonly iterations: number }[];
}

/** Kafka takes one change of a user in a request, for each mechanism. */
export interface ScramChange {
  readonly user: string;
  readonly mechanism: ScramMechanism;
  /** Undefined removes the credential. */
  readonly password?: string;
  /** 4096, the least that Kafka takes, if undefined. */
  readonly iterations?: number;
}

export interface UserResult extends Result {
  readonly user: string;
}

/** In Kafka's own names (`AclBinding`). */
export interface AclBinding {
  readonly resourceType: AclResourceType;
  readonly resourceName: string;
  readonly patternType: AclPatternType;
  /** For example `User:alice`. */
  readonly principal: string;
  readonly host: string;
  readonly operation: AclOperation;
  readonly permission: AclPermission;
}

export type AclResourceType = 'TOPIC' | 'GROUP' | 'CLUSTER' | 'TRANSACTIONAL_ID' | 'DELEGATION_TOKEN' | 'USER';
export type AclPatternType = 'LITERAL' | 'PREFIXED';
export type AclPermission = 'DENY' | 'ALLOW';
export type AclOperation =
  | 'ALL' | 'READ' | 'WRITE' | 'CREATE' | 'DELETE' | 'ALTER' | 'DESCRIBE' | 'CLUSTER_ACTION' | 'DESCRIBE_CONFIGS' | 'ALTER_CONFIGS' | 'IDEMPOTENT_WRITE'
  | 'CREATE_TOKENS' | 'DESCRIBE_TOKENS' | 'TWO_PHASE_COMMIT';

export interface AclResult extends Result {
  readonly binding: AclBinding;
}

/** Whom a quota is for: by `user`, `client-id`, both, or `ip`. `null`: all that have none of their own. */
export type QuotaEntity = Readonly<Partial<Record<QuotaEntityType, string | null>>>;
export type QuotaEntityType = 'user' | 'client-id' | 'ip';

export interface ClientQuota {
  readonly entity: QuotaEntity;
  /** By Kafka's key, for example `producer_byte_rate`. */
  readonly values: Readonly<Record<string, number>>;
}

export interface QuotaChange {
  readonly entity: QuotaEntity;
  /** Undefined removes a quota. */
  readonly values: ReadonlyMap<string, number | undefined>;
}

export interface QuotaResult extends Result {
  readonly entity: QuotaEntity;
}
