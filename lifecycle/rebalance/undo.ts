import { Band } from './band';
import { NOWHERE } from './layout';
import { PlanState } from './plan-state';

/**
 * Takes back what turned out not to be needed: a replica that was moved, and that could as well be where it was, the largest first.
 */
export function undo({ layout, disk, replicas, limits, takes, gives }: PlanState): void {
  const { original, at, placement } = layout;
  const moved: number[] = [];
  for (let slot = 0; slot < at.length; slot++) { if (at[slot] !== NOWHERE && !layout.wasOn(layout.of[slot], at[slot])) { moved.push(slot); } }
  moved.sort((a, b) => layout.sizeOf(b) - layout.sizeOf(a) || a - b);
  for (const slot of moved) {
    const p = layout.of[slot];
    const [from, size] = [at[slot], placement.size[p]];
    for (let i = original.replicaStart[p]; i < original.replicaStart[p + 1]; i++) {
      const back = original.replicas[i];
      if (takes[back] === 0 && gives[back] === 0) { continue; }
      if (layout.stays[back] === 0 || layout.isOn(p, back) || !layout.fits(slot, back) || limits?.allow(slot, from, back) === false) { continue; }
      if (!harmless(disk, from, back, size) || !harmless(replicas, from, back, 1) || layout.excessChange(slot, back) > 0) { continue; }
      layout.move(slot, back);
      break;
    }
  }
}

/** Whether neither gets out of its band, nor farther out of it. */
function harmless({ load, low, high }: Band, from: number, to: number, amount: number): boolean {
  return load[to] + amount <= high[to] && load[from] - amount >= low[from];
}
