import { Bands, byteBand, countBand, rateBand } from './band';
import { RebalanceGoals, ratedGoal } from './goals';
import { Layout } from './layout';
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

  /** @throws Error if the goals need rates that nobody knows */
  constructor({ racks, replicaStart, traffic, placement: { brokers, size, topic } }: Layout, private readonly goals: RebalanceGoals) {
    this.capacity = Float64Array.from(brokers, (b) => b.capacity);
    const weights = this.capacity.map((c, b) => brokers[b].leaves ? 0 : c);
    this.mayHold = this.capacity.map((c) => goals.diskLimit * c);
    const of = (each?: Float64Array) => targets(racks, weights, { replicaStart, each });
    [this.byBytes, this.byNumber] = [of(size), of()];
    this.boundRacks = this.byBytes.boundRacks;
    this.partitions = topic.length;
    const asked = ratedGoal(goals);
    if (asked === undefined) { return; }
    if (!traffic) { throw new Error(`The goal ${asked} needs the rates of partitions, and the placement has none.`); }
    const written = of(traffic.written).target;
    const sent = ofLeaders(of(traffic.sent).target, sum(traffic.sent));
    this.rates = { networkIn: written, networkOut: sent, leaderBytes: ofLeaders(written, sum(traffic.written)) };
  }

  /** The bands, with what a layout of the same brokers and partitions holds. */
  public of({ bytes, count, leads, traffic }: Layout): Bands {
    const { goals, byBytes, byNumber, rates } = this;
    const band = (name: 'networkIn' | 'networkOut' | 'leaderBytes', width?: number) =>
      traffic && rates && width !== undefined ? rateBand(traffic[name], rates[name], width) : undefined;
    return {
      disk: byteBand(bytes, byBytes.target, goals.diskBand, this.mayHold, this.capacity),
      replicas: countBand(count, byNumber.target, goals.replicaBand),
      leaders: countBand(leads, ofLeaders(byNumber.target, this.partitions), goals.leaderBand),
      networkIn: band('networkIn', goals.networkInBand),
      networkOut: band('networkOut', goals.networkOutBand),
      leaderBytes: band('leaderBytes', goals.leaderBytesBand),
    };
  }
}

/** A whole that only leaders have, in proportion to the replicas that each broker is to have. */
function ofLeaders(replicas: Float64Array, whole: number): Float64Array {
  const all = sum(replicas);
  return replicas.map((n) => all === 0 ? 0 : whole * n / all);
}

function sum(all: Float64Array): number { return all.reduce((a, n) => a + n, 0); }
