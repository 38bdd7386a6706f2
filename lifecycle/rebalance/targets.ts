import { Racks } from './racks';

/**
 * What each broker is to hold: its rack's share of the whole, divided by the brokers' weights. A rack's share is in proportion to its weight, within what rack awareness
 * allows it: where each rack must hold a replica of every partition, a rack of few brokers makes each of them hold more (facts of arithmetic, no goal can change that).
 */
export interface Targets {
  /** By broker; 0 for those that leave. */
  readonly target: Float64Array;
  /** The racks that cannot have their share by weight, as rack awareness binds them. */
  readonly boundRacks: readonly string[];
}

export interface Amounts {
  readonly replicaStart: Int32Array;
  /** Of one replica of each partition; undefined: each counts 1. */
  readonly each?: Float64Array;
  /** By broker: the most that it may have. */
  readonly caps?: Float64Array;
}

export function targets(racks: Racks, weights: Float64Array, { replicaStart, each, caps }: Amounts): Targets {
  const [most, least, rackWeight] = [racks.names, racks.names, racks.names].map((names) => new Float64Array(names.length));
  let [total, largest] = [0, 0];
  for (let p = 0; p + 1 < replicaStart.length; p++) {
    const k = replicaStart[p + 1] - replicaStart[p];
    const amount = each ? each[p] : 1;
    total += k * amount;
    largest += amount;
    const [upper, lower] = [racks.most(k), racks.least(k)];
    for (let r = 0; r < most.length; r++) {
      most[r] += upper[r] * amount;
      least[r] += lower[r] * amount;
    }
  }
  weights.forEach((w, b) => { rackWeight[racks.of[b]] += w; });
  if (caps) {
    const may = new Float64Array(racks.names.length);
    weights.forEach((w, b) => { if (w > 0) { may[racks.of[b]] += caps[b]; } });
    for (let r = 0; r < may.length; r++) { [most[r], least[r]] = [Math.min(most[r], may[r]), Math.min(least[r], may[r])]; }
  }
  const shares = divide(total, rackWeight, least, most);
  const target = new Float64Array(weights.length);
  for (let r = 0; r < shares.length; r++) {
    const members = [...weights.keys()].filter((b) => racks.of[b] === r && weights[b] > 0);
    // No broker holds a partition twice.
    const [none, all] = [new Float64Array(members.length), Float64Array.from(members, (b) => Math.min(largest, caps?.[b] ?? largest))];
    const part = divide(shares[r], Float64Array.from(members, (b) => weights[b]), none, all);
    members.forEach((b, i) => { target[b] = part[i]; });
  }
  const sum = rackWeight.reduce((a, w) => a + w, 0);
  const boundRacks = racks.names.filter((_, r) => rackWeight[r] > 0 && Math.abs(shares[r] - total * rackWeight[r] / sum) > 1e-6 * total);
  return { target, boundRacks };
}

/** Divides a sum in proportion to weights, each part within its bounds (water-filling). If the bounds do not allow the whole sum, as much of it as they do. */
function divide(sum: number, weights: Float64Array, least: Float64Array, most: Float64Array): Float64Array {
  const part = (level: number) => weights.map((w, i) => w === 0 ? 0 : Math.min(most[i], Math.max(least[i], level * w)));
  const whole = (level: number) => part(level).reduce((a, x) => a + x, 0);
  let [low, high] = [0, 1];
  while (whole(high) < sum && high < Number.MAX_VALUE / 4) { high *= 2; }
  for (let i = 0; i < 200 && high - low > 1e-15 * high; i++) {
    const middle = (low + high) / 2;
    if (whole(middle) < sum) { low = middle; } else { high = middle; }
  }
  return part(high);
}
