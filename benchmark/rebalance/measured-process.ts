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
  /** Least and most of what brokers are to hold, in bytes, replicas and leaders, and the topics' excess, before and after. */
  readonly spread: readonly string[];
  readonly topicExcess: string;
  readonly missed: readonly string[];
  /** Of all replicas of the plan. */
  readonly digest: string;
}

function measure([number, seed]: readonly string[]): Measured {
  const before = invent({ ...CASES[Number(number)].input, seed: Number(seed) });
  const began = performance.now();
  const plan = planRebalance(before, DEFAULT_GOALS);
  const seconds = (performance.now() - began) / 1000;
  const mebibytes = peakMebibytes();
  const [was, willBe] = [before, plan.placement].map((placement) => objectives(placement, plan.targets));
  const moved = movement(before, plan.placement);
  return {
    seconds,
    mebibytes,
    bytes: moved.bytes / plan.bound.bytes,
    baseline: movement(before, placedAnew(before)).bytes / plan.bound.bytes,
    replicas: moved.replicas,
    leaders: moved.leaders,
    spread: [willBe.bytes, willBe.replicas, willBe.leaders].map(({ least, most }) => `${least.toFixed(2)}-${most.toFixed(2)}`),
    topicExcess: `${was.topicExcess} -> ${willBe.topicExcess}`,
    missed: missed(was, willBe),
    digest: createHash('sha256').update(plan.placement.replicas).digest('hex').slice(0, 8),
  };
}

console.log(JSON.stringify(measure(process.argv.slice(2))));
