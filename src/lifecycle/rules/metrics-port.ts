import { Severity } from '../../validation/finding';
import { Rule } from '../../validation/rule';
import { JudgedLifecycle } from '../model';

export const METRICS_PORT_CAN_BE_OPENED: Rule<JudgedLifecycle> = {
  id: 'lifecycle.metrics-port',
  severity: Severity.ERROR,
  summary: 'The port for metrics is a whole number from 1024 to 65535.',
  why: 'Below 1024 a process without privileges may not open one, depending on the host; beyond there is none.',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted',
  *check({ metricsPort }) {
    if (metricsPort === undefined || (Number.isInteger(metricsPort) && metricsPort >= 1024 && metricsPort <= 65_535)) { return; }
    yield { property: 'metricsPort', value: String(metricsPort), message: 'this is no port that the run could open', mend: 'State another one, for example 9404.' };
  },
};
