import { DesiredCluster } from '../../src/lifecycle/desired-state';
import { KafkaAdmin } from '../clients/kafka/kafka-admin';
import { KafkaError } from '../clients/kafka/kafka-error';
import { KafkaNode } from '../clients/kafka/kafka-node';
import { AclBinding } from '../clients/kafka/user-admin';
import { SettingsObservation, UserAcl, UsersObservation } from '../observation';
import { DEFAULT_QUOTAS, notedUsers } from '../user-notes';

const TYPE = 'User:';

/** What there is of the users that are declared, or were when a run last noted it; undefined if there are none, and no default quotas. */
export async function observeUsers(
  kafka: KafkaAdmin, source: KafkaNode, cluster: DesiredCluster, applied: SettingsObservation['applied'],
): Promise<UsersObservation | undefined> {
  const wanted = new Set([...(cluster.users ?? []).map(({ name }) => name), ...notedUsers(applied)]);
  if (wanted.size === 0 && cluster.defaultQuotas === undefined && applied[DEFAULT_QUOTAS] === undefined) { return undefined; }
  const [credentials, quotas, acls] = await Promise.all([kafka.scramCredentials(source), kafka.clientQuotas(source), aclsIfAny(kafka, source)]);
  // Those of a user alone: what is set for some of its clients is somebody else's.
  const ofUsers = quotas.flatMap(({ entity: { user, ...others }, values }) =>
    user === undefined || Object.keys(others).length > 0 ? [] : [{ user, values }]);
  const ofUser = new Map<string, UserAcl[]>();
  for (const { principal, ...acl } of acls ?? []) {
    const name = principal.slice(TYPE.length);
    if (principal.startsWith(TYPE) && wanted.has(name)) { ofUser.set(name, [...ofUser.get(name) ?? [], acl]); }
  }
  return {
    credentials: Object.fromEntries(credentials.filter(({ user }) => wanted.has(user))
      .map((each) => [each.user, each.credentials.map(({ mechanism }) => mechanism)])),
    quotas: Object.fromEntries(ofUsers.flatMap(({ user, values }) => user !== null && wanted.has(user) ? [[user, values]] : [])),
    defaultQuotas: ofUsers.find(({ user }) => user === null)?.values ?? {},
    ...acls ? { acls: Object.fromEntries(ofUser) } : {},
  };
}

/** Undefined if the cluster has no authorizer. */
async function aclsIfAny(kafka: KafkaAdmin, source: KafkaNode): Promise<readonly AclBinding[] | undefined> {
  try {
    return await kafka.acls(source);
  } catch (error) {
    if (error instanceof KafkaError && error.code === 'SECURITY_DISABLED') { return undefined; }
    throw error;
  }
}
