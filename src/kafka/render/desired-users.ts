import { hostName } from '../../kubernetes/host-name';
import { DesiredCluster, DesiredScram, DesiredUser } from '../../lifecycle/desired-state';
import { KafkaModel, listenerOfUser } from '../model';
import { ScramModel, UserModel } from '../user-model';

/** What a run is to bring about of users. */
export function desiredUsers(model: KafkaModel): Pick<DesiredCluster, 'users' | 'defaultQuotas'> {
  const { users, defaultQuotas } = model;
  return {
    ...(users.length === 0 ? {} : { users: users.map((user) => desiredUser(model, user)).sort((a, b) => a.name < b.name ? -1 : 1) }),
    ...(Object.keys(defaultQuotas).length === 0 ? {} : { defaultQuotas }),
  };
}

function desiredUser(model: KafkaModel, user: UserModel): DesiredUser {
  const { name, scram, quotas, acls, undeclaredAcls, whenRemoved } = user;
  return { name, ...(scram ? { scram: desiredScram(model, user, scram) } : {}), quotas, acls, undeclaredAcls, whenRemoved };
}

function desiredScram(model: KafkaModel, user: UserModel, { mechanism, secret, given }: ScramModel): DesiredScram {
  return { mechanism, secret, ...(given ? { given } : {}), values: bindingValues(model, user, mechanism) };
}

/**
 * What a client wants to know beside its password, under the keys that others read: those of Service Binding (https://servicebinding.io/spec/core/1.1.0/#well-known-secret-entries), and each as
 * Strimzi's Access Operator writes it, so that Spring Cloud Bindings, Quarkus and whoever goes by Kafka's own names find theirs.
 */
function bindingValues(model: KafkaModel, user: UserModel, mechanism: string): Readonly<Record<string, string>> {
  const listener = listenerOfUser(model, user);
  const servers = listener === undefined ? '' : `${hostName(model.bootstrapService, model.namespace, model.clusterDomain)}:${listener.port}`;
  const protocol = listener === undefined ? '' : listener.protocol;
  return {
    'type': 'kafka',
    'provider': 'cdk8s-kafka',
    'bootstrap.servers': servers,
    'bootstrap-servers': servers,
    'bootstrapServers': servers,
    'security.protocol': protocol,
    'securityProtocol': protocol,
    'sasl.mechanism': mechanism,
    'saslMechanism': mechanism,
    'username': user.name,
    'user': user.name,
  };
}
