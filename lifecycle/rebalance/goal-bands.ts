import { Bands, byteBand, countBand } from './band';
import { RebalanceGoals } from './goals';
import { Layout } from './layout';
import { Targets, targets } from './targets';

/** What the goals come to for the brokers of a layout. */
export class GoalBands {
  /** What each broker's disks hold. */
  public readonly capacity: Float64Array;
  public readonly boundRacks: readonly string[];
  private readonly byBytes: Targets;
  private readonly byNumber: Targets;
  private readonly mayHold: Float64Array;
  private readonly partitions: number;

  constructor({ racks, replicaStart, placement: { brokers, size, topic } }: Layout, private readonly goals: RebalanceGoals) {
    this.capacity = Float64Array.from(brokers, (b) => b.capacity);
    const weights = this.capacity.map((c, b) => brokers[b].leaves ? 0 : c);
    this.mayHold = this.capacity.map((c) => goals.diskLimit * c);
    [this.byBytes, this.byNumber] = [targets(racks, weights, { replicaStart, each: size }), targets(racks, weights, { replicaStart })];
    this.boundRacks = this.byBytes.boundRacks;
    this.partitions = topic.length;
  }

  /** The bands, with what a layout of the same brokers and partitions holds. */
  public of({ bytes, count, leads }: Layout): Bands {
    const { goals, byBytes, byNumber } = this;
    return {
      disk: byteBand(bytes, byBytes.target, goals.diskBand, this.mayHold, this.capacity),
      replicas: countBand(count, byNumber.target, goals.replicaBand),
      leaders: countBand(leads, targetOfLeaders(byNumber.target, this.partitions), goals.leaderBand),
    };
  }
}

/** In proportion to the replicas that each is to have. */
function targetOfLeaders(replicas: Float64Array, partitions: number): Float64Array {
  const sum = replicas.reduce((a, n) => a + n, 0);
  return replicas.map((n) => sum === 0 ? 0 : partitions * n / sum);
}
