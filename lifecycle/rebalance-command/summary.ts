import { table } from './table';
import { counted } from '../counted';
import { Layout } from '../rebalance/layout';
import { Movement, Objectives, Spread } from '../rebalance/objectives';
import { Placement } from '../rebalance/placement';
import { RebalancePlan } from '../rebalance/plan-rebalance';

/**
 * What a plan comes to, for people: what moves, how good the placement was and would be, and every broker before and after.
 *
 * @param words how an amount of bytes is written
 */
export function summary(
  before: Placement, plan: RebalancePlan, moved: Movement, was: Objectives, willBe: Objectives, words: (bytes: number) => string,
): string {
  return [
    `plan       ${counted(moved.replicas, 'replica')} move, ${words(moved.bytes)} in all; ${counted(moved.leaders, 'partition')} will prefer another leader`,
    `bound      no plan for these goals moves less than ${words(plan.bound.bytes)}${plan.bound.bytes > 0 && plan.findings.length === 0 ? `: this one ${ratio(moved.bytes / plan.bound.bytes)} times that` : ''}`,
    ...plan.findings.map(({ severity, what, mend }) => `${severity.padEnd(10)} ${what}. ${mend}`),
    '',
    ...goalsTable(was, willBe),
    '',
    ...brokersTable(before, plan.placement, words),
    '',
  ].join('\n');
}

function goalsTable(was: Objectives, willBe: Objectives): readonly string[] {
  const spread = ({ least, most }: Spread) => Number.isFinite(least) ? `${percent(least)} to ${percent(most)}` : '-';
  const asked = (name: string, ofIt: (o: Objectives) => Spread | undefined) => {
    const [before, after] = [ofIt(was), ofIt(willBe)];
    return before && after ? [[name, spread(before), spread(after)]] : [];
  };
  return table([
    ['', 'before', 'after'],
    ['replicas beyond a rack\'s share', String(was.rackViolations), String(willBe.rackViolations)],
    ['replicas on brokers that leave', String(was.onLeaving), String(willBe.onLeaving)],
    ['bytes, of what each is to hold', spread(was.bytes), spread(willBe.bytes)],
    ['replicas, likewise', spread(was.replicas), spread(willBe.replicas)],
    ...asked('network in, likewise', (o) => o.networkIn),
    ...asked('network out, likewise', (o) => o.networkOut),
    ['leaders, likewise', spread(was.leaders), spread(willBe.leaders)],
    ...asked('leader bytes, likewise', (o) => o.leaderBytes),
    ...was.topicOver === undefined ? [] : [['replicas beyond their topic\'s band', String(was.topicOver), String(willBe.topicOver)]],
    ['replicas beyond their topic\'s even spread', String(was.topicExcess), String(willBe.topicExcess)],
    ['fullest broker', percent(was.fullest), percent(willBe.fullest)],
  ]);
}

function brokersTable(before: Placement, after: Placement, words: (bytes: number) => string): readonly string[] {
  const [was, willBe] = [new Layout(before, before), new Layout(after, before)];
  const pair = (a: string, b: string) => a === b ? a : `${a} -> ${b}`;
  return table([
    ['broker', 'rack', 'bytes', 'in use', 'replicas', 'leaders', ...was.traffic ? ['network in', 'network out', 'leader bytes'] : [], ''],
    ...before.brokers.map(({ id, rack = '', capacity, added, leaves }, b) => [
      String(id),
      rack,
      pair(words(was.bytes[b]), words(willBe.bytes[b])),
      pair(percent(was.bytes[b] / capacity), percent(willBe.bytes[b] / capacity)),
      pair(String(was.count[b]), String(willBe.count[b])), pair(String(was.leads[b]), String(willBe.leads[b])),
      ...(['networkIn', 'networkOut', 'leaderBytes'] as const).flatMap((name) =>
        was.traffic && willBe.traffic ? [pair(`${words(was.traffic[name][b])}/s`, `${words(willBe.traffic[name][b])}/s`)] : []),
      leaves ? 'leaves' : added ? 'added' : '',
    ]),
  ]);
}

/** An amount in a unit that is not known. */
export function amount(value: number): string { return (Math.round(value * 10) / 10).toLocaleString('en-US', { maximumFractionDigits: 1 }); }

function percent(share: number): string { return `${Math.round(100 * share)} %`; }

function ratio(value: number): string { return value.toFixed(3); }
