import { BrokerDisks } from './broker-disks';
import { BrokerLoadObservation } from '../../../observation';
import { DiskMove } from '../../../rebalance/disks/plan-disks';
import { SPARE } from '../choose-moves';

/**
 * Of the steps of a plan for a broker the first ones that may begin now. What must leave its disk and has no room yet is passed over; of all else nothing is, as each step is an improvement only
 * after those before it.
 *
 * @param most how many replicas may be on their way at once
 */
export function beginSteps(
  { layout, arrived }: BrokerDisks, load: BrokerLoadObservation, steps: readonly (readonly DiskMove[])[], most: number,
): readonly DiskMove[] {
  const { disks, size, at, from = new Map<number, number>() } = layout;
  const room = load.disks.map(({ usableBytes = Infinity, totalBytes = 0 }) => usableBytes - SPARE * totalBytes);
  for (const [replica, bytes] of arrived) { room[at[replica]] -= Math.max(0, size[replica] - bytes); }
  let count = from.size;
  const begun: DiskMove[] = [];
  for (const step of steps) {
    const isMandatory = step.every(({ replica }) => disks[at[replica]].leaves);
    // One that is turned is under way already.
    const more = step.filter(({ replica }) => !from.has(replica)).length;
    if (more > 0 && count > 0 && count + more > most) { break; }
    const fits = step.every(({ replica, to }) => from.get(replica) === to || size[replica] <= room[to]);
    if (!fits && !isMandatory) { break; }
    if (!fits) { continue; }
    for (const move of step) { if (from.get(move.replica) !== move.to) { room[move.to] -= size[move.replica]; } }
    begun.push(...step);
    count += more;
  }
  return begun;
}
