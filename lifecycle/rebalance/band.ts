/** What one kind of load ought to be on each broker, and how far from it it may be. */
export interface Band {
  readonly load: Float64Array;
  readonly target: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Bytes: any amount is possible. The upper end is within what the broker's disks may hold, unless that is less than what it is to hold at any rate. */
export function byteBand(load: Float64Array, target: Float64Array, width: number, limit: Float64Array): Band {
  const high = target.map((t, b) => Math.min((1 + width) * t, Math.max(t, limit[b])));
  return { load, target, low: target.map((t, b) => Math.min((1 - width) * t, high[b])), high };
}

/** Whole things: where the band is too narrow to hold a whole number, the numbers next to the target do. */
export function countBand(load: Float64Array, target: Float64Array, width: number): Band {
  return {
    load,
    target,
    low: target.map((t) => Math.min(Math.ceil((1 - width) * t - 1e-9), Math.floor(t + 1e-9))),
    high: target.map((t) => Math.max(Math.floor((1 + width) * t + 1e-9), Math.ceil(t - 1e-9))),
  };
}
