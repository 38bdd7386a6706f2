import type { Acl } from './acl';
import type { Quotas } from './quotas';
import type { _DeclaredAuthentication } from './user-authentication';
import { UserAuthentication } from './user-authentication';
import type { UserProps } from './user-props';
import { UndeclaredAcls, UserRemoval } from './user-removal';
import { bytesOf } from '../kubernetes/bytes';
import { kubernetesName } from '../kubernetes/kubernetes-name';
import { DesiredAcl } from '../lifecycle/desired-state';

/** A user as declared, with every default filled in. */
export interface UserModel {
  /** As it was declared, for messages. */
  readonly declaredName: string;
  /** Of its principal, without the type `User:`. */
  readonly name: string;
  /** Of one that authenticates by SCRAM. */
  readonly scram?: ScramModel;
  /** By Kafka's key, whatever they are. */
  readonly quotas: Readonly<Record<string, number>>;
  readonly acls: readonly DesiredAcl[];
  readonly undeclaredAcls: 'report' | 'remove';
  readonly whenRemoved: 'keep' | 'delete';
  /** The name of the listener that was declared. */
  readonly listener?: string;
}

export interface ScramModel {
  readonly mechanism: 'SCRAM-SHA-256' | 'SCRAM-SHA-512';
  /** The user's own Secret. */
  readonly secret: string;
  readonly secretGiven: boolean;
  /** Undefined: the password is made. */
  readonly given?: { readonly secret: string; readonly key: string };
}

/** Kafka's name of the cluster as a resource (`Resource.CLUSTER_NAME`). */
export const CLUSTER_RESOURCE = 'kafka-cluster';

/** @param cluster the name of the cluster, with which those of Secrets begin */
export function userModel(cluster: string, declaredName: string, props: UserProps): UserModel {
  const authentication = (props.authentication ?? UserAuthentication.scram())._declared();
  return {
    declaredName,
    name: authentication.kind === 'certificate' ? authentication.distinguishedName ?? declaredName : declaredName,
    scram: authentication.kind === 'scram' ? scramModel(cluster, declaredName, props.secretName, authentication) : undefined,
    quotas: quotaValues(props.quotas),
    acls: (props.acls ?? []).flatMap(desiredAcls),
    undeclaredAcls: props.undeclaredAcls ?? UndeclaredAcls.REPORT,
    whenRemoved: props.whenRemoved ?? UserRemoval.DELETE,
    listener: props.listener,
  };
}

function scramModel(
  cluster: string, name: string, secretName: string | undefined, { mechanism, secret, key }: Extract<_DeclaredAuthentication, { kind: 'scram' }>,
): ScramModel {
  return {
    mechanism,
    secret: secretName ?? `${cluster}-${kubernetesName(name)}`,
    secretGiven: secretName !== undefined,
    given: secret === undefined && key === undefined ? undefined : { secret: secret ?? '', key: key ?? 'password' },
  };
}

/** Quotas by the names of QuotaConfig. */
export function quotaValues(quotas: Quotas = {}): Readonly<Record<string, number>> {
  const { producerByteRate, consumerByteRate, requestPercentage, controllerMutationRate } = quotas;
  const values: readonly [string, number | undefined][] = [
    ['producer_byte_rate', bytesOf(producerByteRate)],
    ['consumer_byte_rate', bytesOf(consumerByteRate)],
    ['request_percentage', requestPercentage],
    ['controller_mutation_rate', controllerMutationRate],
  ];
  return Object.fromEntries(values.filter((each): each is [string, number] => each[1] !== undefined));
}

/** One of Kafka's ACLs for each operation. */
export function desiredAcls({ resource, name, pattern, operations, host, permission }: Acl): readonly DesiredAcl[] {
  return operations.map((operation) => ({
    resourceType: resource,
    resourceName: name ?? (resource === 'CLUSTER' ? CLUSTER_RESOURCE : ''),
    patternType: pattern ?? 'LITERAL',
    host: host ?? '*',
    operation,
    permission: permission ?? 'ALLOW',
  }));
}

/** A member of a user as messages name it. */
export function userProperty({ declaredName }: Pick<UserModel, 'declaredName'>, member?: string): string {
  return `user '${declaredName}'${member === undefined ? '' : ` ${member}`}`;
}
