import { JudgedLifecycle, RebalanceModel, changesClusters, throttleOf } from './model';
import { readableBytes } from '../kubernetes/quantity';

/** What a lifecycle Job does, in a line or two for whoever runs the synthesis. */
export function lifecycleAssumptions(model: JudgedLifecycle): string[] {
  const names = model.served.map(({ path }) => path.slice(path.lastIndexOf('/') + 1)).join(', ');
  const { concurrency, noProgressSeconds, rebalance } = model.policy;
  const acts = !model.dryRun && changesClusters(model.trigger);
  const how = !acts ? 'only says what it would do'
    : `restarts ${concurrency === 1 ? 'one broker after the other' : `up to ${concurrency} brokers of a rack at once`}, and gives up after ${noProgressSeconds} s without progress`;
  return [
    `looks after ${names}, ${whenOf(model.trigger)}: ${how}; ends after ${model.deadlineSeconds} s at the latest`,
    ...acts && model.served.some(({ kind }) => kind === 'cluster') ? [movesOf(rebalance)] : [],
  ];
}

function movesOf(rebalance: RebalanceModel): string {
  const { when, driftPercent, approval, windows } = rebalance;
  const fills = `fills brokers that are added${when === 'drift' ? `, evens out what is more than ${driftPercent} % away from its share` : ''}`;
  const approved = approval === 'required' ? ' once that is approved' : '';
  return `${when === 'never' ? 'leaves brokers that are added empty' : `${fills}${approved}`}, and empties those that are declared no longer before it removes them; `
    + `each sends and receives ${readableBytes(throttleOf(rebalance))}/s at most for that${windows.length > 0 ? `, in ${windows.length === 1 ? 'its window' : 'its windows'} alone` : ''}`;
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
