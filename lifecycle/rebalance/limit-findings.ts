import { Finding, names } from './finding';
import { Layout } from './layout';
import { LoadLimit, LoadLimits, NO_LIMIT, brokersBeyond, isBeyond } from './load-limits';
import { bytesWords } from '../bytes-words';
import { counted } from '../counted';
import { partitionName } from '../partition-table';

/** Limits that are not kept, or that leave no place for what must move, and what would help. */
export function limitFindings(layout: Layout, limits: LoadLimits | undefined, stuck: readonly number[]): readonly Finding[] {
  return (limits?.all ?? []).flatMap((limit) => {
    const beyond = brokersBeyond(limit, layout.stays);
    const without = stuck.filter((p) => isInTheWay(layout, limit, p));
    const { brokers } = layout.placement;
    return [
      ...beyond.length === 0 ? [] : [{
        severity: 'warning' as const,
        what: `${names(beyond.map((b) => `broker ${brokers[b].id} (${words(limit, limit.load[b])}; ${words(limit, limit.most[b])} allowed)`))}: beyond the limit of ${limit.words}`,
        mend: whatHelps(layout, limit, beyond, 0),
      }],
      ...without.length === 0 ? [] : [{
        severity: 'error' as const,
        what: `${names(without.map((p) => partitionName(layout.placement, p)))}: a replica must leave its broker, and where it could go is no room within the limit of ${limit.words}`,
        mend: whatHelps(layout, limit, [], without.reduce((sum, p) => sum + missing(layout, limit, p), 0)),
      }],
    ];
  });
}

/** Whether a replica of it would have a place without that limit. */
export function isInTheWay(layout: Layout, { load, most, amount }: LoadLimit, p: number): boolean {
  const slots = slotsWithoutPlace(layout, p);
  const open = [...layout.stays.keys()].filter((b) => layout.stays[b] === 1 && !layout.isOn(p, b));
  return slots.some((slot) => open.some((b) => isBeyond(load[b] + amount(slot), most[b])));
}

function slotsWithoutPlace({ at, replicaStart, stays }: Layout, p: number): readonly number[] {
  const slots: number[] = [];
  for (let slot = replicaStart[p]; slot < replicaStart[p + 1]; slot++) { if (at[slot] < 0 || stays[at[slot]] === 0) { slots.push(slot); } }
  return slots;
}

function missing(layout: Layout, { amount }: LoadLimit, p: number): number {
  return slotsWithoutPlace(layout, p).reduce((sum, slot) => sum + amount(slot), 0);
}

/** @param more what has found no place yet */
function whatHelps(layout: Layout, limit: LoadLimit, beyond: readonly number[], more: number): string {
  const { load, most } = limit;
  const { stays, racks, placement: { brokers } } = layout;
  const alone = beyond.map((b) => largestOn(layout, limit, b)).find(({ its, b }) => isBeyond(its, most[b]));
  if (alone) { return `${partitionName(layout.placement, alone.p)} alone is ${words(limit, alone.its)}: give its topic more partitions, or raise the limit.`; }
  const staying = [...stays.keys()].filter((b) => stays[b] === 1);
  const sum = (of: readonly number[], all: Float64Array) => of.reduce((whole, b) => whole + all[b], 0);
  const lack = (of: readonly number[], plus: number) => of.some((b) => most[b] >= NO_LIMIT) ? 0 : sum(of, load) + plus - sum(of, most);
  const ways = (of: readonly number[], plus: number, which: string, where: string) => {
    const each = Math.max(...of.map((b) => most[b]));
    return `The limits of the ${counted(of.length, 'broker')}${which} come to ${words(limit, sum(of, most))}, and there are ${words(limit, sum(of, load) + plus)}: add ${counted(Math.ceil(lack(of, plus) / each - 1e-9), 'broker')} at least${where}, or raise the limit by ${words(limit, lack(of, plus) / of.length)} or more.`;
  };
  if (lack(staying, more) > 1e-9 * more) { return ways(staying, more, ' that stay', ''); }
  // A rack may be full where others are not.
  const inRacks = [...new Set(beyond.map((b) => racks.of[b]))].map((r) => staying.filter((b) => racks.of[b] === r));
  const full = inRacks.find((of) => lack(of, 0) > 0);
  if (full && racks.names.length > 1) { return ways(full, 0, ` of rack ${brokers[full[0]].rack ?? ''}`, ' there'); }
  return 'Racks, disks, single partitions, what is excluded or the mode stand in the way: plan with the mode full, exclude less, add brokers, or raise the limit.';
}

function largestOn({ at, of }: Layout, { amount, name }: LoadLimit, b: number): { readonly b: number; readonly p: number; readonly its: number } {
  let [p, its] = [-1, 0];
  if (name !== 'replicas') { at.forEach((on, slot) => { if (on === b && amount(slot) > its) { [p, its] = [of[slot], amount(slot)]; } }); }
  return { b, p, its };
}

/** `4,000 replicas`, `12.0 MiB/s`. */
function words({ name }: LoadLimit, amount: number): string {
  return name === 'replicas' ? counted(Math.ceil(amount - 1e-9), 'replica') : `${bytesWords(amount)}/s`;
}
