import type { TopicProps } from './topic-props';
import { TopicRemoval } from './topic-removal';
import { textValues } from '../config/text-values';

/** A topic as declared. What is undefined is for the brokers to say. */
export interface TopicModel {
  readonly name: string;
  readonly partitions?: number;
  readonly replicas?: number;
  readonly config: Readonly<Record<string, string>>;
  readonly whenRemoved: 'keep' | 'delete';
}

export function topicModel(name: string, { partitions, replicationFactor, config, whenRemoved }: TopicProps): TopicModel {
  return { name, partitions, replicas: replicationFactor, config: textValues(config), whenRemoved: whenRemoved ?? TopicRemoval.KEEP };
}

/** A member of a topic as messages name it. */
export function topicProperty({ name }: TopicModel, member?: string): string {
  return `topic '${name}'${member === undefined ? '' : ` ${member}`}`;
}
