import { PlanState } from './plan-state';

/** Where a partition may be, and what is copied for that. */
export interface Place {
  readonly brokers: readonly number[];
  readonly bytes: number;
}

/** So many places one partition may have; and so many sets of brokers, also of fewer, are looked at for them. */
const [MOST_PLACES, MOST_LOOKS] = [100, 2000];

/**
 * All sets of brokers where replicas may be, as racks allow it, and of what may not move only those with it.
 *
 * @returns by partition, the cheapest first; undefined if there are too many
 */
export function placesOf(state: PlanState): readonly (readonly Place[])[] | undefined {
  const all: (readonly Place[])[] = [];
  for (let p = 0; p < state.movable.length; p++) {
    const places = ofPartition(state, p);
    if (!places) { return undefined; }
    all.push(places);
  }
  return all;
}

function ofPartition({ layout, takes, gives, movable }: PlanState, p: number): readonly Place[] | undefined {
  const { at, racks, replicaStart, placement: { size } } = layout;
  const now = [...at.subarray(replicaStart[p], replicaStart[p + 1])];
  const placeAt = (brokers: readonly number[]) => ({ brokers, bytes: brokers.reduce((sum, b) => sum + (layout.wasOn(p, b) ? 0 : size[p]), 0) });
  if (movable[p] === 0) { return [placeAt(now)]; }
  const fixed = now.filter((b) => gives[b] === 0);
  const able = [...takes.keys()].filter((b) => takes[b] === 1 || now.includes(b));
  const [most, least] = [racks.most(now.length), racks.least(now.length)];
  const inRack = new Int32Array(racks.names.length);
  const found: Place[] = [];
  let looks = 0;
  const add = (from: number, brokers: readonly number[]) => {
    looks += 1;
    if (brokers.length === now.length) {
      if (fixed.every((b) => brokers.includes(b)) && inRack.every((n, r) => n >= least[r])) { found.push(placeAt(brokers)); }
      return;
    }
    for (let i = from; i < able.length && found.length <= MOST_PLACES && looks <= MOST_LOOKS; i++) {
      const r = racks.of[able[i]];
      if (inRack[r] >= most[r]) { continue; }
      inRack[r] += 1;
      add(i + 1, [...brokers, able[i]]);
      inRack[r] -= 1;
    }
  };
  add(0, []);
  if (found.length > MOST_PLACES || looks > MOST_LOOKS) { return undefined; }
  // Where racks are not right, and cannot be.
  return found.length === 0 ? [placeAt(now)] : found.sort((a, b) => a.bytes - b.bytes);
}
