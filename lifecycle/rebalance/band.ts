/** What one kind of load ought to be on each broker, and how far from it it may be. */
export interface Band {
  readonly load: Float64Array;
  readonly target: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** All that brokers are judged by. */
export interface Bands {
  readonly disk: Band;
  readonly replicas: Band;
  readonly leaders: Band;
  /** These three only if they are asked for. */
  readonly networkIn?: Band;
  readonly networkOut?: Band;
  readonly leaderBytes?: Band;
}

/**
 * Bytes: any amount is possible. The upper end is within what the broker's disks may hold, or, if it is to hold more than that, within what they can.
 */
export function byteBand(load: Float64Array, target: Float64Array, width: number, mayHold: Float64Array, capacity: Float64Array): Band {
  const high = target.map((t, b) => Math.min((1 + width) * t, Math.max(mayHold[b], Math.min(t, capacity[b]))));
  return { load, target, low: target.map((t, b) => Math.min((1 - width) * t, high[b])), high };
}

/** Rates: any amount is possible, and there is no end to what a broker can take. */
export function rateBand(load: Float64Array, target: Float64Array, width: number): Band {
  return { load, target, low: target.map((t) => (1 - width) * t), high: target.map((t) => (1 + width) * t) };
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

/** The same with an end at what brokers may have at most. */
export function cappedBand(band: Band, most: Float64Array | undefined): Band {
  if (!most) { return band; }
  const high = band.high.map((its, b) => Math.min(its, most[b]));
  return { ...band, low: band.low.map((its, b) => Math.min(its, high[b])), high };
}

/** How far a broker would be outside of its band with so much more, in proportion to what it is to hold. */
export function outsideBy({ load, low, high, target }: Band, b: number, more = 0): number {
  return target[b] === 0 ? 0 : Math.max(0, low[b] - load[b] - more, load[b] + more - high[b]) / target[b];
}

/** The same, of a band that may not be asked for. */
export function outsideIfAsked(band: Band | undefined, b: number): number { return band ? outsideBy(band, b) : 0; }
