import { KafkaObservation, TopicObservation } from '../../observation';
import { withNotes } from '../../topic-notes';
import { TopicsStep } from '../decision';

/** What is observed of topics after a step. Where their new partitions will be, nobody can know: the table of partitions stays as it is. */
export function topicsChanged(kafka: KafkaObservation, { change, notes }: TopicsStep): KafkaObservation {
  const settings = { ...kafka.settings, applied: withNotes(kafka.settings.applied, notes) };
  const topics: Record<string, TopicObservation> = { ...kafka.topics };
  switch (change.do) {
    case 'create':
      for (const { name, partitions = 1, replicas = 1, config } of change.topics) {
        topics[name] = { partitions, fewestReplicas: replicas, mostReplicas: replicas, moving: false, settings: config };
      }
      break;
    case 'add-partitions':
      for (const { topic, to } of change.topics) { topics[topic] = { ...topics[topic], partitions: to }; }
      break;
    case 'configure':
      for (const { topic, changes } of change.topics) {
        const own = new Map(Object.entries(topics[topic].settings));
        for (const { key, to } of changes) { if (to === undefined) { own.delete(key); } else { own.set(key, to); } }
        topics[topic] = { ...topics[topic], settings: Object.fromEntries(own) };
      }
      break;
    case 'delete':
      for (const topic of change.topics) { delete topics[topic]; }
      break;
    case 'note': break;
    default: {
      const unknown: never = change;
      throw new Error(`There is no change ${JSON.stringify(unknown)}.`);
    }
  }
  return { ...kafka, settings, topics };
}
