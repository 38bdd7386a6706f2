import fc from 'fast-check';
import { DrawnCluster } from './drawn-cluster';
import { Decision, RestartStep } from '../../lifecycle/plan/decision';
import { next } from '../../lifecycle/plan/next';
import { predict } from '../../lifecycle/plan/predict';

/**
 * Clusters in any state at all, and what must hold of every decision on them. What is expected is said here once more, in the simplest words, so that the program is not judged by
 * itself.
 */

const BROKERS = [0, 1, 2, 100, 101, 200, 201];
const CONTROLLERS = [9000, 9001, 9002];

interface Drawn {
  readonly cluster: DrawnCluster;
}

const podState = fc.record({
  outdated: fc.boolean(),
  ready: fc.boolean(),
  terminating: fc.boolean(),
  server: fc.constantFrom('running' as const, 'running' as const, 'waiting' as const, 'ended' as const, 'unknown' as const),
  missing: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  fenced: fc.boolean(),
  recovering: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
});

const partition = fc.record({
  replicas: fc.shuffledSubarray(BROKERS, { minLength: 1, maxLength: 5 }),
  inSync: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
  min: fc.integer({ min: 1, max: 3 }),
  reassigning: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  led: fc.boolean(),
});

/** Mostly well: else no decision would ever be a restart. */
const drawn: fc.Arbitrary<Drawn> = fc.record({
  nodes: fc.array(fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: podState }), { minLength: 10, maxLength: 10 }),
  outdated: fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }),
  partitions: fc.array(partition, { maxLength: 6 }),
  lags: fc.array(fc.constantFrom(0, 0, 0, 5000), { minLength: 3, maxLength: 3 }),
  leader: fc.constantFrom(...CONTROLLERS),
  concurrency: fc.integer({ min: 1, max: 3 }),
  margin: fc.integer({ min: 0, max: 1 }),
  refuse: fc.boolean(),
  unread: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  combined: fc.boolean(),
}).map((d) => {
  const cluster = new DrawnCluster('kraft');
  cluster.policy = { ...cluster.policy, concurrency: d.concurrency, inSyncMargin: d.margin, unavoidable: d.refuse ? 'refuse' : 'accept' };
  cluster.addSet('events-controller', d.combined ? ['controller', 'broker'] : ['controller'], CONTROLLERS);
  cluster.addSet('events-broker-a', ['broker'], [0, 1, 2], 'a');
  cluster.addSet('events-broker-b', ['broker'], [100, 101], 'b');
  cluster.addSet('events-broker-c', ['broker'], [200, 201], 'c');
  cluster.leader = d.leader;
  d.partitions.forEach((p, i) => {
    cluster.addTopic(`topic${i}`, p.min, [p.replicas]);
    const inSync = p.replicas.filter((_, at) => p.inSync[at]);
    Object.assign(cluster.partition(`topic${i}-0`), { inSync: inSync.length > 0 ? inSync : p.replicas, reassigning: p.reassigning });
    if (!p.led) { cluster.partition(`topic${i}-0`).leader = cluster.partition(`topic${i}-0`).inSync.at(-1) ?? -1; }
  });
  cluster.change([...cluster.observed.keys()], (made) => ({ ...made, image: 'kafka:2' }));
  [...CONTROLLERS, ...BROKERS].forEach((id, i) => {
    if (!d.outdated[i]) { cluster.changePod(id, { revision: 'r2' }); }
    const state = d.nodes[i];
    if (!state) { return; }
    cluster.changePod(id, state.missing ? undefined : {
      ready: state.ready, terminating: state.terminating, server: state.server, revision: state.outdated ? 'r1' : 'r2', recovery: state.recovering ? '1 of 2' : undefined,
    });
    const broker = cluster.brokers.get(id);
    if (broker && state.fenced) { broker.fenced = true; }
  });
  cluster.voters = cluster.voters.map((v, i) => ({ ...v, lagMillis: d.lags[i] }));
  if (d.unread) { cluster.unread = ['no broker answers']; }
  return { cluster };
});

function decide({ cluster }: Drawn): Decision {
  return next(cluster.cluster(), cluster.policy, cluster.observation());
}

function restartOf(decision: Decision): RestartStep | undefined {
  return decision.kind === 'step' && decision.step.kind === 'restart' ? decision.step : undefined;
}

/** What is taken away by a step: nodes whose servers may be running. */
function takenBy({ cluster }: Drawn, step: RestartStep): readonly number[] {
  return step.nodes.map((n) => n.id).filter((id) => {
    const pod = podOf(cluster, id);
    return pod !== undefined && (pod.server === 'running' || pod.server === 'unknown');
  });
}

function podOf(cluster: DrawnCluster, id: number) {
  return [...cluster.observed.values()].map((set) => set.pods[id]).find((pod) => pod !== undefined);
}

function serves(cluster: DrawnCluster, id: number): boolean {
  const pod = podOf(cluster, id);
  return pod !== undefined && pod.ready && !pod.terminating && pod.server === 'running' && cluster.brokers.get(id)?.fenced === false;
}

const RUNS = { numRuns: 3000 };

describe('whatever the state of a cluster', () => {
  test('a decision is made, the same each time', () => {
    fc.assert(fc.property(drawn, (state) => { expect(decide(state)).toEqual(decide(state)); }), { numRuns: 500 });
  });

  test('no partition that has replicas to spare is taken below min.insync.replicas, and none that has another replica offline', () => {
    let restarts = 0;
    fc.assert(fc.property(drawn, (state) => {
      const step = restartOf(decide(state));
      if (!step) { return; }
      const taken = takenBy(state, step);
      restarts += taken.length > 0 ? 1 : 0;
      for (const p of state.cluster.partitions) {
        if (!p.inSync.some((id) => taken.includes(id))) { continue; }
        const left = p.inSync.filter((id) => serves(state.cluster, id) && !taken.includes(id)).length;
        const min = state.cluster.minInSync[p.topic];
        if (p.replicas.length > min) { expect(left).toBeGreaterThanOrEqual(min); }
        if (p.replicas.length > 1) { expect(left).toBeGreaterThanOrEqual(1); }
        if (state.cluster.policy.unavoidable === 'refuse') { expect(p.replicas.length).toBeGreaterThan(min); }
        expect(p.reassigning).not.toBe(true);
      }
    }), RUNS);
    // Else nothing was shown.
    expect(restarts).toBeGreaterThan(100);
  });

  test('at most one controller is taken from the quorum, a majority stays in step, the active one last', () => {
    let restarts = 0;
    fc.assert(fc.property(drawn, (state) => {
      const step = restartOf(decide(state));
      const taken = step ? takenBy(state, step).filter((id) => CONTROLLERS.includes(id)) : [];
      if (taken.length === 0) { return; }
      restarts++;
      expect(taken).toHaveLength(1);
      const { voters, leader } = state.cluster;
      const inStep = voters.filter((v) => v.lagMillis === 0 || v.id === leader).map((v) => v.id).filter((id) => podOf(state.cluster, id)?.ready);
      expect(inStep.filter((id) => !taken.includes(id)).length).toBeGreaterThanOrEqual(2);
      const runningOutdated = CONTROLLERS.filter((id) => {
        const pod = podOf(state.cluster, id);
        return pod?.revision === 'r1' && (pod.server === 'running' || pod.server === 'unknown');
      });
      // One that does not work comes before its turn.
      const active = podOf(state.cluster, taken[0]);
      if (taken[0] === leader && active?.ready && active.server === 'running') { expect(runningOutdated).toEqual([leader]); }
    }), RUNS);
    expect(restarts).toBeGreaterThan(100);
  });

  test('only outdated pods are restarted, each by the identity it was seen with, all of one rack, no more than declared', () => {
    fc.assert(fc.property(drawn, (state) => {
      const step = restartOf(decide(state));
      if (!step) { return; }
      for (const node of step.nodes) {
        const pod = podOf(state.cluster, node.id);
        expect({ uid: pod?.uid, revision: pod?.revision, terminating: pod?.terminating }).toEqual({ uid: node.uid, revision: 'r1', terminating: false });
      }
      const taken = takenBy(state, step);
      expect(taken.length).toBeLessThanOrEqual(state.cluster.policy.concurrency);
      const racks = new Set(taken.map((id) => state.cluster.brokers.get(id)?.rack));
      expect(racks.size).toBeLessThanOrEqual(1);
    }), RUNS);
  });

  test('what cannot be read is not touched', () => {
    fc.assert(fc.property(drawn, (state) => {
      state.cluster.unread = ['no broker answers'];
      const step = restartOf(decide(state));
      if (step) { expect(takenBy(state, step)).toEqual([]); }
    }), RUNS);
  });

  test('nothing is done before the configuration of all nodes is there', () => {
    fc.assert(fc.property(drawn, fc.nat(), fc.constantFrom(undefined, '', 'c0'), ({ cluster }, n, found) => {
      const names = [...cluster.observed.values()].flatMap((set) => set.configMaps.map((configMap) => configMap.name));
      cluster.changeConfigMap(names[n % names.length], found);
      expect(decide({ cluster })).toMatchObject({ kind: 'wait', rule: 'manifests.configuration', reason: expect.stringContaining(names[n % names.length]) });
    }), { numRuns: 500 });
  });

  test('where each step goes well, it comes to an end, and no node is restarted twice', () => {
    fc.assert(fc.property(drawn, ({ cluster }) => {
      let observation = cluster.observation();
      const restarted: number[] = [];
      for (let i = 0; ; i++) {
        expect(i).toBeLessThan(60);
        const decision = next(cluster.cluster(), cluster.policy, observation);
        if (decision.kind !== 'step') { break; }
        restarted.push(...restartOf(decision)?.nodes.map((n) => n.id) ?? []);
        observation = predict(cluster.sets, observation, decision.step);
      }
      expect(new Set(restarted).size).toBe(restarted.length);
    }), { numRuns: 1000 });
  });
});
