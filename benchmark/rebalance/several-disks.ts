/**
 * `npx tsx --tsconfig test/tsconfig.json benchmark/rebalance/several-disks.ts`: the disks of brokers. How little a plan copies between them, how even it leaves them, and how long that takes. Each
 * broker has four disks, one of them twice as large, replicas are drawn among them with one disk preferred; on every tenth broker one is to be emptied.
 */
import { performance } from 'node:perf_hooks';
import { invent } from './generate';
import { DEFAULT_DISK_GOALS } from '../../lifecycle/rebalance/disks/placed-disk';
import { DiskedPlacement, planPlacementDisks } from '../../lifecycle/rebalance/disks/placement-disks';
import { DEFAULT_GOALS } from '../../lifecycle/rebalance/goals';
import { Random } from '../../test/lifecycle/simulator/random';
import { machine } from '../machine';
import { table } from '../table';

const DISKS = [2, 1, 1, 1];
const EMPTIED_EVERY = 10;

function withDisks(seed: number, partitions: number, brokers: number): DiskedPlacement {
  const placement = invent({ seed, partitions, brokers, racks: 10 });
  const random = new Random(seed);
  const of = placement.brokers.map(({ capacity }, b) => DISKS.map((share, d) => ({
    path: `/data-${d}`, capacity: capacity * share / 5, leaves: b % EMPTIED_EVERY === 0 && d === 1, lost: false,
  })));
  return { ...placement, disks: { of, at: Int16Array.from(placement.replicas, () => Math.min(DISKS.length - 1, random.whole(0, DISKS.length))) } };
}

console.log(machine());
console.log(`four disks for each broker, band ${100 * DEFAULT_DISK_GOALS.band} %; "bytes" is what is copied over the lower bound, "outside" the disks that are not within the band\n`);
const row = table([['partitions', 10], ['brokers', 7], ['seconds', 7], ['bytes', 7], ['moves', 7], ['stuck', 5], ['outside', 7]], (line) => { console.log(line); });
for (const [partitions, brokers] of [[10_000, 60], [100_000, 120], [1_000_000, 1000]]) {
  const before = withDisks(1, partitions, brokers);
  const begin = performance.now();
  const { plans = [] } = planPlacementDisks(before, before, DEFAULT_GOALS) ?? {};
  const seconds = (performance.now() - begin) / 1000;
  const sum = (of: (plan: (typeof plans)[number]) => number) => plans.reduce((all, plan) => all + of(plan), 0);
  const moves = sum(({ at, was }) => was.filter((d, replica) => d !== at[replica]).length);
  row([
    String(partitions),
    String(brokers),
    seconds.toFixed(2),
    (sum(({ bytes }) => bytes) / sum(({ bound }) => bound)).toFixed(4),
    String(moves),
    String(sum(({ stuck }) => stuck.length)),
    String(sum(({ outside }) => outside.length)),
  ]);
}
