import { JudgedLifecycle, changesClusters } from './model';

/** What a lifecycle Job does, in a line for whoever runs the synthesis. */
export function lifecycleAssumptions(model: JudgedLifecycle): string[] {
  const names = model.served.map(({ path }) => path.slice(path.lastIndexOf('/') + 1)).join(', ');
  const { concurrency, noProgressSeconds } = model.policy;
  const how = model.dryRun || !changesClusters(model.trigger) ? 'only says what it would do'
    : `restarts ${concurrency === 1 ? 'one broker after the other' : `up to ${concurrency} brokers of a rack at once`}, and gives up after ${noProgressSeconds} s without progress`;
  return [`looks after ${names}, ${whenOf(model.trigger)}: ${how}; ends after ${model.deadlineSeconds} s at the latest`];
}

function whenOf(trigger: JudgedLifecycle['trigger']): string {
  return trigger.kind === 'schedule' || trigger.kind === 'report' ? `at the times '${trigger.cron}'${trigger.timeZone === undefined ? '' : ` of ${trigger.timeZone}`}` : WHEN[trigger.kind];
}

const WHEN = {
  'on-change': 'when the manifests are applied with a change',
  'flux': 'when Flux applies a change',
  'argo-cd': 'at each sync of Argo CD',
  'helm': 'after each change of the Helm release',
};
