import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';
import { userProperty } from '../../user-model';

/** The properties by Kafka's keys. */
const PROPERTIES: Readonly<Record<string, string>> = {
  producer_byte_rate: 'producerByteRate',
  consumer_byte_rate: 'consumerByteRate',
  request_percentage: 'requestPercentage',
  controller_mutation_rate: 'controllerMutationRate',
};

export const QUOTAS_ARE_POSITIVE: Rule<KafkaModel> = {
  id: 'users.quota',
  severity: Severity.ERROR,
  summary: 'Quotas are numbers greater than 0, those of bytes at least 1 byte.',
  why: 'With a quota of nothing clients would be slowed down until they give up; Kafka refuses less.',
  source: 'https://kafka.apache.org/documentation/#design_quotas, org.apache.kafka.server.config.QuotaConfig',
  *check({ users, defaultQuotas }) {
    for (const [property, quotas] of [['defaultQuotas', defaultQuotas] as const, ...users.map((user) => [userProperty(user, 'quotas'), user.quotas] as const)]) {
      for (const [key, value] of Object.entries(quotas)) {
        if (value > 0 && Number.isFinite(value)) { continue; }
        yield { property: `${property}.${PROPERTIES[key] ?? key}`, value: String(value), message: 'it must be greater than 0', mend: 'Raise it, or leave it out for no limit.' };
      }
    }
  },
};
