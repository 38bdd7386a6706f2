import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel, brokerPools } from '../../model';
import { TopicModel, topicProperty } from '../../topic-model';

const KEY = 'min.insync.replicas';

export const TOPIC_MIN_ISR_CAN_BE_MET: Rule<KafkaModel> = {
  id: 'topics.min-isr',
  severity: Severity.ERROR,
  summary: "A topic's min.insync.replicas, its own or the brokers', is below its replication factor, or 1 for a single replica.",
  why: 'With more than there are replicas no producer with acks=all can ever write; with as many, one broker down stops them all.',
  source: 'https://kafka.apache.org/documentation/#topicconfigs_min.insync.replicas',
  *check(model) {
    for (const topic of model.topics) {
      const own = topic.config[KEY];
      // Where neither is the topic's own, replication.min-isr speaks.
      if (own === undefined && topic.replicas === undefined) { continue; }
      const inSync = Number(own ?? defaultOf(model, KEY));
      const replicas = topic.replicas ?? Number(defaultOf(model, 'default.replication.factor'));
      if (!(inSync > replicas || (replicas > 1 && inSync === replicas))) { continue; }
      yield violation(topic, inSync, replicas);
    }
  },
};

function violation(topic: TopicModel, inSync: number, replicas: number) {
  const mostInSync = Math.max(1, replicas - 1);
  const message = inSync > replicas ? 'no producer with acks=all could ever write' : 'one broker down would stop every producer with acks=all';
  return topic.config[KEY] === undefined
    ? { property: topicProperty(topic, 'replicationFactor'), value: String(replicas), message: `min.insync.replicas of the brokers is ${inSync}, and ${message}`, mend: `Raise it, or set min.insync.replicas ${mostInSync} in the config of the topic.` }
    : { property: topicProperty(topic, `config '${KEY}'`), value: String(inSync), message: `the topic has ${replicas === 1 ? 'a single replica' : `${replicas} replicas`}, and ${message}`, mend: `Lower it to ${mostInSync}, or raise replicationFactor.` };
}

function defaultOf(model: KafkaModel, key: string): string | undefined {
  return brokerPools(model).at(0)?.settings.get(key)?.value;
}
