import { ActResult } from './act-result';
import { alterSettings } from './alter-settings';
import { inPortions, withEnd } from './in-portions';
import { failedAct } from './kafka-failure';
import { MayAct } from './lease-lost';
import { topicsResult } from './topics-result';
import { DesiredCluster } from '../../src/lifecycle/desired-state';
import { KafkaAdmin, ResourceChanges, TopicResult } from '../clients/kafka/kafka-admin';
import { decidingNode } from '../contact/deciding-node';
import { TopicsStep } from '../plan/decision';

/** In one request, which the controller does as one act, of at most 10,000 records: a topic may have thousands of partitions. */
const TOPICS_TO_CREATE_AT_ONCE = 1;
const TOPICS_AT_ONCE = 100;

/** Creates, changes and deletes topics. Done again, it changes nothing. */
export async function changeTopics({ change }: TopicsStep, cluster: DesiredCluster, kafka: KafkaAdmin, mayAct: MayAct): Promise<ActResult> {
  try {
    const node = await decidingNode(cluster, kafka);
    const send = async <T>(things: readonly T[], most: number, what: string, request: (portion: readonly T[]) => Promise<readonly TopicResult[]>) => {
      const { results, ended } = await inPortions(things, most, mayAct, `topics were ${what}`, request);
      return withEnd(ended, topicsResult(results, what));
    };
    switch (change.do) {
      case 'create': return await send(change.topics, TOPICS_TO_CREATE_AT_ONCE, 'created', (portion) => kafka.createTopics(node, portion));
      case 'add-partitions':
        return await send(change.topics, TOPICS_TO_CREATE_AT_ONCE, 'enlarged', (portion) => kafka.createPartitions(node, new Map(portion.map(({ topic, to }) => [topic, to]))));
      case 'configure': {
        const resources = change.topics.map(({ topic, changes }): ResourceChanges => ({ type: 'topic', name: topic, changes: new Map(changes.map(({ key, to }) => [key, to])) }));
        return await alterSettings(resources, mayAct, (portion) => kafka.alterSettingsOf(node, portion));
      }
      case 'delete': return await send(change.topics, TOPICS_AT_ONCE, 'deleted', (portion) => kafka.deleteTopics(node, portion));
      case 'note': return { kind: 'done', said: 'noted' };
      default: {
        const unknown: never = change;
        throw new Error(`There is no change ${JSON.stringify(unknown)}.`);
      }
    }
  } catch (error) {
    return failedAct(error);
  }
}
