import { DesiredCluster } from '../../src/lifecycle/desired-state';
import { KafkaAdmin } from '../clients/kafka/kafka-admin';
import { KafkaNode } from '../clients/kafka/kafka-node';
import { Unreadable } from '../contact/unreadable';
import { ReassignmentObservation, SettingsObservation, ThrottledReplicas, TopicObservation } from '../observation';
import { PartitionColumns } from '../partition-table';
import { notedTopics } from '../topic-notes';

/** The topics that are declared, or were when a run last noted it, and are there. Only of these the settings are read. */
export async function observeTopics(
  kafka: KafkaAdmin, source: KafkaNode, cluster: DesiredCluster, applied: SettingsObservation['applied'], columns: PartitionColumns,
): Promise<Readonly<Record<string, Readonly<Record<string, string>>>>> {
  const wanted = new Set([...(cluster.topics ?? []).map(({ name }) => name), ...notedTopics(applied)]);
  const names = columns.topics.filter((name) => wanted.has(name));
  if (names.length === 0) { return {}; }
  const told = await kafka.ownTopicSettings(source, names);
  if (told.length !== names.length) { throw new Unreadable([`settings were told of ${told.length} of ${names.length} topics`]); }
  return Object.fromEntries(told.map((settings, i) => {
    if ('error' in settings) { throw new Unreadable([`settings of topic ${names[i]}: ${settings.error}`], true); }
    return [names[i], settings.values];
  }));
}

/** Brings together what was read of topics. */
export function topicObservations(
  settings: Readonly<Record<string, Readonly<Record<string, string>>>>, columns: PartitionColumns, reassignments: readonly ReassignmentObservation[],
  throttled: Readonly<Record<string, ThrottledReplicas>>,
): Readonly<Record<string, TopicObservation>> {
  const seen = new Map(Object.entries(settings).map(([name, own]) =>
    [name, { partitions: 0, fewestReplicas: Infinity, mostReplicas: 0, moving: throttled[name] !== undefined, settings: own }]));
  const byIndex = columns.topics.map((name) => seen.get(name));
  for (let row = 0; row < columns.topic.length; row++) {
    const topic = byIndex[columns.topic[row]];
    if (topic === undefined) { continue; }
    const replicas = columns.replicaStart[row + 1] - columns.replicaStart[row];
    topic.partitions++;
    topic.fewestReplicas = Math.min(topic.fewestReplicas, replicas);
    topic.mostReplicas = Math.max(topic.mostReplicas, replicas);
  }
  for (const { row } of reassignments) {
    const topic = byIndex[columns.topic[row]];
    if (topic) { topic.moving = true; }
  }
  return Object.fromEntries(seen);
}
