import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';

export const TOPICS_HAVE_A_JOB: Rule<KafkaModel> = {
  id: 'topics.no-job',
  severity: Severity.WARNING,
  summary: 'Where topics are declared, a lifecycle Job looks after the cluster.',
  why: 'Only the Job creates topics and changes them: without one they are checked, and nothing else comes of them.',
  source: 'docs/topics.md',
  *check({ topics, served }) {
    if (topics.length === 0 || served) { return; }
    yield { property: 'addTopic', value: topics.length === 1 ? '1 topic' : `${topics.length} topics`, message: 'nothing creates them', mend: 'Declare a KafkaLifecycleJob for the cluster.' };
  },
};
