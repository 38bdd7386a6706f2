import { Choose } from './balance';
import { PlanState } from './plan-state';

/** Not at any price, but rather than not at all. */
const UNWANTED = 1e3;
/** What was moved already is copied all the same: it is worth as much as being off by a factor of e. */
const MOVED = 1;
/** As much is worth what a topic has too much where it is to be spread: it would be copied all the same. */
const [CROWDED, CHOICES] = [3, 300];

/**
 * For bytes: as much as both need, in so many pieces as both need to have more, or fewer, replicas. So numbers come out even with the bytes.
 */
export function chooseByBytes({ layout, disk, replicas, candidates, topics }: PlanState, mostExcess: number): Choose {
  return (from, to) => {
    const need = disk.low[to] - disk.load[to];
    const excess = disk.load[from] - disk.high[from];
    const amount = need > 0 && excess > 0 ? Math.min(need, excess) : Math.max(need, excess);
    const room = Math.min(disk.high[to] - disk.load[to], disk.load[from] - disk.low[from]);
    // In as many pieces as each has too few, or too many.
    const forNeed = need / Math.max(1, replicas.target[to] - replicas.load[to]);
    const forExcess = excess / Math.max(1, replicas.load[from] - replicas.target[from]);
    const wanted = Math.min(amount, room, need > 0 && excess > 0 ? Math.sqrt(forNeed * forExcess) : Math.max(forNeed, forExcess));
    // Of all that costs as much, what lies beyond an even spread of its topic, or was moved before.
    const distance = (size: number) => size > amount ? 10 + size / amount : Math.abs(Math.log(size / wanted));
    return candidates.best(from, to, wanted, {
      choices: topics && CHOICES,
      atLeast: (size) => size > room || size === 0 ? Infinity : distance(size) - 1 - MOVED - (topics ? CROWDED : 0),
      cost: (slot) => {
        const change = layout.excessChange(slot, to);
        const spread = change > 0 && layout.topicExcess + change > mostExcess ? UNWANTED : change;
        const crowded = topics ? CROWDED * topics.change(layout, slot, to) : 0;
        return distance(layout.sizeOf(slot)) + spread + crowded - (layout.copyChange(slot, to) <= 0 ? MOVED : 0);
      },
    });
  };
}

/** For numbers: what need not be copied, or is smallest. The bytes stay within their band. */
export function chooseByNumber({ layout, disk, candidates, pinned }: PlanState, mostExcess: number): Choose {
  return (from, to) => {
    return candidates.best(from, to, 0, {
      atLeast: (size) => size > 0 && (disk.load[to] + size > disk.high[to] || disk.load[from] - size < disk.low[from]) ? Infinity : 0,
      cost: (slot) => {
        if (pinned[slot] === 1) { return Infinity; }
        const change = layout.excessChange(slot, to);
        const spread = change > 0 && layout.topicExcess + change > mostExcess ? UNWANTED * (1 + disk.target[to]) : 0;
        return Math.max(0, layout.copyChange(slot, to)) + spread;
      },
    });
  };
}
