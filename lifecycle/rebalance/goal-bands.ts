import { Band, Bands, byteBand, cappedBand, countBand, rateBand } from './band';
import { RebalanceGoals, ratedGoal } from './goals';
import { Layout } from './layout';
import { Caps, capsOf } from './load-limits';
import { Targets, targets } from './targets';

/** What the goals come to for the brokers of a layout. */
export class GoalBands {
  /** What each broker's disks hold. */
  public readonly capacity: Float64Array;
  public readonly boundRacks: readonly string[];
  private readonly byBytes: Targets;
  private readonly byNumber: Targets;
  private readonly rates?: Readonly<Record<'networkIn' | 'networkOut' | 'leaderBytes', Float64Array>>;
  private readonly mayHold: Float64Array;
  private readonly partitions: number;
  private readonly caps: Caps;

  /** @throws Error if the goals need rates that nobody knows */
  constructor({ racks, replicaStart, traffic, placement: { brokers, size, topic } }: Layout, private readonly goals: RebalanceGoals) {
    this.capacity = Float64Array.from(brokers, (b) => b.capacity);
    const weights = this.capacity.map((c, b) => brokers[b].leaves ? 0 : c);
    this.mayHold = this.capacity.map((c) => goals.diskLimit * c);
    const caps = capsOf(brokers, goals);
    this.caps = caps;
    const of = (each?: Float64Array, most?: Float64Array) => targets(racks, weights, { replicaStart, each, caps: most });
    [this.byBytes, this.byNumber] = [of(size), of(undefined, caps.replicas)];
    this.boundRacks = this.byBytes.boundRacks;
    this.partitions = topic.length;
    const asked = ratedGoal(goals);
    if (asked === undefined) { return; }
    if (!traffic) { throw new Error(`The goal ${asked} needs the rates of partitions, and the placement has none.`); }
    const written = of(traffic.written, caps.networkIn).target;
    const sent = ofLeaders(of(traffic.sent).target, sum(traffic.sent));
    this.rates = { networkIn: written, networkOut: sent, leaderBytes: ofLeaders(written, sum(traffic.written)) };
  }

  /** The bands, with what a layout of the same brokers and partitions holds. */
  public of({ bytes, count, leads, traffic }: Layout): Bands {
    const { goals, byBytes, byNumber, rates, caps } = this;
    const band = (name: 'networkIn' | 'networkOut' | 'leaderBytes', width?: number) =>
      traffic && rates && width !== undefined ? rateBand(traffic[name], rates[name], width) : undefined;
    return {
      disk: byteBand(bytes, byBytes.target, goals.diskBand, this.mayHold, this.capacity),
      replicas: cappedBand(countBand(count, byNumber.target, goals.replicaBand), caps.replicas?.map(Math.floor)),
      leaders: countBand(leads, ofLeaders(byNumber.target, this.partitions), goals.leaderBand),
      networkIn: capped(band('networkIn', goals.networkInBand), caps.networkIn),
      networkOut: capped(band('networkOut', goals.networkOutBand), caps.networkOut),
      leaderBytes: band('leaderBytes', goals.leaderBytesBand),
    };
  }
}

function capped(band: Band | undefined, most: Float64Array | undefined): Band | undefined { return band && cappedBand(band, most); }

/** A whole that only leaders have, in proportion to the replicas that each broker is to have. */
function ofLeaders(replicas: Float64Array, whole: number): Float64Array {
  const all = sum(replicas);
  return replicas.map((n) => all === 0 ? 0 : whole * n / all);
}

function sum(all: Float64Array): number { return all.reduce((a, n) => a + n, 0); }
