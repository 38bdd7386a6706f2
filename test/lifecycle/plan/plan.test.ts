import { ClusterObservation, MadeOf } from '../../../lifecycle/observation';
import { Subject, UnitPlan, planUnit } from '../../../lifecycle/plan/plan';
import { planText } from '../../../lifecycle/report/plan-text';
import { DECIDE, plannerOf } from '../../../lifecycle/run/planner';
import { DesiredEnsemble } from '../../../src/lifecycle/desired-state';
import { DrawnCluster } from '../drawn-cluster';

/** Three controllers, and two brokers in each of three racks. */
function drawn(): DrawnCluster {
  const cluster = new DrawnCluster('kraft');
  cluster.addSet('events-controller', ['controller'], [900, 901, 902]);
  ['a', 'b', 'c'].forEach((rack, r) => { cluster.addSet(`events-broker-${rack}`, ['broker'], [100 * r, 100 * r + 1], rack); });
  cluster.addTopic('orders', 2, [[0, 100, 200], [101, 201, 1], [200, 1, 100]]);
  return cluster;
}

const subjectOf = (cluster: DrawnCluster, observation: ClusterObservation = cluster.observation()): Subject => ({ kind: 'cluster', cluster: cluster.cluster(), observation });

function plan(cluster: DrawnCluster, observation?: ClusterObservation): UnitPlan {
  return planUnit(subjectOf(cluster, observation), (subject) => plannerOf(cluster.policy, DECIDE).decide(subject));
}

const threads = (made: MadeOf): MadeOf => ({ ...made, start: made.start && { ...made.start, settings: { 'num.io.threads': '16' } } });

test('everything from here to converged, each with its reason', () => {
  const cluster = drawn();
  cluster.change(['events-controller', 'events-broker-a', 'events-broker-b', 'events-broker-c'], threads);
  cluster.desired[''] = { 'log.retention.ms': '1000' };
  cluster.effective['0'] = { 'log.retention.ms': '500' };
  expect(planText([plan(cluster)])).toBe(`\
plan       events: 1 setting, 9 restarts; about 9 min
  1  configure  all brokers: log.retention.ms 500 -> 1000
  2  restart    events-controller-901  num.io.threads: 8 -> 16
  3  restart    events-controller-902  num.io.threads: 8 -> 16
  4  restart    events-controller-900  num.io.threads: 8 -> 16
  5  restart    events-broker-a-0  num.io.threads: 8 -> 16
  6  leaders    orders-0  1 partition is not led by its preferred replica
  7  restart    events-broker-a-1  num.io.threads: 8 -> 16
  8  restart    events-broker-b-100  num.io.threads: 8 -> 16
  9  restart    events-broker-b-101  num.io.threads: 8 -> 16
 10  leaders    orders-1  1 partition is not led by its preferred replica
 11  restart    events-broker-c-200  num.io.threads: 8 -> 16
 12  leaders    orders-2  1 partition is not led by its preferred replica
 13  restart    events-broker-c-201  num.io.threads: 8 -> 16
end        all is as desired

Nothing was changed.
`);
});

test('batches of a rack, and what is not available meanwhile', () => {
  const cluster = drawn();
  cluster.policy.concurrency = 2;
  cluster.addTopic('logs', 1, [[0], [101]]);
  cluster.change(['events-broker-a', 'events-broker-b'], threads);
  const { entries, seconds } = plan(cluster);
  expect(seconds).toBeLessThan(150);
  expect(planText([plan(cluster)])).toContain(`\
plan       events: 4 restarts in 2 batches; about 2 min
  1  restart    events-broker-a-0, events-broker-a-1  num.io.threads: 8 -> 16
                not available meanwhile, as they have no replica to spare: logs-0
`);
  expect(entries.filter((e) => e.kind === 'step' && e.step.kind === 'restart')).toHaveLength(2);
});

test('what is under way now is waited for, and the plan goes on from there', () => {
  const cluster = drawn();
  cluster.change(['events-broker-b'], threads);
  cluster.changePod(0, { ready: false, uid: 'new' });
  cluster.brokers.set(0, { rack: 'a', fenced: true });
  cluster.partition('orders-0').inSync = [100, 200];
  cluster.partition('orders-0').leader = 100;
  expect(planText([plan(cluster)])).toContain(`\
     wait       until this is over: events-broker-a-0 runs, and does not answer yet
  1  leaders    orders-0  1 partition is not led by its preferred replica
  2  restart    events-broker-b-100  num.io.threads: 8 -> 16
`);
});

test('a plan ends with what would block', () => {
  const cluster = drawn();
  cluster.addTopic('wide', 2, [[0, 1, 100, 101, 200, 201]]);
  cluster.declareNodes('events-broker-c', 1);
  expect(planText([plan(cluster, cluster.observation('load'))])).toBe(`\
plan       events: nothing that can be done now
blocked    [scale.in-possible] wide-0: more replicas than brokers that stay (5)
mend       Keep more brokers, or lower the replication factor.

Nothing was changed.
`);
});

test('what moves, how much it is, and how long that takes', () => {
  const cluster = drawn();
  cluster.sizes.orders = 1024 ** 3;
  cluster.declareNodes('events-broker-c', 1);
  expect(planText([plan(cluster)])).toContain('look       what comes then depends on the load of the brokers');
  expect(planText([plan(cluster, cluster.observation('load'))])).toBe(`\
plan       events: events-broker-c 2 -> 1, 1.0 GiB moved, 0 restarts; about 18 min
  1  throttle   empty broker 201: 6 brokers send and receive what moves with 1.0 MiB/s at most; 1 partition, 1.0 GiB
  2  move       orders-1  empty broker 201: 1.0 GiB of 1.0 GiB that are left
  3  scale      events-broker-c 2 -> 1
  4  forget     broker 201  gone, and empty
  5  throttle   nothing moves any more: 5 brokers without a throttle
  6  throttle   nothing moves any more: 1 topic without throttled replicas
end        all is as desired

Nothing was changed.
`);
});

test.each<[string, (cluster: DrawnCluster) => void, string]>([
  ['manifests that are not applied', (c) => { c.set('events-broker-c').template = 't0'; }, 'manifests.applied'],
  ['a cluster that cannot be read', (c) => { c.change(['events-broker-a'], threads); c.unread = ['brokers: getaddrinfo EAI_AGAIN']; }, 'observation.kafka-read'],
])('%s: what comes then cannot be foreseen', (_, change, rule) => {
  const cluster = drawn();
  change(cluster);
  const { entries, end } = plan(cluster);
  expect([entries, end.kind, end.kind === 'wait' && end.rule]).toEqual([[], 'wait', rule]);
});

test('nothing to do', () => {
  expect(planText([plan(drawn()), { unit: 'orders', entries: [], end: { kind: 'unread', unread: ['StatefulSets: 403'] }, seconds: 0 }])).toBe(`\
plan       events: nothing to do
end        all is as desired

plan       orders: nothing that can be done now
unread     StatefulSets: 403

Nothing was changed.
`);
});

test('an ensemble: followers first, then its leader', () => {
  const nodes = [0, 1, 2].map((id) => ({ id, pod: `zk-${id}`, host: `zk-${id}.zk` }));
  const ensemble: DesiredEnsemble = { name: 'zk', version: '3.8.6', clientPort: 2181, set: { name: 'zk', roles: [], template: 't1', nodes } };
  const cluster = new DrawnCluster('kraft');
  cluster.addSet('zk', [], [0, 1, 2]);
  cluster.change(['zk'], threads);
  const observation = { sets: Object.fromEntries(cluster.observed), servers: { 0: { mode: 'leader' }, 1: { mode: 'follower' }, 2: { mode: 'follower' } } as const };
  const { entries, end } = planUnit({ kind: 'ensemble', ensemble, observation }, (subject) => plannerOf(cluster.policy, DECIDE).decide(subject));
  expect(entries.map((e) => e.kind === 'step' && e.step.kind === 'restart' && e.step.nodes.map((n) => n.id))).toEqual([[1], [2], [0]]);
  expect(end.kind).toBe('done');
});
