import createSolver from 'highs';
import { countBand } from '../../lifecycle/rebalance/band';
import { DEFAULT_GOALS, RebalanceGoals } from '../../lifecycle/rebalance/goals';
import { Placement } from '../../lifecycle/rebalance/placement';
import { RebalancePlan } from '../../lifecycle/rebalance/plan-rebalance';
import { Racks } from '../../lifecycle/rebalance/racks';

/**
 * The least that any placement within the bands for bytes and replicas, and, if they are asked for, for network in and topics, copies, by an exact solver (HiGHS): a binary variable for each partition and broker, whether it has a replica there.
 * What leaders do is left out: a bound that a plan may not reach for its sake. Undefined if there is no such placement.
 *
 * @param plan by which brokers are judged as it judges them
 */
export async function leastBytes(before: Placement, { targets, topics }: Pick<RebalancePlan, 'targets' | 'topics'>, goals: RebalanceGoals = DEFAULT_GOALS): Promise<number | undefined> {
  const { brokers, topic, size, replicaStart, replicas, rates } = before;
  const racks = new Racks(brokers);
  const name = (p: number, b: number) => `x${p}_${b}`;
  const [costs, rows, binaries]: [string[], string[], string[]] = [[], [], []];
  const on = brokers.map((): Record<'bytes' | 'count' | 'rate', string[]> => ({ bytes: [], count: [], rate: [] }));
  const ofTopic = new Map<string, string[]>();
  for (let p = 0; p < topic.length; p++) {
    const its = [...replicas.subarray(replicaStart[p], replicaStart[p + 1])];
    const all = brokers.flatMap((broker, b) => broker.leaves ? [] : [b]);
    rows.push(`${all.map((b) => name(p, b)).join(' + ')} = ${its.length}`);
    racks.most(its.length).forEach((most, r) => {
      const inRack = all.filter((b) => racks.of[b] === r);
      if (inRack.length > most) { rows.push(`${inRack.map((b) => name(p, b)).join(' + ')} <= ${most}`); }
    });
    for (const b of all) {
      binaries.push(name(p, b));
      if (!its.includes(b)) { costs.push(`${size[p]} ${name(p, b)}`); }
      on[b].bytes.push(`${size[p]} ${name(p, b)}`);
      on[b].count.push(name(p, b));
      if (rates) { on[b].rate.push(`${rates.in[p]} ${name(p, b)}`); }
      ofTopic.set(`${topic[p]} ${b}`, [...ofTopic.get(`${topic[p]} ${b}`) ?? [], name(p, b)]);
    }
  }
  const counts = countBand(targets.replicas, targets.replicas, goals.replicaBand);
  for (const [key, its] of topics ? ofTopic : []) {
    const [t, b] = key.split(' ').map(Number);
    rows.push(`${its.join(' + ')} <= ${topics?.of(t, b)}`);
  }
  on.forEach(({ bytes, count, rate }, b) => {
    if (bytes.length === 0) { return; }
    rows.push(`${bytes.join(' + ')} >= ${(1 - goals.diskBand) * targets.bytes[b]}`, `${bytes.join(' + ')} <= ${(1 + goals.diskBand) * targets.bytes[b]}`);
    rows.push(`${count.join(' + ')} >= ${counts.low[b]}`, `${count.join(' + ')} <= ${counts.high[b]}`);
    if (targets.networkIn && goals.networkInBand !== undefined) {
      rows.push(`${rate.join(' + ')} >= ${(1 - goals.networkInBand) * targets.networkIn[b]}`, `${rate.join(' + ')} <= ${(1 + goals.networkInBand) * targets.networkIn[b]}`);
    }
  });
  const problem = ['Minimize', ` obj: ${costs.join(' + ')}`, 'Subject To', ...rows.map((row, i) => ` r${i}: ${row}`), 'Binary', ...binaries.map((b) => ` ${b}`), 'End'].join('\n');
  const solution = (await createSolver()).solve(problem, { mip_rel_gap: 0, time_limit: 20 });
  if (solution.Status === 'Infeasible') { return undefined; }
  if (solution.Status !== 'Optimal') { throw new Error(`The solver ended with '${solution.Status}'.`); }
  return solution.ObjectiveValue;
}
