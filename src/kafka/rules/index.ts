import { INSTALLATION_RULES, QUORUM_RULES, SERVER_RULES } from '../../validation/shared';
import { KafkaModel } from '../model';
import { NODES_ARE_KNOWN_TO_THE_AUTHORIZER } from './authorization/node-principal';
import { PRINCIPALS_ARE_SOMEBODY } from './authorization/principals';
import { AUTHORIZERS_LET_NODES_IN } from './authorization/super-users';
import { ACLS_ARE_NOT_IN_ZOOKEEPER } from './authorization/zookeeper';
import { KEYS_ARE_NOT_DEPRECATED } from './config/deprecated-key';
import { SETTINGS_ARE_SAID_ONCE } from './config/duplicate-synonym';
import { KEYS_ARE_THERE_ALREADY } from './config/future-key';
import { VALUES_ARE_IN_ORDER } from './config/order';
import { OWNED_KEYS_ARE_LEFT_ALONE } from './config/owned-key';
import { PLUGIN_CONFIG_IS_FOR_PLUGINS } from './config/plugin-key';
import { VALUES_ARE_TAKEN } from './config/refused-value';
import { KEYS_ARE_STILL_THERE } from './config/removed-key';
import { SECRETS_ARE_REFERENCES } from './config/secret-value';
import { TOPIC_KEYS_ARE_SET_ON_TOPICS } from './config/topic-key';
import { VALUES_ARE_OF_THEIR_TYPE } from './config/type';
import { KEYS_ARE_KNOWN } from './config/unknown-key';
import { LISTENER_KEYS_NAME_A_LISTENER } from './config/unknown-listener';
import { PROVIDERS_ARE_DECLARED } from './config/unknown-provider';
import { KEYS_OF_LATER_VERSIONS_ARE_VERIFIED } from './config/unverified-key';
import { KRAFT_HAS_NO_KEYS_OF_ZOOKEEPER } from './config/zookeeper-only';
import { IDS_ARE_UNIQUE } from './ids/overlap';
import { ZONES_HAVE_ENOUGH_IDS } from './ids/per-zone';
import { IDS_ARE_IN_RANGE } from './ids/range';
import { LISTENERS_LET_CLIENTS_IN } from './listeners/limits';
import { MECHANISMS_CAN_BE_USED } from './listeners/mechanism';
import { LISTENERS_HAVE_NAMES } from './listeners/name';
import { CLIENTS_HAVE_A_LISTENER } from './listeners/none';
import { LISTENERS_OF_NODES_ARE_READ } from './listeners/nothing-reads';
import { PASSWORDS_ARE_ENCRYPTED } from './listeners/password-in-clear';
import { PEERS_ARE_SOMEBODY } from './listeners/peers';
import { LISTENERS_HAVE_PORTS } from './listeners/port';
import { TLS_CAN_BE_SPOKEN } from './listeners/tls';
import { LAYOUT_IS_SUPPORTED } from './logging/layout';
import { CLUSTER_ID_IS_A_UUID } from './metadata/cluster-id';
import { ZOOKEEPER_CAN_BE_REACHED } from './metadata/connect';
import { ZOOKEEPER_NEEDS_NO_CONTROLLERS } from './metadata/controllers';
import { VERSION_SUPPORTS_ZOOKEEPER } from './metadata/no-zookeeper';
import { NODES_ARE_COMBINED_OR_NOT } from './pools/both';
import { POOLS_HAVE_NODES } from './pools/nodes';
import { CLUSTER_HAS_BROKERS } from './pools/none';
import { LARGE_CLUSTERS_HAVE_THEIR_OWN_CONTROLLERS } from './quorum/combined';
import { REPLICATION_FACTOR_CAN_BE_MET } from './replication/factor';
import { BROKERS_NEED_COMPANY } from './replication/few-brokers';
import { MIN_ISR_BELOW_REPLICATION_FACTOR } from './replication/min-isr';
import { TOPICS_SURVIVE_A_ZONE } from './replication/racks';
import { TOPICS_HAVE_REPLICAS } from './replication/single-replica';
import { LEADERS_ARE_IN_SYNC } from './replication/unclean-election';
import { ZONES_HAVE_AS_MANY_BROKERS } from './replication/uneven-zones';
import { DEDUPE_BUFFER_FITS } from './resources/dedupe-buffer';
import { FETCHED_BATCHES_FIT_IN_DIRECT_MEMORY } from './resources/fetch-buffers';
import { BROKERS_HAVE_A_PAGE_CACHE } from './resources/page-cache';
import { CONTROLLERS_HAVE_ONE_VOLUME } from './storage/controller-volumes';
import { VOLUMES_HOLD_WHAT_IS_RETAINED } from './storage/retention';
import { VOLUMES_HOLD_SEGMENTS } from './storage/segments';
import { installationOf, quorumsOf, serverGroupsOf } from './subjects';
import { TOPIC_NAMES_DO_NOT_COLLIDE } from './topics/collision';
import { TOPIC_MIN_ISR_CAN_BE_MET } from './topics/min-isr';
import { TOPIC_NAMES_ARE_LEGAL } from './topics/name';
import { TOPICS_HAVE_A_JOB } from './topics/no-job';
import { TOPIC_THROTTLES_ARE_LEFT_ALONE } from './topics/owned-key';
import { TOPICS_HAVE_PARTITIONS } from './topics/partitions';
import { TOPIC_REPLICATION_CAN_BE_MET } from './topics/replication-factor';
import { TOPIC_VALUES_ARE_OF_THEIR_TYPE } from './topics/type';
import { TOPIC_KEYS_ARE_KNOWN } from './topics/unknown-key';
import { ACL_OPERATIONS_ARE_OF_THEIR_RESOURCE } from './users/acl-operation';
import { ACLS_NAME_A_RESOURCE } from './users/acl-resource';
import { USERS_ARE_DECLARED_ONCE } from './users/duplicate';
import { USERS_COME_IN_AT_A_LISTENER } from './users/listener';
import { USERS_CAN_AUTHENTICATE } from './users/mechanism';
import { USER_NAMES_ARE_PRINCIPALS } from './users/name';
import { ACLS_HAVE_AN_AUTHORIZER } from './users/no-authorizer';
import { USERS_HAVE_A_JOB } from './users/no-job';
import { QUOTAS_ARE_POSITIVE } from './users/quota';
import { USER_SECRETS_HAVE_NAMES } from './users/secret-name';
import { USERS_HAVE_SECRETS_OF_THEIR_OWN } from './users/secret-taken';
import { VERSION_IS_KNOWN } from './version/unknown';
import { evaluate } from '../../validation/engine';
import { Finding } from '../../validation/finding';
import { Rule, forEach } from '../../validation/rule';

/** Every rule about a Kafka cluster, in the order of what is found. */
export const KAFKA_RULES: readonly Rule<KafkaModel>[] = [
  CLUSTER_HAS_BROKERS,
  NODES_ARE_COMBINED_OR_NOT,
  POOLS_HAVE_NODES,
  VERSION_IS_KNOWN,
  VERSION_SUPPORTS_ZOOKEEPER,
  ZOOKEEPER_NEEDS_NO_CONTROLLERS,
  ZOOKEEPER_CAN_BE_REACHED,
  CLUSTER_ID_IS_A_UUID,
  IDS_ARE_IN_RANGE,
  ZONES_HAVE_ENOUGH_IDS,
  IDS_ARE_UNIQUE,
  ...forEach(INSTALLATION_RULES, (model: KafkaModel) => [installationOf(model)]),
  LAYOUT_IS_SUPPORTED,
  ...forEach(QUORUM_RULES, quorumsOf),
  LARGE_CLUSTERS_HAVE_THEIR_OWN_CONTROLLERS,
  MIN_ISR_BELOW_REPLICATION_FACTOR,
  REPLICATION_FACTOR_CAN_BE_MET,
  BROKERS_NEED_COMPANY,
  TOPICS_HAVE_REPLICAS,
  TOPICS_SURVIVE_A_ZONE,
  ZONES_HAVE_AS_MANY_BROKERS,
  LEADERS_ARE_IN_SYNC,
  AUTHORIZERS_LET_NODES_IN,
  NODES_ARE_KNOWN_TO_THE_AUTHORIZER,
  PRINCIPALS_ARE_SOMEBODY,
  ACLS_ARE_NOT_IN_ZOOKEEPER,
  ...forEach(SERVER_RULES, serverGroupsOf),
  BROKERS_HAVE_A_PAGE_CACHE,
  DEDUPE_BUFFER_FITS,
  FETCHED_BATCHES_FIT_IN_DIRECT_MEMORY,
  VOLUMES_HOLD_SEGMENTS,
  VOLUMES_HOLD_WHAT_IS_RETAINED,
  CONTROLLERS_HAVE_ONE_VOLUME,
  CLIENTS_HAVE_A_LISTENER,
  LISTENERS_HAVE_NAMES,
  LISTENERS_HAVE_PORTS,
  LISTENERS_LET_CLIENTS_IN,
  PEERS_ARE_SOMEBODY,
  TLS_CAN_BE_SPOKEN,
  MECHANISMS_CAN_BE_USED,
  PASSWORDS_ARE_ENCRYPTED,
  LISTENERS_OF_NODES_ARE_READ,
  OWNED_KEYS_ARE_LEFT_ALONE,
  KEYS_ARE_KNOWN,
  TOPIC_KEYS_ARE_SET_ON_TOPICS,
  KEYS_ARE_STILL_THERE,
  KEYS_ARE_THERE_ALREADY,
  KRAFT_HAS_NO_KEYS_OF_ZOOKEEPER,
  KEYS_OF_LATER_VERSIONS_ARE_VERIFIED,
  LISTENER_KEYS_NAME_A_LISTENER,
  VALUES_ARE_OF_THEIR_TYPE,
  VALUES_ARE_TAKEN,
  VALUES_ARE_IN_ORDER,
  SECRETS_ARE_REFERENCES,
  PROVIDERS_ARE_DECLARED,
  PLUGIN_CONFIG_IS_FOR_PLUGINS,
  KEYS_ARE_NOT_DEPRECATED,
  SETTINGS_ARE_SAID_ONCE,
  TOPIC_NAMES_ARE_LEGAL,
  TOPIC_NAMES_DO_NOT_COLLIDE,
  TOPICS_HAVE_PARTITIONS,
  TOPIC_REPLICATION_CAN_BE_MET,
  TOPIC_MIN_ISR_CAN_BE_MET,
  TOPIC_THROTTLES_ARE_LEFT_ALONE,
  TOPIC_KEYS_ARE_KNOWN,
  TOPIC_VALUES_ARE_OF_THEIR_TYPE,
  TOPICS_HAVE_A_JOB,
  USER_NAMES_ARE_PRINCIPALS,
  USERS_ARE_DECLARED_ONCE,
  USER_SECRETS_HAVE_NAMES,
  USERS_HAVE_SECRETS_OF_THEIR_OWN,
  USERS_COME_IN_AT_A_LISTENER,
  USERS_CAN_AUTHENTICATE,
  QUOTAS_ARE_POSITIVE,
  ACLS_NAME_A_RESOURCE,
  ACL_OPERATIONS_ARE_OF_THEIR_RESOURCE,
  ACLS_HAVE_AN_AUTHORIZER,
  USERS_HAVE_A_JOB,
];

/** What the rules find in a cluster. */
export function kafkaFindings(model: KafkaModel): Finding[] {
  return evaluate(model.path, model, KAFKA_RULES, model.acknowledgements);
}
