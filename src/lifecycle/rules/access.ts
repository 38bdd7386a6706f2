import { Severity } from '../../validation/finding';
import { Rule } from '../../validation/rule';
import { JudgedLifecycle } from '../model';

export const JOB_CAN_LOG_IN: Rule<JudgedLifecycle> = {
  id: 'lifecycle.access',
  severity: Severity.ERROR,
  summary: 'A lifecycle Job can log in where the nodes come to each other: by certificates, or by Authentication.plain.',
  why: 'It asks nodes there. What is in a JAAS configuration of your own it cannot tell, so every run would fail.',
  source: 'docs/security.md',
  *check({ served }) {
    for (const { path, barred } of served) {
      if (barred.length === 0) { continue; }
      yield {
        property: 'clusters',
        value: path,
        message: `it cannot log in at its ${barred.join(' and ')}`,
        mend: "Use certificates or Authentication.plain('…', { nodes: '…' }) there, or leave the Job out.",
      };
    }
  },
};
