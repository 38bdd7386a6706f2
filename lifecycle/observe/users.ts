import { DesiredCluster } from '../../src/lifecycle/desired-state';
import { KafkaAdmin } from '../clients/kafka/kafka-admin';
import { KafkaError } from '../clients/kafka/kafka-error';
import { KafkaNode } from '../clients/kafka/kafka-node';
import { AclBinding } from '../clients/kafka/user-admin';
import { SettingsObservation, UserAcl, UsersObservation } from '../observation';
import { DEFAULT_QUOTAS, isOfAcls, notedUsers, placeOfUser } from '../user-notes';

const TYPE = 'User:';
const NOT_ASKED: ReadAcls = {};

/** What there is of the users that are declared, or were when a run last noted it; undefined if there are none, and no default quotas. */
export async function observeUsers(
  kafka: KafkaAdmin, source: KafkaNode, cluster: DesiredCluster, applied: SettingsObservation['applied'],
): Promise<UsersObservation | undefined> {
  const { users: declared = [] } = cluster;
  const noted = notedUsers(applied);
  const wanted = new Set([...declared.map(({ name }) => name), ...noted]);
  if (wanted.size === 0 && cluster.defaultQuotas === undefined && applied[DEFAULT_QUOTAS] === undefined) { return undefined; }
  // Not every authorizer lists ACLs, and where nobody speaks of them they are not this program's.
  const ofAcls = declared.some(({ acls, undeclaredAcls }) => acls.length > 0 || undeclaredAcls === 'remove') || noted.some((name) => applied[placeOfUser(name)]?.some(isOfAcls));
  const [credentials, quotas, { acls, aclsUnread }] = await Promise.all([
    kafka.scramCredentials(source), kafka.clientQuotas(source), ofAcls ? readAcls(kafka, source) : NOT_ASKED,
  ]);
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
    ...aclsUnread === undefined ? {} : { aclsUnread },
  };
}

interface ReadAcls {
  readonly acls?: readonly AclBinding[];
  readonly aclsUnread?: string;
}

/** Neither if the cluster has no authorizer. What an authorizer fails of says nothing about the rest of Kafka. */
async function readAcls(kafka: KafkaAdmin, source: KafkaNode): Promise<ReadAcls> {
  try {
    return { acls: await kafka.acls(source) };
  } catch (error) {
    if (!(error instanceof KafkaError)) { throw error; }
    return error.code === 'SECURITY_DISABLED' ? {} : { aclsUnread: error.message };
  }
}
