import { Band, Bands } from './band';
import { RebalanceGoals } from './goals';
import { Layout } from './layout';
import { LeaderChains, LeaderGoal } from './leader-chains';
import { balanceLeaders } from './leaders';
import { LoadLimits } from './load-limits';
import { handOver } from './place-within-limits';
import { Placement } from './placement';

/** The order of replicas: everywhere, or, where only some replicas are to move, of the partitions that do. */
export function evenLeaders(
  layout: Layout, current: Placement, goals: RebalanceGoals, bands: Bands, limits: LoadLimits | undefined, movable: Uint8Array, open: Uint8Array,
): void {
  const mayChange = goals.mode === 'full' || goals.mode === 'leaders' ? movable : movable.map((m, p) => {
    const [from, to] = [layout.replicaStart[p], layout.replicaStart[p + 1]];
    const was = current.replicas.subarray(current.replicaStart[p], current.replicaStart[p + 1]);
    return m === 1 && (to - from !== was.length || was.some((b, i) => b !== layout.at[from + i])) ? 1 : 0;
  });
  const { leaders, networkOut, leaderBytes } = bands;
  const { traffic } = layout;
  const limit = limits?.networkOut;
  if (!traffic || (!networkOut && !leaderBytes && !limit)) {
    balanceLeaders(layout, leaders, mayChange, open);
    return;
  }
  if (limits && limit) {
    handOver(layout, limits, mayChange, open);
  } else {
    // What comes before numbers must not be harmed for them: then only what leaves is led no longer.
    const any = { ...leaders, low: leaders.low.map(() => 0), high: leaders.high.map(() => Infinity) };
    balanceLeaders(layout, networkOut ? any : leaders, mayChange, open);
  }
  const sent = (band: Band): LeaderGoal => ({ band, amount: traffic.sent });
  const kept: LeaderGoal[] = limit ? [sent({ load: limit.load, target: limit.most, low: limit.load.map(() => 0), high: limit.most })] : [];
  const number: LeaderGoal = { band: leaders, amount: new Float64Array(movable.length).fill(1) };
  const written: LeaderGoal[] = leaderBytes ? [{ band: leaderBytes, amount: traffic.written }] : [];
  const chains = new LeaderChains(layout, mayChange, open);
  // Twice: an exchange may else harm one of two for what it does for the other.
  for (const goal of kept) { chains.even(goal, [goal]); }
  if (networkOut) {
    const goal = sent(networkOut);
    chains.even(goal, [...kept, number, ...written]);
    chains.even(goal, kept);
    kept.push(goal);
  }
  if (networkOut || limit) {
    chains.even(number, [...kept, ...written]);
    chains.even(number, kept);
  }
  for (const goal of written) { chains.even(goal, [...kept, number]); }
}
