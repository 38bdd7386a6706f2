import { roughly } from './wording';
import { bytesWords } from '../bytes-words';
import { counted } from '../counted';
import type { PlanEnd, PlanEntry, UnitPlan } from '../plan/plan';
import { stepWords } from '../plan/step-words';

/** Plans for people, in the way of `terraform plan`: a summary, each step with its reason, and how it would end. */
export function planText(plans: readonly UnitPlan[]): string {
  return [...plans.flatMap(unitLines), 'Nothing was changed.', ''].join('\n');
}

/** The same in short, for the pod's status: a line for each unit. */
export function planWords(plans: readonly UnitPlan[]): string {
  return plans.map((plan) => `${plan.unit}: ${[summary(plan), ...endWords(plan.end)].join('; ')}`).join('\n');
}

function endWords(end: PlanEnd): string[] {
  switch (end.kind) {
    case 'done': return [];
    case 'blocked':
    case 'wait': return [`${end.kind} [${end.rule}] ${end.reason}. ${end.mend}`];
    case 'unread': return [`cannot see ${end.unread.join('; ')}`];
    case 'look': return [`what comes then depends on the ${end.at} of the brokers`];
    default: {
      const unknown: never = end;
      throw new Error(`There is no end ${JSON.stringify(unknown)}.`);
    }
  }
}

function unitLines(plan: UnitPlan): string[] {
  const steps = plan.entries.filter((e) => e.kind === 'step').length;
  const width = Math.max(3, String(steps).length + 1);
  let number = 0;
  return [
    `plan       ${plan.unit}: ${summary(plan)}`,
    ...plan.entries.flatMap((entry) => {
      const label = entry.kind === 'step' ? String(++number).padStart(width) : ' '.repeat(width);
      return entryLines(entry).map((line, i) => `${i === 0 ? label : ' '.repeat(width)}  ${line}`);
    }),
    ...endLines(plan.end),
    '',
  ];
}

function summary({ entries, end, seconds }: UnitPlan): string {
  const steps = entries.flatMap((e) => e.kind === 'step' ? [e.step] : []);
  const restarts = steps.filter((s) => s.kind === 'restart');
  const nodes = restarts.reduce((sum, s) => sum + s.nodes.length, 0);
  const moved = steps.reduce((sum, s) => sum + (s.kind === 'reassign' || s.kind === 'alter-log-dirs' ? s.bytes : 0), 0);
  const parts = [
    ...steps.flatMap((s) => s.kind === 'scale' ? s.sets.map((set) => `${set.set} ${set.from} -> ${set.to}`) : []),
    ...some(steps.reduce((sum, s) => sum + (s.kind === 'configure' ? s.changes.length : 0), 0), 'setting'),
    ...moved > 0 ? [`${bytesWords(moved)} moved`] : [],
    nodes === 0 ? '0 restarts' : counted(nodes, 'restart') + (restarts.length === nodes ? '' : ` in ${counted(restarts.length, 'batch').replace(/batchs$/, 'batches')}`),
  ];
  if (steps.length === 0) { return end.kind === 'done' ? 'nothing to do' : 'nothing that can be done now'; }
  return `${parts.join(', ')}; about ${roughly(seconds * 1000)}`;
}

function some(n: number, noun: string): string[] { return n === 0 ? [] : [counted(n, noun)]; }

function entryLines(entry: PlanEntry): string[] {
  if (entry.kind === 'wait') { return [`wait       until this is over: ${entry.reason}`]; }
  const { verb, what, why, cost } = stepWords(entry.step);
  return [`${verb.padEnd(10)} ${what}${why === '' ? '' : `  ${why}`}`, ...cost === undefined ? [] : [`${' '.repeat(10)} ${cost}`]];
}

function endLines(end: PlanEnd): string[] {
  switch (end.kind) {
    case 'done': return ['end        all is as desired', ...end.notes.map((note) => `note       ${note}`)];
    case 'blocked': return [`blocked    [${end.rule}] ${end.reason}`, `mend       ${end.mend}`];
    case 'wait': return [`wait       [${end.rule}] ${end.reason}; what comes then cannot be foreseen`, `mend       ${end.mend}`];
    case 'unread': return end.unread.map((what) => `unread     ${what}`);
    case 'look': return [`look       what comes then depends on the ${end.at} of the brokers`];
    default: {
      const unknown: never = end;
      throw new Error(`There is no end ${JSON.stringify(unknown)}.`);
    }
  }
}
