import { ScriptedWorld, POLICY, Turn, clusterUnit, ensembleUnit, restart } from './scripted-world';
import { Decision } from '../../../lifecycle/plan/decision';
import { Lines } from '../../../lifecycle/report/lines';
import { converge } from '../../../lifecycle/run/converge';
import { Outcome } from '../../../lifecycle/run/outcome';
import { Unit, unitName } from '../../../lifecycle/run/unit';

const DONE: Decision = { kind: 'done', notes: [] };
const BLOCKED: Decision = { kind: 'blocked', rule: 'scale.in', reason: 'events has 4 nodes, 3 are declared', mend: 'Declare 4.' };
const wait = (progress: string, rule = 'roll.settled'): Decision => ({ kind: 'wait', rule, reason: 'events-0 starts', mend: 'See its log.', progress });
const step = (pod: string): Decision => ({ kind: 'step', step: restart(pod) });
const MINUTE = 60_000;

async function run(world: ScriptedWorld, units: readonly Unit[] = [clusterUnit('events')], policy = POLICY) {
  const result = await converge(units, policy, world.planner, world);
  expect(world.listening).toBe(0);
  return { code: result.code, outcomes: Object.fromEntries(result.outcomes.map((o) => [unitName(o.unit), o.outcome])) as Record<string, Outcome> };
}

function counting(from: number): Turn {
  let n = from;
  return () => wait(String(n++));
}

describe('a unit', () => {
  test('is looked at anew after every act, until all is as desired', async () => {
    const world: ScriptedWorld = new ScriptedWorld({ events: [step('events-0'), wait('1'), step('events-1'), DONE] });
    expect(await run(world)).toEqual({ code: 0, outcomes: { events: { kind: 'converged', notes: [] } } });
    expect(world.acts.map((a) => a.step)).toEqual([restart('events-0'), restart('events-1')]);
    expect(world.events.map((e) => e.kind)).toEqual([
      'run-began', 'unit-began', 'seen', 'decided', 'step', 'acted', 'seen', 'decided', 'waiting', 'seen', 'decided', 'step', 'acted', 'seen', 'decided',
      'unit-ended', 'run-ended',
    ]);
  });

  test('is waited for as long as something moves, however long that takes', async () => {
    let looks = 0;
    const world: ScriptedWorld = new ScriptedWorld({ events: [() => ++looks < 4000 ? wait(String(looks)) : DONE] });
    expect((await run(world)).code).toBe(0);
    expect(world.now()).toBeGreaterThan(60 * MINUTE);
  });

  test('has failed when nothing has moved for the declared time', async () => {
    const world: ScriptedWorld = new ScriptedWorld({ events: [wait('1'), wait('2')] });
    const { code, outcomes } = await run(world);
    expect(code).toBe(1);
    expect(outcomes.events).toEqual({ kind: 'failed', rule: 'roll.settled', reason: expect.stringMatching(/^events-0 starts; nothing has moved for 60\d s$/), mend: 'See its log.' });
    expect(world.now()).toBeGreaterThanOrEqual(10 * MINUTE);
    expect(world.now()).toBeLessThan(10 * MINUTE + 10_000);
  });

  test('is blocked, and has not failed, when a rule of safety has held it for that time', async () => {
    const world: ScriptedWorld = new ScriptedWorld({ events: [wait('', 'in-sync.writable')] }, ['in-sync.writable']);
    const { code, outcomes } = await run(world);
    expect([code, outcomes.events.kind]).toEqual([2, 'blocked']);
  });

  test('does not count going to and fro as progress', async () => {
    let looks = 0;
    const world: ScriptedWorld = new ScriptedWorld({ events: [() => wait(String(looks++ % 2))] });
    expect((await run(world)).code).toBe(1);
    expect(world.now()).toBeLessThan(11 * MINUTE);
  });

  test('may show the same progress again after another step', async () => {
    // Each of five nodes takes 9 minutes in which nothing moves.
    const world: ScriptedWorld = new ScriptedWorld({
      events: [() => {
        const node = Math.floor(world.now() / (9 * MINUTE));
        if (node === 5) { return DONE; }
        return world.acts.length === node ? step(`events-${node}`) : wait('starts');
      }],
    });
    expect((await run(world)).code).toBe(0);
    expect(world.acts).toHaveLength(5);
  });

  test('has failed when the same step is decided again and again', async () => {
    const world: ScriptedWorld = new ScriptedWorld({ events: [step('events-0')] });
    const { code, outcomes } = await run(world);
    expect(code).toBe(1);
    expect(outcomes.events).toMatchObject({ kind: 'failed', rule: 'no-progress', reason: expect.stringContaining('restart events-0 (num.io.threads: 8 -> 16) was asked for again and again') });
    expect(world.acts.length).toBeGreaterThan(10);
    expect(world.acts.length).toBeLessThan(200);
  });

  test('has failed when two steps undo each other for ever', async () => {
    let looks = 0;
    const world: ScriptedWorld = new ScriptedWorld({ events: [() => step(`events-${looks++ % 2}`)] });
    expect((await run(world)).code).toBe(1);
  });

  test('is blocked when whoever acts refuses', async () => {
    const world: ScriptedWorld = new ScriptedWorld({ events: [step('events-0')] });
    world.result = () => ({ kind: 'refused', reason: 'may not evict pods', mend: 'Apply the Role.' });
    expect((await run(world)).outcomes.events).toEqual({
      kind: 'blocked', rule: 'refused', reason: 'restart events-0 (num.io.threads: 8 -> 16) is refused: may not evict pods', mend: 'Apply the Role.',
    });
    expect(world.acts).toHaveLength(1);
  });

  test('is tried again, ever more seldom, while an act cannot be done', async () => {
    const world: ScriptedWorld = new ScriptedWorld({ events: [step('events-0')] });
    world.result = (s) => { void s; throw new Error('429 Too Many Requests'); };
    const { code, outcomes } = await run(world);
    expect(code).toBe(1);
    expect(outcomes.events).toMatchObject({ rule: 'no-progress', reason: expect.stringContaining('429 Too Many Requests') });
    expect(world.sleeps.slice(0, 7)).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  test('goes on, and converges, though something else moves leadership away whenever it is returned', async () => {
    const elect: Decision = { kind: 'step', step: { kind: 'elect-leaders', reason: '2 partitions are not led by their preferred replica', partitions: { orders: [0, 1] } } };
    const world: ScriptedWorld = new ScriptedWorld({ events: [DONE] });
    const restarts = () => world.acts.filter(({ step: { kind } }) => kind === 'restart').length;
    const planner = { ...world.planner, decide: (_: unknown, leaveLeaders = false) => leaveLeaders ? [step('events-0'), step('events-1')][restarts()] ?? DONE : elect };
    const { outcomes, code } = await converge([clusterUnit('events')], POLICY, planner, world);
    expect(code).toBe(0);
    expect(world.acts.map(({ step: { kind } }) => kind).join(' '))
      .toBe('elect-leaders elect-leaders elect-leaders restart elect-leaders elect-leaders elect-leaders restart elect-leaders elect-leaders elect-leaders');
    expect(outcomes[0].outcome).toEqual({
      kind: 'converged', notes: ['2 partitions are not led by their preferred replica, though leadership was returned 3 times: something else moves it'],
    });
  });

  test('has failed, without its error taking others along, where the program itself is wrong', async () => {
    const world: ScriptedWorld = new ScriptedWorld({ events: [DONE], orders: [DONE] });
    const { decide } = world.planner;
    const planner = {
      ...world.planner,
      decide: (seen: Parameters<typeof decide>[0]) => {
        if (seen.kind === 'cluster' && seen.cluster.name === 'events') { throw new Error('no such index'); }
        return decide(seen);
      },
    };
    const { outcomes, code } = await converge([clusterUnit('events'), clusterUnit('orders')], POLICY, planner, world);
    expect(outcomes[0].outcome).toMatchObject({ kind: 'failed', rule: 'internal', reason: expect.stringContaining('no such index') });
    expect(outcomes[1].outcome).toEqual({ kind: 'converged', notes: [] });
    expect(code).toBe(1);
  });
});

describe('what cannot be read', () => {
  const AWAY = { unread: ['StatefulSets: connect ECONNREFUSED', 'pods: connect ECONNREFUSED'] };

  test('is waited for, ever more seldom', async () => {
    const world: ScriptedWorld = new ScriptedWorld({ events: [AWAY, AWAY, AWAY, AWAY, AWAY, AWAY, AWAY, DONE] });
    expect((await run(world)).code).toBe(0);
    expect(world.sleeps).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  test('ends the unit after the declared time, with everything named', async () => {
    const world: ScriptedWorld = new ScriptedWorld({ events: [AWAY] });
    const { code, outcomes } = await run(world);
    expect(code).toBe(1);
    expect(outcomes.events).toMatchObject({ kind: 'failed', rule: 'unread', reason: expect.stringMatching(/^cannot see all that counts: StatefulSets: connect ECONNREFUSED; pods: connect ECONNREFUSED, for 6\d\d s$/) });
  });

  test('ends it after a minute, blocked, where only a person can mend it', async () => {
    const forbidden = { unread: ['get statefulsets: 403 Forbidden'], mend: 'Apply the Role.' };
    const world: ScriptedWorld = new ScriptedWorld({ events: [forbidden] });
    const { code, outcomes } = await run(world);
    expect(code).toBe(2);
    expect(outcomes.events).toMatchObject({ kind: 'blocked', rule: 'unread', mend: 'Apply the Role.', reason: expect.stringMatching(/403 Forbidden, for (6|7|8|9)\d s$/) });
    expect(world.events).toContainEqual(expect.objectContaining({ kind: 'waiting', rule: 'unread', mend: 'Apply the Role.', limit: MINUTE }));
  });

  test('goes on when what was missing is there within that minute, and counts anew', async () => {
    const forbidden = { unread: ['get statefulsets: 403 Forbidden'], mend: 'Apply the Role.' };
    const forFiveLooks = Array<Turn>(5).fill(forbidden);
    const world: ScriptedWorld = new ScriptedWorld({ events: [...forFiveLooks, wait('1'), ...forFiveLooks, DONE] });
    expect((await run(world)).code).toBe(0);
    expect(world.now()).toBeGreaterThan(MINUTE);
  });

  test('of Kafka alone ends it so too', async () => {
    const foreign: Decision = { kind: 'wait', rule: 'observation.kafka-read', reason: 'broker 1 belongs to cluster theirs', mend: 'Declare the clusterId.', progress: '', unlikely: true };
    const { code, outcomes } = await run(new ScriptedWorld({ events: [foreign] }));
    expect(code).toBe(2);
    expect(outcomes.events).toMatchObject({ kind: 'blocked', rule: 'observation.kafka-read', mend: 'Declare the clusterId.', reason: expect.stringMatching(/nothing has moved for (6|7)\d s$/) });
  });

  test('includes a look that throws', async () => {
    let looks = 0;
    const world: ScriptedWorld = new ScriptedWorld({ events: [() => { if (looks++ === 0) { throw new Error('socket hang up'); } return DONE; }] });
    expect((await run(world)).code).toBe(0);
    expect(world.events).toContainEqual(expect.objectContaining({ kind: 'waiting', rule: 'unread', reason: 'cannot see all that counts: events: socket hang up' }));
  });

  test('is no time in which nothing moved', async () => {
    // Nine minutes without an answer, then nine minutes at rest.
    const world: ScriptedWorld = new ScriptedWorld({ events: [() => world.now() < 9 * MINUTE ? AWAY : world.now() < 18 * MINUTE ? wait('1') : DONE] });
    expect((await run(world)).code).toBe(0);
  });

  test('comes to an end even if an answer gets through now and then', async () => {
    let looks = 0;
    const world: ScriptedWorld = new ScriptedWorld({ events: [() => looks++ % 3 === 0 ? wait('1') : AWAY] });
    expect((await run(world)).code).toBe(1);
  });
});

describe('before each act', () => {
  test('the lease must be held', async () => {
    const world: ScriptedWorld = new ScriptedWorld({ events: [() => world.acts.length > 0 ? DONE : step('events-0')] });
    Object.assign(world.lease, { term: undefined, heldBy: 'events-lifecycle-x7' });
    // However long the other run takes.
    world.onTime = (now) => { if (now > 40 * MINUTE) { world.lease.term = 1; } };
    expect((await run(world)).code).toBe(0);
    expect(world.acts).toHaveLength(1);
    expect(world.acts[0].at).toBeGreaterThan(40 * MINUTE);
    expect(world.events).toContainEqual(expect.objectContaining({ kind: 'waiting', rule: 'lease', reason: 'another run is at work: events-lifecycle-x7' }));
  });

  test('a look that began before the lease was had again counts no more', async () => {
    const world: ScriptedWorld = new ScriptedWorld({ events: [() => { world.lease.term = 2; return step('events-0'); }, step('events-1'), DONE] });
    expect((await run(world)).code).toBe(0);
    expect(world.acts.map((a) => a.step)).toEqual([restart('events-1')]);
  });

  test('a look that took long is not acted on', async () => {
    const world: ScriptedWorld = new ScriptedWorld({ events: [step('events-0'), step('events-1'), DONE] });
    let looks = 0;
    world.onLook = () => looks++ === 0 ? 31_000 : 1000;
    expect((await run(world)).code).toBe(0);
    expect(world.acts.map((a) => a.step)).toEqual([restart('events-1')]);
    expect(world.events).toContainEqual(expect.objectContaining({ kind: 'waiting', rule: 'look', reason: expect.stringContaining('took 31 s') }));
  });

  test('a run whose looks all take long ends, and says why', async () => {
    const world: ScriptedWorld = new ScriptedWorld({ events: [step('events-0')] });
    world.onLook = () => 31_000;
    const { code, outcomes } = await run(world);
    expect(code).toBe(1);
    expect(outcomes.events).toMatchObject({ rule: 'look', mend: expect.stringContaining('slow to answer') });
    expect(world.acts).toEqual([]);
  });

  test('a lease that cannot be had from anybody ends the run', async () => {
    const world: ScriptedWorld = new ScriptedWorld({ events: [step('events-0')] });
    Object.assign(world.lease, { term: undefined, problem: '403 Forbidden' });
    const { code, outcomes } = await run(world);
    expect(code).toBe(1);
    expect(outcomes.events).toMatchObject({ rule: 'unread', reason: expect.stringContaining('403 Forbidden') });
    expect(world.acts).toEqual([]);
  });

  test('there must be no newer desired state; then the whole run ends', async () => {
    const world: ScriptedWorld = new ScriptedWorld({ events: [step('events-0'), step('events-1')], orders: [step('orders-0')] });
    world.isSuperseded = () => world.acts.length === 1;
    expect(await run(world, [clusterUnit('events'), clusterUnit('orders')])).toEqual({ code: 3, outcomes: { events: { kind: 'superseded', reason: 'a newer one is there' } } });
    expect(world.acts).toHaveLength(1);
  });

  test('whether there is one must be known', async () => {
    const world: ScriptedWorld = new ScriptedWorld({ events: [() => world.acts.length > 0 ? DONE : step('events-0')] });
    world.isSuperseded = () => { if (world.now() < MINUTE) { throw new Error('503 Service Unavailable'); } return false; };
    expect((await run(world)).code).toBe(0);
    expect(world.acts[0].at).toBeGreaterThanOrEqual(MINUTE);
  });

  test('the run must not be told to stop', async () => {
    const world: ScriptedWorld = new ScriptedWorld({ events: [() => { world.tellToStop('SIGTERM'); return step('events-0'); }] });
    expect((await run(world)).outcomes.events).toMatchObject({ kind: 'failed', rule: 'stopped', reason: 'SIGTERM' });
    expect(world.acts).toEqual([]);
  });
});

describe('a run that is told to stop', () => {
  test('ends, and says what it was waiting for', async () => {
    const world: ScriptedWorld = new ScriptedWorld({ events: [counting(0)], orders: [DONE] });
    world.onTime = (now) => { if (now > 5 * MINUTE) { world.tellToStop('the deadline of 300 s is over'); } };
    const { code, outcomes } = await run(world, [clusterUnit('events'), clusterUnit('orders')]);
    expect(code).toBe(1);
    expect(outcomes.events).toEqual({
      kind: 'failed', rule: 'stopped', reason: 'the deadline of 300 s is over, while waiting: events-0 starts', mend: 'See its log. Then run it again: it goes on from where things are.',
    });
    expect(outcomes.orders).toMatchObject({ kind: 'failed', rule: 'stopped' });
    expect(world.now()).toBeLessThan(5 * MINUTE + 5000);
  });

  test('does not wait for a look that takes long', async () => {
    const world: ScriptedWorld = new ScriptedWorld({ events: [DONE] });
    world.observe = () => { setImmediate(() => { world.tellToStop('SIGTERM'); }); return new Promise(() => undefined); };
    expect((await run(world)).outcomes.events).toMatchObject({ rule: 'stopped', reason: 'SIGTERM' });
  });
});

describe('several units', () => {
  test('one that is blocked or has failed does not keep independent ones from converging', async () => {
    const world: ScriptedWorld = new ScriptedWorld({ a: [BLOCKED], b: [wait('')], c: [DONE] });
    const { code, outcomes } = await run(world, [clusterUnit('a'), clusterUnit('b'), clusterUnit('c')]);
    expect(Object.values(outcomes).map((o) => o.kind)).toEqual(['blocked', 'failed', 'converged']);
    expect(code).toBe(1);
  });

  test('a cluster is not touched if its ensemble is not well, and one of another ensemble is', async () => {
    const world: ScriptedWorld = new ScriptedWorld({ zk: [BLOCKED], other: [DONE], events: [step('events-0')], orders: [DONE] });
    const units = [ensembleUnit('zk'), ensembleUnit('other'), clusterUnit('events', 'zk'), clusterUnit('orders', 'other')];
    const { code, outcomes } = await run(world, units);
    expect(code).toBe(2);
    expect(outcomes.events).toMatchObject({ kind: 'blocked', rule: 'scale.in', reason: 'its ZooKeeper ensemble zk comes first: events has 4 nodes, 3 are declared' });
    expect(outcomes.orders.kind).toBe('converged');
    expect(world.acts).toEqual([]);
  });

  test('a cluster that is not touched begins and ends too, so that what is told of it is not told of its ensemble', async () => {
    const world: ScriptedWorld = new ScriptedWorld({ zk: [BLOCKED], events: [DONE] });
    await run(world, [ensembleUnit('zk'), clusterUnit('events', 'zk')]);
    expect(world.events.flatMap((event) => event.kind === 'unit-began' || event.kind === 'unit-ended' ? [`${event.unit} ${event.kind}`] : []))
      .toEqual(['zk unit-began', 'zk unit-ended', 'events unit-began', 'events unit-ended']);
    const printed: string[] = [];
    const lines = new Lines({ line: (text) => printed.push(text) });
    for (const event of world.events.filter((e) => e.kind === 'unit-began' || e.kind === 'unit-ended')) { lines.tell(event); }
    expect(printed.map((line) => line.split('  ')[0].trim())).toEqual(['blocked', 'mend', 'blocked', 'mend']);
  });
});

test('a cluster that takes long to look at is not looked at all the time', async () => {
  let looks = 0;
  const world: ScriptedWorld = new ScriptedWorld({ events: [() => ++looks < 10 ? wait('1') : DONE] });
  const { observe } = world;
  world.observe = async (unit) => { await world.sleep(20_000); world.sleeps.pop(); return observe.call(world, unit); };
  expect((await run(world)).code).toBe(0);
  expect(world.sleeps.every((s) => s >= 20_000)).toBe(true);
});
