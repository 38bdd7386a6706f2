import { Bands } from './band';
import { RebalanceGoals } from './goals';
import { Layout } from './layout';
import { LeaderChains, LeaderGoal } from './leader-chains';
import { balanceLeaders } from './leaders';
import { Placement } from './placement';

/** The order of replicas: everywhere, or, where only some replicas are to move, of the partitions that do. */
export function evenLeaders(layout: Layout, current: Placement, goals: RebalanceGoals, bands: Bands, movable: Uint8Array, open: Uint8Array): void {
  const mayChange = goals.mode === 'full' || goals.mode === 'leaders' ? movable : movable.map((m, p) => {
    const [from, to] = [layout.replicaStart[p], layout.replicaStart[p + 1]];
    const was = current.replicas.subarray(current.replicaStart[p], current.replicaStart[p + 1]);
    return m === 1 && (to - from !== was.length || was.some((b, i) => b !== layout.at[from + i])) ? 1 : 0;
  });
  const { leaders, networkOut, leaderBytes } = bands;
  const { traffic } = layout;
  if (!traffic || (!networkOut && !leaderBytes)) {
    balanceLeaders(layout, leaders, mayChange, open);
    return;
  }
  // What comes before numbers must not be harmed for them: then only what leaves is led no longer.
  const any = { ...leaders, low: leaders.low.map(() => 0), high: leaders.high.map(() => Infinity) };
  balanceLeaders(layout, networkOut ? any : leaders, mayChange, open);
  const sent: LeaderGoal[] = networkOut ? [{ band: networkOut, amount: traffic.sent }] : [];
  const number: LeaderGoal = { band: leaders, amount: new Float64Array(movable.length).fill(1) };
  const written: LeaderGoal[] = leaderBytes ? [{ band: leaderBytes, amount: traffic.written }] : [];
  const chains = new LeaderChains(layout, mayChange, open);
  for (const goal of sent) {
    chains.even(goal, [number, ...written]);
    chains.even(goal, []);
  }
  if (networkOut) {
    chains.even(number, [...sent, ...written]);
    chains.even(number, sent);
  }
  for (const goal of written) { chains.even(goal, [...sent, number]); }
}
