import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';
import { topicProperty } from '../../topic-model';

/** `org.apache.kafka.common.internals.Topic`. */
const MOST_CHARACTERS = 249;

export const TOPIC_NAMES_ARE_LEGAL: Rule<KafkaModel> = {
  id: 'topics.name',
  severity: Severity.ERROR,
  summary: "A topic's name has 1 to 249 letters of ASCII, digits, '.', '_' and '-', is not '.' or '..', and does not begin with '__'.",
  why: "Kafka refuses other names, and topics that begin with '__' are its own: it makes them itself, and relies on their settings.",
  source: 'org.apache.kafka.common.internals.Topic#validate, #isInternal',
  *check({ topics }) {
    for (const topic of topics) {
      const [message, mend] = problemOf(topic.name);
      if (message === '') { continue; }
      yield { property: topicProperty(topic), value: '', message, mend };
    }
  },
};

function problemOf(name: string): readonly [message: string, mend: string] {
  if (name.startsWith('__')) { return ["topics whose names begin with '__' are Kafka's own", "Give it another name; the settings of Kafka's own topics are keys of 'config', as offsets.topic.replication.factor is."]; }
  if (name === '' || name === '.' || name === '..') { return ['Kafka takes no such name', "Give it a name of letters, digits, '.', '_' and '-'."]; }
  if (name.length > MOST_CHARACTERS) { return [`the name has ${name.length} characters, and Kafka takes ${MOST_CHARACTERS}`, 'Shorten it.']; }
  return /^[a-zA-Z0-9._-]+$/.test(name) ? ['', ''] : ['the name has characters that Kafka does not take', "Use letters of ASCII, digits, '.', '_' and '-' only."];
}
