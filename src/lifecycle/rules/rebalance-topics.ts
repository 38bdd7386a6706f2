import { Severity } from '../../validation/finding';
import { Rule } from '../../validation/rule';
import { JudgedLifecycle } from '../model';

const LONGEST = 249;

export const EXCLUDED_TOPICS_CAN_EXIST: Rule<JudgedLifecycle> = {
  id: 'lifecycle.rebalance-topics',
  severity: Severity.ERROR,
  summary: 'Topics that are not to move are named as Kafka names topics, with * for any text.',
  why: 'No topic has another name: what was to be left where it is would move.',
  source: 'https://kafka.apache.org/documentation/#basic_ops_add_topic, org.apache.kafka.common.internals.Topic#validate',
  *check({ policy: { rebalance: { excludedTopics } } }) {
    for (const [i, name] of excludedTopics.entries()) {
      const problem = problemOf(name);
      if (problem === undefined) { continue; }
      yield {
        property: `rebalance excludedTopics[${i}]`,
        value: name || "''",
        message: `no topic can have that name: ${problem}`,
        mend: "State the name of a topic, or a part of it with *, such as 'audit-*'; each name by itself.",
      };
    }
  },
};

function problemOf(name: string): string | undefined {
  if (name === '') { return 'it is empty'; }
  if (name === '.' || name === '..') { return "Kafka has none that is called '.' or '..'"; }
  const other = /[^a-zA-Z0-9._*-]/u.exec(name)?.[0];
  if (other !== undefined) { return `it has '${other}', and only letters, digits, '.', '_' and '-' are possible`; }
  const least = name.replaceAll('*', '').length;
  return least > LONGEST ? `it has ${least} characters, and ${LONGEST} are possible` : undefined;
}
