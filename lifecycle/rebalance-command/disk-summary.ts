import { table } from './table';
import { counted } from '../counted';
import { BrokerDiskPlan, PlannedDisks } from '../rebalance/disks/placement-disks';
import { Finding } from '../rebalance/finding';
import { Placement } from '../rebalance/placement';

/** What of the disks of brokers could not be reached, and what would help. */
export function diskFindings({ brokers }: Placement, { plans }: PlannedDisks): readonly Finding[] {
  return plans.flatMap(({ broker, disks, stuck, outside }): Finding[] => {
    const { id } = brokers[broker];
    return [
      ...stuck.length === 0 ? [] : [{
        severity: 'error' as const,
        what: `${counted(stuck.length, 'replica')} must leave ${disks.filter(({ leaves }) => leaves).map(({ path }) => path).join(', ')} of broker ${id}, and its other disks have no room`,
        mend: disks.some(({ lost }) => lost) ? 'Mend the disk that is lost: until then Kafka moves nothing between the others.' : 'Let other brokers take some of what it holds, or give it larger disks.',
      }],
      ...outside.length === 0 ? [] : [{
        severity: 'warning' as const,
        what: `broker ${id}: bytes on ${outside.map((d) => disks[d].path).join(', ')} not within the band`,
        mend: 'Single replicas are larger than it is wide: widen it, or split large partitions.',
      }],
    ];
  });
}

/** What a plan does with the disks of brokers that have several, for people. */
export function diskSummary(before: Placement, planned: PlannedDisks, words: (bytes: number) => string): string {
  const { plans } = planned;
  const sum = (of: (plan: BrokerDiskPlan) => number) => plans.reduce((all, plan) => all + of(plan), 0);
  const moved = sum(({ at, was }) => was.filter((d, replica) => d !== at[replica]).length);
  const rows = plans.flatMap(({ broker, disks, size, was, at }) => disks.map(({ path, capacity, leaves, lost }, d) => {
    const load = (of: ArrayLike<number>) => size.reduce((all, bytes, replica) => all + (of[replica] === d ? bytes : 0), 0);
    const pair = (a: string, b: string) => a === b ? a : `${a} -> ${b}`;
    const percent = (bytes: number) => `${Math.round(100 * bytes / capacity)} %`;
    const [from, to] = [load(was), load(at)];
    return [`${before.brokers[broker].id} ${path}`, pair(words(from), words(to)), pair(percent(from), percent(to)), lost ? 'lost' : leaves ? 'leaves' : ''];
  }));
  return [
    `disks      ${counted(moved, 'replica')} ${moved === 1 ? 'goes' : 'go'} to another disk of ${moved === 1 ? 'its' : 'their'} broker, ${words(sum(({ bytes }) => bytes))} in all, and no plan copies less than ${words(sum(({ bound }) => bound))}`,
    ...diskFindings(before, planned).map(({ severity, what, mend }) => `${severity.padEnd(10)} ${what}. ${mend}`),
    '',
    ...table([['disk', 'bytes', 'in use', ''], ...rows]),
    '',
  ].join('\n');
}
