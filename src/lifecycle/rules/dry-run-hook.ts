import { Severity } from '../../validation/finding';
import { Rule } from '../../validation/rule';
import { JudgedLifecycle, isHook } from '../model';

export const HOOKS_DO_SOMETHING: Rule<JudgedLifecycle> = {
  id: 'lifecycle.dry-run-hook',
  severity: Severity.WARNING,
  summary: 'A Job that a tool waits for is more than a dry run.',
  why: 'The tool takes its end for that of the deployment: Argo CD or Helm would say that all is well, and nothing has been started or restarted.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/, https://helm.sh/docs/topics/charts_hooks/',
  *check({ dryRun, trigger }) {
    if (!dryRun || !isHook(trigger)) { return; }
    yield {
      property: 'dryRun',
      value: 'true',
      message: `${trigger.kind === 'helm' ? 'the release' : 'the sync'} succeeds though nothing is brought about`,
      mend: "Leave 'dryRun' out, or use 'LifecycleTrigger.onChange()' as long as the Job only says what it would do.",
    };
  },
};
