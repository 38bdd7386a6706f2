import { App, Chart } from 'cdk8s';
import { KafkaCase, SOUND_BROKERS } from './cases';
import { KafkaCluster, KafkaClusterProps, KafkaLifecycleJob } from '../../../src';
import { SharedCase } from '../../validation/shared-cases';

/** A cluster in an app of its own; without a namespace for `null`. */
export function declareKafka(props: KafkaClusterProps, namespace: string | null = 'streaming'): KafkaCluster {
  return new KafkaCluster(new Chart(new App(), 'streaming', namespace === null ? {} : { namespace }), 'Events', props);
}

export function declareKafkaCase({ props, brokers, topics = [], users = [], job }: KafkaCase): KafkaCluster {
  const cluster = declareKafka({ brokers: { ...SOUND_BROKERS, ...brokers }, ...props });
  for (const [name, topic] of topics) { cluster.addTopic(name, topic); }
  for (const [name, user] of users) { cluster.addUser(name, user); }
  if (job) { new KafkaLifecycleJob(Chart.of(cluster), 'Lifecycle', { cluster }); }
  return cluster;
}

export function declareSharedCase({ node, whole, members, namespace }: SharedCase): KafkaCluster {
  const controllers = members === undefined ? {} : { controllers: { nodes: members } };
  return declareKafka({ brokers: { ...SOUND_BROKERS, ...node }, ...controllers, ...whole }, namespace);
}
