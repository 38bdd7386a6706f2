/** The process that is measured: `node measured-process.js <number of the case> <seed>`. It prints what it has found as JSON. */
import { createHash } from 'node:crypto';
import { CASES, missed, peakMebibytes } from './cases';
import { invent } from './generate';
import { placedAnew } from './placed-anew';
import { DEFAULT_GOALS } from '../../lifecycle/rebalance/goals';
import { movement, objectives } from '../../lifecycle/rebalance/objectives';
import { planRebalance } from '../../lifecycle/rebalance/plan-rebalance';

/** What was found of a case. */
export interface Measured {
  readonly seconds: number;
  readonly mebibytes: number;
  /** Bytes over the lower bound: of the plan, and of the baseline. */
  readonly bytes: number;
  readonly baseline: number;
  readonly replicas: number;
  readonly leaders: number;
  /** Least and most of what brokers are to hold, in bytes, replicas and leaders, and what they are to receive, send and get from producers, if it was asked for. */
  readonly spread: readonly string[];
  /** Before and after: replicas beyond an even spread of their topic, and beyond its band, if it was asked for. */
  readonly topicExcess: string;
  readonly topicOver: string;
  readonly missed: readonly string[];
  /** Of all replicas of the plan. */
  readonly digest: string;
}

function measure([number, seed]: readonly string[]): Measured {
  const { input, goals } = CASES[Number(number)];
  const before = invent({ ...input, seed: Number(seed) });
  const began = performance.now();
  const plan = planRebalance(before, { ...DEFAULT_GOALS, ...goals });
  const seconds = (performance.now() - began) / 1000;
  const mebibytes = peakMebibytes();
  const [was, willBe] = [before, plan.placement].map((placement) => objectives(placement, plan.targets, plan.topics));
  const moved = movement(before, plan.placement);
  return {
    seconds,
    mebibytes,
    bytes: moved.bytes / plan.bound.bytes,
    baseline: movement(before, placedAnew(before)).bytes / plan.bound.bytes,
    replicas: moved.replicas,
    leaders: moved.leaders,
    spread: [willBe.bytes, willBe.replicas, willBe.leaders, willBe.networkIn, willBe.networkOut, willBe.leaderBytes]
      .map((its) => its ? `${its.least.toFixed(2)}-${its.most.toFixed(2)}` : ''),
    topicExcess: `${was.topicExcess} -> ${willBe.topicExcess}`,
    topicOver: willBe.topicOver === undefined ? '' : `${was.topicOver} -> ${willBe.topicOver}`,
    missed: missed(was, willBe),
    digest: createHash('sha256').update(plan.placement.replicas).digest('hex').slice(0, 8),
  };
}

console.log(JSON.stringify(measure(process.argv.slice(2))));
