import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { idOf, KafkaOnLoopback, Layout } from './kafka-on-loopback';
import { LoopbackPod } from './loopback-pod';
import { ActResult } from '../../lifecycle/act/act-result';
import { KafkaAdmin } from '../../lifecycle/clients/kafka/kafka-admin';
import { KafkaNode } from '../../lifecycle/clients/kafka/kafka-node';
import { isUnread, KafkaObservation, SECRET_VALUE } from '../../lifecycle/observation';
import { observeServers } from '../../lifecycle/observe/ensemble';
import { ConfigureStep } from '../../lifecycle/plan/decision';
import { DynamicSettings } from '../../src/lifecycle/desired-state';
import { bundleProgram } from '../../tools/lifecycle-program/bundle';
import { HELD } from '../lifecycle/act/held';
import { configure, electLeaders, observeKafka, withKafka } from '../lifecycle/bundled-kafka-side';

/** All that the lifecycle program asks of Kafka and tells it, against each version and layout. The tests of one cluster build on each other. */

const ALL = [0, 100, 200];

const CLUSTERS: [string, Layout][] = [['4.3.1', 'dedicated'], ['4.0.2', 'combined'], ['3.9.2', 'dedicated'], ['3.9.2', 'zookeeper']];

describe.each(CLUSTERS)('%s, %s', (version, layout) => {
  const kraft = layout !== 'zookeeper';
  let cluster: KafkaOnLoopback;
  /** The broker that will hang, not the active controller, and the others. */
  let victim: LoopbackPod;
  let others: readonly number[];
  beforeAll(async () => {
    cluster = new KafkaOnLoopback(version, layout);
    await cluster.up();
    const active = await activeController();
    victim = cluster.brokers.filter((pod) => idOf(pod) !== active.id)[1];
    others = ALL.filter((id) => id !== idOf(victim));
    await cluster.createTopic('orders', '--partitions', '12', '--replication-factor', '3', '--config', 'min.insync.replicas=1');
    await cluster.createTopic('logs', '--replica-assignment', `${others[0]}:${others[1]},${others[1]}:${others[0]}`);
  });
  afterAll(() => cluster.ground.close());

  function use<T>(action: (kafka: KafkaAdmin) => Promise<T>): Promise<T> {
    return withKafka(kraft ? cluster.brokers[0].prepared('CLUSTER_ID') : undefined, action);
  }

  function look(dynamic?: DynamicSettings): ReturnType<typeof observeKafka> {
    return use((kafka) => observeKafka(cluster.desired(dynamic), kafka, {}));
  }

  async function seen(dynamic?: DynamicSettings): Promise<KafkaObservation> {
    const observation = await look(dynamic);
    if (isUnread(observation)) { throw new Error(`unread: ${observation.unread.join('; ')}`); }
    return observation;
  }

  /** What is seen, once it is as it should be. */
  async function sees(what: string, isSo: (observation: KafkaObservation) => boolean, dynamic?: DynamicSettings): Promise<KafkaObservation> {
    const observation = await cluster.eventually(what, () => look(dynamic), (o) => !isUnread(o) && isSo(o));
    if (isUnread(observation)) { throw new Error(what); }
    return observation;
  }

  const inSync = ({ partitions }: KafkaObservation) => partitions.inSync.length === partitions.replicas.length;
  const nodes = (): readonly KafkaNode[] => cluster.brokers.map((pod) => ({ id: idOf(pod), role: 'broker', host: pod.address, port: 9092 }));

  async function activeController(): Promise<KafkaNode> {
    const { quorum, activeController: broker } = await sees('there is a controller', () => true);
    const pod = [...cluster.controllers, ...cluster.brokers].find((each) => idOf(each) === (quorum?.leader ?? broker));
    if (!pod) { throw new Error('The active controller is none of the cluster.'); }
    return kraft ? { id: idOf(pod), role: 'controller', host: pod.address, port: 9093 } : { id: idOf(pod), role: 'broker', host: pod.address, port: 9092 };
  }

  function settings(changes: Readonly<Record<string, string | undefined>>, broker?: number): Promise<ActResult> {
    const step: ConfigureStep = { kind: 'configure', reason: '', broker, changes: Object.entries(changes).map(([key, to]) => ({ key, to })), applied: [] };
    return use((kafka) => configure(step, cluster.desired(), kafka, HELD));
  }

  function elect(): Promise<ActResult> {
    const partitions = { orders: Array.from({ length: 12 }, (_, i) => i), gone: [0] };
    return use((kafka) => electLeaders({ kind: 'elect-leaders', reason: '', partitions }, cluster.desired(), kafka, HELD));
  }

  test('brokers, partitions and who leads', async () => {
    const observation = await sees('all is in sync', inSync);
    expect(observation.brokers).toEqual([[0, 'a'], [100, 'b'], [200, 'c']].map(([id, zone]) => ({
      id, rack: `zone-${zone}`, fenced: false, host: `${cluster.brokers.find((pod) => idOf(pod) === id)?.name}.events-nodes.brokers.svc.cluster.local`,
    })));

    const { partitions } = observation;
    expect([...partitions.topics].sort()).toEqual(['logs', 'orders']);
    const told = Array.from(partitions.topic, (topic, p) => ({
      name: `${partitions.topics[topic]}-${partitions.partition[p]}`,
      leader: partitions.leader[p],
      replicas: [...partitions.replicas.subarray(partitions.replicaStart[p], partitions.replicaStart[p + 1])],
      inSync: [...partitions.inSync.subarray(partitions.inSyncStart[p], partitions.inSyncStart[p + 1])].sort((a, b) => a - b),
      minInSync: partitions.minInSync[topic],
      reassigning: partitions.reassigning[p],
    })).sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
    expect(told.map((p) => p.name)).toEqual(['logs-0', 'logs-1', ...Array.from({ length: 12 }, (_, i) => `orders-${i}`)]);
    expect(told.slice(0, 2)).toEqual([
      // What holds for all topics is derived by the library: 2 of 3 replicas.
      { name: 'logs-0', leader: others[0], replicas: others, inSync: others, minInSync: 2, reassigning: 0 },
      { name: 'logs-1', leader: others[1], replicas: [...others].reverse(), inSync: others, minInSync: 2, reassigning: 0 },
    ]);
    for (const p of told.slice(2)) {
      expect(p).toMatchObject({ leader: p.replicas[0], inSync: ALL, minInSync: 1, reassigning: 0 });
      expect([...p.replicas].sort((a, b) => a - b)).toEqual(ALL);
    }

    if (kraft) {
      const { quorum } = observation;
      const ids = cluster.controllers.map(idOf);
      expect(quorum?.voters.map((v) => v.id).sort((a, b) => a - b)).toEqual(ids);
      expect(ids).toContain(quorum?.leader);
      for (const voter of quorum?.voters ?? []) {
        expect(voter.lagMillis).toBeLessThan(10_000);
        expect(voter.logEndOffset).toBeGreaterThan(10);
      }
      expect(observation.activeController).toBeUndefined();
    } else {
      expect(observation.quorum).toBeUndefined();
      expect(ALL).toContain(observation.activeController);
    }
  });

  test('settings of all brokers and of one: validated, applied, told, applied again, removed', async () => {
    const dynamic: DynamicSettings = { clusterWide: { 'log.cleaner.threads': '2' }, perBroker: { 100: { 'num.io.threads': '5' } } };
    expect((await seen(dynamic)).settings.effective[100]['log.cleaner.threads']).toBe('1');
    for (let times = 0; times < 2; times++) {
      expect(await settings({ 'log.cleaner.threads': '2' })).toEqual({ kind: 'done', said: '1 setting of all brokers changed' });
      expect(await settings({ 'num.io.threads': '5' }, 100)).toEqual({ kind: 'done', said: '1 setting of broker 100 changed' });
    }
    const changed = await sees('every broker goes by it', ({ settings: { effective, perBroker } }) =>
      ALL.every((id) => effective[id]?.['log.cleaner.threads'] === '2') && perBroker[100]?.['num.io.threads'] === '5', dynamic);
    expect(changed.settings).toMatchObject({
      clusterWide: { 'log.cleaner.threads': '2' },
      perBroker: { 100: { 'num.io.threads': '5' } },
      effective: { 0: { 'log.cleaner.threads': '2' }, 100: { 'log.cleaner.threads': '2', 'num.io.threads': '5' }, 200: { 'log.cleaner.threads': '2' } },
    });
    for (let times = 0; times < 2; times++) { expect(await settings({ 'log.cleaner.threads': undefined })).toMatchObject({ kind: 'done' }); }
    expect(await settings({ 'num.io.threads': undefined }, 100)).toMatchObject({ kind: 'done' });
    const removed = await sees('it is gone', ({ settings: s }) => s.clusterWide['log.cleaner.threads'] === undefined && s.perBroker[100] === undefined, dynamic);
    expect(removed.settings.clusterWide['log.cleaner.threads']).toBeUndefined();
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ['read-only', { 'broker.rack': 'other' }, /answered IncrementalAlterConfigs with INVALID_REQUEST: Cannot update these configs dynamically: .*broker\.rack/],
    ['of another type', { 'log.cleaner.threads': 'many' }, /Not a number of type INT/],
    ['too great a change', { 'log.cleaner.threads': '2', 'num.io.threads': '1000' }, /value should not be greater than double the current value/],
  ])('what Kafka refuses is refused as a whole, in its words: %s', async (_what, changes, reason) => {
    const before = await seen();
    expect(await settings(changes)).toMatchObject({ kind: 'refused', reason: expect.stringMatching(reason), mend: expect.stringContaining('declaration') });
    expect((await seen()).settings.clusterWide).toEqual(before.settings.clusterWide);
  });

  test('a setting that brokers do not know is taken, and its value never told', async () => {
    expect(await settings({ 'no.such.setting': '1' })).toMatchObject({ kind: 'done' });
    const told = await sees('it is set', ({ settings: s }) => s.clusterWide['no.such.setting'] !== undefined);
    expect(told.settings.clusterWide['no.such.setting']).toBe(SECRET_VALUE);
    expect(await settings({ 'no.such.setting': undefined })).toMatchObject({ kind: 'done' });
  });

  test('every broker tells where its own replicas end, whoever leads', async () => {
    await cluster.tool('org.apache.kafka.tools.VerifiableProducer', '--bootstrap-server', cluster.bootstrap, '--topic', 'orders', '--max-messages', '500', '--acks', '-1');
    const partitions = new Map([['orders', Array.from({ length: 12 }, (_, i) => i)]]);
    const total = (ends: ReadonlyMap<string, number>) => [...ends.values()].reduce((sum, end) => sum + end, 0);
    const ends = await cluster.eventually('every replica has all 500 records', () => use((kafka) => Promise.all(nodes().map((node) => kafka.endOffsets(node, partitions)))),
      (all) => all.every((each) => total(each) === 500));
    expect(ends[1]).toEqual(ends[0]);
    expect(ends[2].size).toBe(12);
  });

  test('a broker that hangs costs its time once, is named, and is out of service soon', async () => {
    const id = idOf(victim);
    victim.running.signal('SIGSTOP');
    const begin = Date.now();
    const observation = await seen();
    expect(Date.now() - begin).toBeLessThan(20_000);
    // On a busy machine its session may be over by then.
    const hanging = observation.brokers.find((b) => b.id === id);
    if (hanging && !hanging.fenced) { expect(hanging.silent).toMatch(/^broker \d+ \(.*:9092\) did not answer \w+ within [\d.]+ s$/); }
    expect(observation.brokers.filter((b) => b.silent !== undefined && b.id !== id)).toEqual([]);

    const without = await sees('it is out of service, leads nothing and is in sync with nothing', ({ brokers, partitions }) =>
      brokers.every((b) => b.id !== id || b.fenced) && !partitions.leader.includes(id) && !partitions.inSync.includes(id));
    expect(without.brokers.find((b) => b.id === id)?.fenced).toBe(kraft ? true : undefined);
    expect(without.settings.effective[id]).toBeUndefined();
    expect(await elect()).toEqual({ kind: 'done', said: 'leadership of preferred replicas: 8 led by it already, 4 not available, 1 deleted meanwhile' });
    expect(await settings({ 'num.io.threads': '5' }, id)).toMatchObject({ kind: 'later', reason: expect.stringContaining('did not answer') });
  });

  test('a reassignment that goes on, here as its destination hangs', async () => {
    const id = idOf(victim);
    // A destination must be in service when it is chosen.
    victim.running.signal('SIGCONT');
    await sees('it is in service again', ({ brokers }) => brokers.some((b) => b.id === id && !b.fenced));
    victim.running.signal('SIGSTOP');
    // Kafka's own tool may ask a broker that hangs who the controller is.
    const controller = await activeController();
    await use((kafka) => kafka.alterReassignments(controller, [{ topic: 'logs', partition: 1, replicas: [others[1], id] }]));
    const { partitions } = await seen();
    const [row] = Array.from(partitions.topic, (_, p) => p).filter((p) => partitions.reassigning[p] === 1);
    expect(partitions.reassigning.reduce((sum, r) => sum + r, 0)).toBe(1);
    expect(`${partitions.topics[partitions.topic[row]]}-${partitions.partition[row]}`).toBe('logs-1');
    expect(partitions.replicas.subarray(partitions.replicaStart[row], partitions.replicaStart[row + 1])).toContain(id);
  });

  test('it comes back, catches up, and leads again what it is to lead', async () => {
    victim.running.signal('SIGCONT');
    await sees('all is in sync, nothing reassigned', (o) => inSync(o) && !o.partitions.reassigning.includes(1) && o.brokers.every((b) => !b.fenced && b.silent === undefined));
    expect(await elect()).toMatchObject({ kind: 'done', said: expect.stringMatching(/\d+ returned|12 led by it already/) });
    expect(await elect()).toEqual({ kind: 'done', said: 'leadership of preferred replicas: 12 led by it already, 1 deleted meanwhile' });
    const { partitions } = await seen();
    expect(Array.from(partitions.leader)).toEqual(Array.from(partitions.leader, (_, p) => partitions.replicas[partitions.replicaStart[p]]));
  });

  test('a program that has looked ends by itself', async () => {
    const [file, desired] = ['observe-once.js', 'desired.json'].map((name) => join(cluster.ground.folder, name));
    bundleProgram(join(__dirname, 'observe-once.ts'), file);
    writeFileSync(desired, JSON.stringify(cluster.desired()));
    const process = cluster.ground.run(['node', file, desired]);
    expect(await process.end(60_000)).toEqual({ code: 0, signal: null });
    expect(JSON.parse(process.output)).toMatchObject({ brokers: ALL.map((id) => ({ id })), topics: expect.arrayContaining(['orders', 'logs']) });
  });

  if (kraft) {
    test('without a majority of its controllers nothing is told', async () => {
      const before = await seen();
      const followers = cluster.controllers.filter((pod) => idOf(pod) !== before.quorum?.leader);
      for (const pod of followers) { pod.running.signal('SIGSTOP'); }
      const observation = await cluster.eventually('there is no quorum', () => look(), isUnread);
      expect(isUnread(observation) && observation.unread.join('; ')).toMatch(/within 2 s|has not agreed|has no leader|did not answer|could not be reached/);
      for (const pod of followers) { pod.running.signal('SIGCONT'); }
      await sees('all is well again', (o) => inSync(o) && o.brokers.every((b) => !b.fenced));
    });
  } else {
    test('ZooKeeper: who leads, who follows, and who is away', async () => {
      const modes = Object.values(await observeServers(cluster.desiredEnsemble())).map((s) => s.mode).sort();
      expect(modes).toEqual(['follower', 'follower', 'leader']);
      await cluster.servers[2].running.kill();
      const left = await cluster.eventually('two are left', () => observeServers(cluster.desiredEnsemble()), (servers) => Object.values(servers).some((s) => s.mode === 'leader'));
      expect(Object.keys(left)).toEqual(['1', '2']);
      expect(Object.values(left).map((s) => s.mode).sort()).toEqual(['follower', 'leader']);
    });
  }
});
