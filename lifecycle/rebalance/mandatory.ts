import { bySize } from './candidates';
import { Layout, NOWHERE } from './layout';
import { PlaceWithinLimits } from './place-within-limits';
import { PlanState } from './plan-state';

type Mandatory = Omit<PlanState, 'candidates' | 'pinned'>;

/**
 * Finds another place for replicas of brokers that leave, for those that are new, and, where racks are to be repaired, for what a rack holds too much of. The largest first: what is small
 * fits into what is left.
 *
 * @returns partitions of which a replica has no place to go, each of them once
 */
export function moveMandatory(state: Mandatory, repairRacks: boolean): readonly number[] {
  const { layout } = state;
  const stuck: number[] = [];
  const within = state.limits && new PlaceWithinLimits(state, state.limits, (slot) => placeFor(state, slot, true));
  const move = (slot: number, to: number) => { if (within) { within.move(slot, to); } else { layout.move(slot, to); } };
  const order = bySize(layout.placement.size);
  for (let i = order.length - 1; i >= 0; i--) {
    const p = order[i];
    for (const slot of mustMove(state, p, repairRacks)) {
      const must = leaves(layout, slot);
      const place = state.movable[p] === 0 ? undefined : placeFor(state, slot, true);
      const isFound = place === undefined && must && state.movable[p] === 1 && within?.find(slot) === true;
      const to = place ?? (must && !isFound && state.movable[p] === 1 ? placeFor(state, slot, false) : undefined);
      if (isFound) { continue; }
      if (to !== undefined) { move(slot, to); } else if (must && stuck[stuck.length - 1] !== p) { stuck.push(p); }
    }
  }
  return stuck.sort((a, b) => a - b);
}

function leaves(layout: Layout, slot: number): boolean { return layout.at[slot] === NOWHERE || layout.stays[layout.at[slot]] === 0; }

function mustMove({ layout, gives, movable }: Mandatory, p: number, repairRacks: boolean): readonly number[] {
  const [from, to] = [layout.replicaStart[p], layout.replicaStart[p + 1]];
  const slots: number[] = [];
  for (let slot = from; slot < to; slot++) { if (leaves(layout, slot)) { slots.push(slot); } }
  if (!repairRacks || movable[p] === 0 || layout.rackExcess(p) === 0) { return slots; }
  const most = layout.racks.most(to - from);
  const taken = new Set<number>();
  for (let slot = from; slot < to; slot++) {
    const rack = leaves(layout, slot) ? -1 : layout.racks.of[layout.at[slot]];
    if (rack < 0 || taken.has(rack)) { continue; }
    taken.add(rack);
    const excess = layout.inRack(p, rack) - most[rack];
    if (excess <= 0) { continue; }
    const inRack: number[] = [];
    for (let s = from; s < to; s++) {
      if (!leaves(layout, s) && layout.racks.of[layout.at[s]] === rack && gives[layout.at[s]] === 1) { inRack.push(s); }
    }
    // From the fullest brokers.
    inRack.sort((a, b) => layout.bytes[layout.at[b]] - layout.bytes[layout.at[a]] || a - b);
    slots.push(...inRack.slice(0, excess));
  }
  return slots;
}

/** The broker that is least full, by bytes for what is large and by number for what is small, where the topic has least. */
function placeFor({ layout, disk, replicas, limit, limits, capacity, takes }: Mandatory, slot: number, strict: boolean): number | undefined {
  const { racks } = layout;
  const p = layout.of[slot];
  // What does not leave is there to make room in its rack.
  const repaired = leaves(layout, slot) ? NOWHERE : racks.of[layout.at[slot]];
  const size = layout.placement.size[p];
  // What leaves cannot make its topic more even on the brokers that stay.
  const mostRelief = leaves(layout, slot) ? 0 : 1e3;
  let [best, lowest]: [number | undefined, number] = [undefined, Infinity];
  for (let b = 0; b < takes.length; b++) {
    if (takes[b] === 0 || (repaired !== NOWHERE && racks.of[b] === repaired)) { continue; }
    const d = disk.target[b];
    const c = replicas.target[b];
    // By how much the sum of the squares of how full brokers are would grow.
    const fill = (d === 0 ? 0 : size / d * (layout.bytes[b] + size / 2) / d) + (c === 0 ? 0 : (layout.count[b] + 0.5) / (c * c));
    // Not at any price: a broker that gets out of its band would have to give it up again.
    const over = d > 0 && layout.bytes[b] + size > disk.high[b] ? 1e6 : 0;
    // What is looked up costs time: only where it may matter.
    if (fill + over - mostRelief >= lowest) { continue; }
    if (limits?.allow(slot, layout.at[slot], b) === false) { continue; }
    if (layout.bytes[b] + size > (strict ? limit[b] : capacity[b]) || (strict ? !layout.fits(slot, b) : layout.isOn(p, b))) { continue; }
    const cost = fill + (strict ? 0 : 1e9 * layout.inRack(p, racks.of[b])) + over + 1e3 * layout.excessChange(slot, b);
    if (cost < lowest) {
      best = b;
      lowest = cost;
    }
  }
  return best;
}
