import { readFileSync } from 'node:fs';
import { Invented } from './generate';
import { RebalanceGoals } from '../../lifecycle/rebalance/goals';
import { Objectives } from '../../lifecycle/rebalance/objectives';

/** What is planned, and what a plan is to reach. */
export interface Case {
  readonly name: string;
  readonly input: Omit<Invented, 'seed'>;
  /** Goals beside the usual ones. */
  readonly goals?: Partial<RebalanceGoals>;
  /** Bytes over the lower bound, at most. */
  readonly bytes: number;
  /** The whole plan, on one processor. */
  readonly seconds: number;
  readonly mebibytes: number;
}

const ADDED = { added: 0.1 };
const DRAINED = { leaving: 0.1 };
const SKEWED = { skew: 1, violations: 0.01 };
const NETWORK = { networkInBand: 0.1, networkOutBand: 0.1, leaderBytesBand: 0.1 };
/** Rates follow the square root of sizes. */
const RATED = { rates: 0.5 };
const SIZES = {
  '10,000': { partitions: 10_000, brokers: 60, racks: 6, seconds: 0.5, mebibytes: 300 },
  '100,000': { partitions: 100_000, brokers: 120, racks: 6, seconds: 2, mebibytes: 300 },
  '200,000': { partitions: 200_000, brokers: 150, racks: 10, seconds: 5, mebibytes: 600 },
  '1,000,000': { partitions: 1_000_000, brokers: 1000, racks: 20, seconds: 40, mebibytes: 2048 },
};

/** What drains must leave their brokers: that much is copied, and the little that replica counts may ask for. */
export const CASES: readonly Case[] = Object.entries(SIZES).flatMap(([size, { seconds, mebibytes, ...of }]) => {
  const limits = { seconds, mebibytes };
  const usual = [
    { name: `add 10 %, ${size}`, input: { ...of, ...ADDED }, bytes: 1.01, ...limits },
    { name: `drain 10 %, ${size}`, input: { ...of, ...DRAINED }, bytes: 1.0005, ...limits },
    { name: `skewed, 1 % rack violations, ${size}`, input: { ...of, ...SKEWED }, bytes: 1.05, ...limits },
  ];
  return of.partitions > 100_000 ? usual : [
    ...usual,
    { name: `3 racks, skewed, ${size}`, input: { ...of, racks: 3, skew: 1, violations: 0.01 }, bytes: 1.05, ...limits },
    { name: `uneven racks, skewed, ${size}`, input: { ...of, skew: 0.6, unevenRacks: 0.5 }, bytes: 1.05, ...limits },
    { name: `unequal brokers, skewed, ${size}`, input: { ...of, skew: 0.6, unequalBrokers: true }, bytes: 1.05, ...limits },
    { name: `network, add 10 %, ${size}`, input: { ...of, ...ADDED, ...RATED }, goals: NETWORK, bytes: 1.05, ...limits, seconds: 2 * seconds },
    { name: `network, skewed, ${size}`, input: { ...of, ...SKEWED, ...RATED }, goals: NETWORK, bytes: 1.05, ...limits, seconds: 2 * seconds },
    { name: `topics, skewed, ${size}`, input: { ...of, ...SKEWED }, goals: { topicBand: 0.25 }, bytes: 1.2, ...limits, seconds: 10 * seconds },
  ];
});

/** What of the objectives a plan misses, in words. */
export function missed(before: Objectives, after: Objectives): readonly string[] {
  const within = (name: string, { least, most }: Objectives['bytes']) => least < 0.9 - 1e-6 || most > 1.1 + 1e-6 ? [`${name} from ${least.toFixed(3)} to ${most.toFixed(3)}`] : [];
  return [
    ...after.rackViolations > 0 ? [`${after.rackViolations} rack violations`] : [],
    ...after.duplicates > 0 ? [`${after.duplicates} duplicates`] : [],
    ...after.onLeaving > 0 ? [`${after.onLeaving} replicas on drained brokers`] : [],
    ...within('bytes', after.bytes),
    ...within('replicas', after.replicas),
    ...within('leaders', after.leaders),
    ...after.networkIn ? within('network in', after.networkIn) : [],
    ...after.networkOut ? within('network out', after.networkOut) : [],
    ...after.leaderBytes ? within('leader bytes', after.leaderBytes) : [],
    ...after.topicOver ? [`${after.topicOver} replicas beyond the band of their topics`] : [],
    ...after.topicExcess > before.topicExcess ? [`topic excess from ${before.topicExcess} to ${after.topicExcess}`] : [],
  ];
}

/** The most memory that this process ever held, in MiB (`VmHWM`, proc(5)). */
export function peakMebibytes(): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024;
}
