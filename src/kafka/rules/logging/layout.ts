import { supportsJson } from '../../../config/logging';
import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';
import { loggingFramework } from '../../render/files';

export const LAYOUT_IS_SUPPORTED: Rule<KafkaModel> = {
  id: 'logging.layout',
  severity: Severity.ERROR,
  summary: 'JSON is logged only where the framework of logging can escape text for it: not by Kafka 3.',
  why: 'reload4j, with which Kafka 3 logs, has no layout for JSON without further libraries.',
  source: 'https://reload4j.qos.ch/ (org.apache.log4j.PatternLayout), KIP-653',
  *check(model) {
    const framework = loggingFramework(model);
    if (model.logging.layout !== 'json' || supportsJson(framework)) { return; }
    yield { property: 'logging.layout', value: 'json', message: `${framework}, with which this version logs, cannot escape text for JSON`, mend: 'Use LogLayout.TEXT, or Kafka 4.0 or later.' };
  },
};
