import { rmSync, writeFileSync } from 'node:fs';
import { Size } from 'cdk8s';
import { idOf, KafkaOnLoopback } from './kafka-on-loopback';
import { RebalanceCommand } from './rebalance-command';
import { ActResult } from '../../lifecycle/act/act-result';
import { KafkaAdmin } from '../../lifecycle/clients/kafka/kafka-admin';
import { KafkaNode } from '../../lifecycle/clients/kafka/kafka-node';
import { isUnread, KafkaObservation, LoadObservation } from '../../lifecycle/observation';
import { slotOf } from '../../lifecycle/partition-table';
import { Decision } from '../../lifecycle/plan/decision';
import { DISK_RATE } from '../../lifecycle/plan/moves/disks/disk-marks';
import { emptiedDisks, moveBetweenDisks } from '../../lifecycle/plan/moves/disks/move-between-disks';
import { Situation } from '../../lifecycle/plan/situation';
import { Storage } from '../../src';
import { DesiredRebalance, DesiredVolume } from '../../src/lifecycle/desired-state';
import { HELD } from '../lifecycle/act/held';
import { alterLogDirs, mark, observeKafka, observeLoad, reassign, withKafka } from '../lifecycle/bundled-kafka-side';
import { NO_REBALANCE } from '../lifecycle/no-rebalance';

/** What moves replicas between the disks of a broker, decided and carried out as by a run. The tests of one cluster build on each other. */

const STORAGE = Storage.jbod([Storage.persistent(Size.gibibytes(1)), Storage.persistent(Size.gibibytes(1))]);
const RECORDS = 15_000;
const MEBIBYTE = 1024 ** 2;

interface Seen {
  readonly kafka: KafkaObservation;
  readonly load: LoadObservation;
}

describe.each(['4.3.1', '3.9.2'])('%s', (version) => {
  const cordons = version === '4.3.1';
  let cluster: KafkaOnLoopback;
  let emptied: DesiredVolume;
  beforeAll(async () => {
    cluster = new KafkaOnLoopback(version, 'combined', STORAGE);
    await cluster.up();
    await cluster.createTopic('large', '--replica-assignment', '0:100,0:200');
    await cluster.createTopic('small', '--replica-assignment', '0:100,0:200,0:100,0:200');
    await cluster.tool('org.apache.kafka.tools.ProducerPerformance', '--topic', 'large', '--num-records', String(RECORDS), '--record-size', '1000', '--throughput', '-1',
      '--producer-props', `bootstrap.servers=${cluster.bootstrap}`, 'acks=all', 'linger.ms=5');
  });
  afterAll(() => cluster.ground.close());

  function use<T>(action: (kafka: KafkaAdmin) => Promise<T>): Promise<T> { return withKafka(cluster.brokers[0].prepared('CLUSTER_ID'), action); }

  const node = async (id: number): Promise<KafkaNode> => {
    const pod = cluster.brokers.find((each) => idOf(each) === id);
    if (!pod) { throw new Error(`There is no broker ${id}.`); }
    return { id, role: 'broker', host: pod.address, port: 9092 };
  };

  /** What is seen, once it is as it should be. */
  async function sees(what: string, isSo: (seen: Seen) => boolean = () => true): Promise<Seen> {
    const look = () => use(async (admin) => {
      const kafka = await observeKafka(cluster.desired(), admin, {});
      return { kafka, load: isUnread(kafka) ? kafka : await observeLoad(cluster.desired(), admin, kafka) };
    });
    const { kafka, load } = await cluster.eventually(what, look, (o) => {
      return !isUnread(o.kafka) && !isUnread(o.load) && isSo({ kafka: o.kafka, load: o.load });
    });
    if (isUnread(kafka) || isUnread(load)) { throw new Error(what); }
    return { kafka, load };
  }

  function situation(seen: Seen, policy: Partial<DesiredRebalance>): Situation {
    const rebalance = { ...NO_REBALANCE, volumeBytesPerSecond: 500_000, ...policy };
    return new Situation(cluster.desired(), {
      concurrency: 1, inSyncMargin: 0, unavoidable: 'accept', noProgressSeconds: 600, preferredLeaders: false, undeclaredSettings: 'report', rebalance,
    }, { sets: {}, ...seen });
  }

  /** What is to be done next, and what comes of it. */
  async function turn(policy: Partial<DesiredRebalance>): Promise<{ readonly decision?: Decision; readonly result?: ActResult }> {
    const decision = moveBetweenDisks(situation(await sees('all is told'), policy));
    if (decision?.kind !== 'step') { return { decision }; }
    const { step } = decision;
    const result = await use(async (kafka) => {
      switch (step.kind) {
        case 'mark': return mark(step, cluster.desired(), kafka, HELD);
        case 'alter-log-dirs': return alterLogDirs(step.moves, HELD, kafka, node);
        default: throw new Error(`There is nothing to ${step.kind}.`);
      }
    });
    return { decision, result };
  }

  /** As a run does it, from what it sees each time. */
  async function toItsEnd(policy: Partial<DesiredRebalance>): Promise<void> {
    let [isMarked, steps] = [true, 0];
    await cluster.eventually('nothing is left to do', async () => {
      const { decision } = await turn(policy);
      if (decision?.kind === 'step') { steps += 1; }
      isMarked = decision !== undefined;
      return { isMarked, decision };
    }, () => !isMarked || steps > 30);
    expect(steps).toBeLessThan(10);
  }

  function rowOf({ kafka: { partitions } }: Seen, topic: string, partition = 0): number {
    return partitions.topic.findIndex((index, row) => partitions.topics[index] === topic && partitions.partition[row] === partition);
  }

  function pathOf(seen: Seen, topic: string, partition: number, broker: number): string | undefined {
    const disk = seen.load.disk?.[slotOf(seen.kafka.partitions, rowOf(seen, topic, partition), broker) ?? -1];
    return seen.load.brokers[broker].disks[disk ?? -1]?.path;
  }

  const consumed = async () => {
    const output = await cluster.tool('org.apache.kafka.tools.ConsumerPerformance', '--bootstrap-server', cluster.bootstrap, '--topic', 'large', '--messages', String(RECORDS), '--timeout', '20000');
    return Number(output.trim().split('\n').pop()?.split(',')[4]);
  };

  test('it is known on which disk each replica is', async () => {
    const seen = await sees('all is in sync', ({ kafka: { partitions } }) => partitions.inSync.length === partitions.replicas.length);
    expect(seen.load.disk).toHaveLength(seen.kafka.partitions.replicas.length);
    expect([...seen.load.disk ?? []].every((d) => d === 0 || d === 1)).toBe(true);
    const path = pathOf(seen, 'large', 0, 0);
    expect(path).toMatch(/data-\d\/kafka$/);
    emptied = { cluster: 'events', broker: 0, path: path ?? '' };
  });

  test('a disk is emptied: throttled, with nothing new put on it', async () => {
    const policy = { emptyVolumes: [emptied] };
    expect(await turn(policy)).toMatchObject({ decision: { step: { kind: 'mark' } }, result: { kind: 'done', said: cordons ? 'settings of 1 broker changed; 1 broker cordoned' : 'settings of 1 broker changed' } });
    const { kafka } = await sees('it is set', ({ kafka: { settings } }) => settings.perBroker[0] !== undefined);
    expect(kafka.settings.perBroker[0]).toEqual({ [DISK_RATE]: '504322', ...cordons ? { 'cordoned.log.dirs': emptied.path } : {} });
    expect(await turn(policy)).toMatchObject({ decision: { step: { kind: 'alter-log-dirs' } }, result: { kind: 'done', said: expect.stringMatching(/moves begun$/) } });
    const { load } = await sees('something has come', ({ load: { futures = [] } }) => futures.some(({ bytes }) => bytes > 0));
    expect(load.futures?.find(({ bytes }) => bytes > 0)).toMatchObject({ broker: 0 });
    expect(await turn(policy)).toMatchObject({ decision: { kind: 'wait', rule: 'disks.end' } });
  });

  test('a broker that starts again goes on with what it copies, and so does another run', async () => {
    const policy = { emptyVolumes: [emptied] };
    const [pod] = cluster.brokers;
    await pod.running.stop();
    await cluster.ground.up(pod);
    const { load } = await sees('it is back, and all is in sync', ({ kafka: { brokers, partitions } }) => {
      return brokers.every(({ fenced, silent }) => !fenced && silent === undefined) && partitions.inSync.length === partitions.replicas.length;
    });
    expect(load.futures?.length).toBeGreaterThan(0);
    await toItsEnd({ ...policy, volumeBytesPerSecond: 100 * MEBIBYTE });
    const seen = await sees('it is empty');
    expect(emptiedDisks(situation(seen, policy))).toEqual([`disk ${emptied.path} of broker 0 is empty`]);
    expect(seen.load.brokers[0].disks.find(({ path }) => path === emptied.path)).toMatchObject({ replicaBytes: 0 });
    expect(pathOf(seen, 'large', 0, 0)).not.toBe(emptied.path);
    await cluster.tool('org.apache.kafka.tools.LeaderElectionCommand', '--bootstrap-server', cluster.bootstrap, '--election-type', 'preferred', '--all-topic-partitions').catch(() => '');
    expect(await consumed()).toBe(RECORDS);
  });

  if (cordons) {
    test('new replicas do not come to a disk that is to be empty', async () => {
      await cluster.createTopic('new', '--replica-assignment', '0,0,0,0');
      const seen = await sees('it is there', ({ kafka: { partitions } }) => partitions.topics.includes('new'));
      for (let p = 0; p < 4; p++) { expect(pathOf(seen, 'new', p, 0)).not.toBe(emptied.path); }
    });
  }

  test('when that is declared no longer, nothing is left of it, and with the policy drift the disk takes its share', async () => {
    expect(await turn({})).toMatchObject({ decision: { step: { kind: 'mark', reason: expect.stringMatching(/^nothing moves/) } }, result: { kind: 'done' } });
    await sees('nothing is set', ({ kafka: { settings } }) => settings.perBroker[0] === undefined);
    expect(await turn({})).toEqual({ decision: undefined });
    await toItsEnd({ when: 'drift', volumeBytesPerSecond: 100 * MEBIBYTE });
    const { kafka, load } = await sees('nothing is set', ({ kafka: { settings } }) => settings.perBroker[0] === undefined);
    expect(kafka.settings.perBroker).toEqual({});
    const [a, b] = load.brokers[0].disks.map(({ replicaBytes }) => replicaBytes);
    expect(Math.abs(a - b) / (a + b)).toBeLessThan(0.1);
  });

  test('what is told to be where it is, is copied no more', async () => {
    await use((kafka) => mark({ kind: 'mark', reason: '', topics: [], brokers: [{ id: 0, changes: [{ key: DISK_RATE, to: '1' }] }] }, cluster.desired(), kafka, HELD));
    const seen = await sees('it is throttled', ({ kafka: { settings } }) => settings.perBroker[0] !== undefined);
    const from = pathOf(seen, 'large', 0, 0) ?? '';
    const to = seen.load.brokers[0].disks.find(({ path }) => path !== from)?.path ?? '';
    const move = { broker: 0, topic: 'large', partition: 0 };
    expect(await use((kafka) => alterLogDirs([{ ...move, from, to }], HELD, kafka, node))).toEqual({ kind: 'done', said: '1 move begun' });
    await sees('it is copied', ({ load: { futures = [] } }) => futures.length === 1);
    expect(await use((kafka) => alterLogDirs([{ ...move, from: to, to: from }], HELD, kafka, node))).toEqual({ kind: 'done', said: '1 move begun' });
    await sees('it is not copied', ({ load: { futures = [] } }) => futures.length === 0);
    await use((kafka) => mark({ kind: 'mark', reason: '', topics: [], brokers: [{ id: 0, changes: [{ key: DISK_RATE }] }] }, cluster.desired(), kafka, HELD));
  });

  test('a replica comes to the disk that was told before it is there', async () => {
    const seen = await sees('all is told');
    const told: string[] = [];
    for (const { path } of seen.load.brokers[200].disks) {
      const partition = told.length === 0 ? 0 : 2;
      expect(await use((kafka) => alterLogDirs([{ broker: 200, topic: 'small', partition, from: '', to: path }], HELD, kafka, node))).toEqual({ kind: 'done', said: '1 move gone meanwhile' });
      const moves = [{ topic: 'small', partition, replicas: [0, 200] }];
      await use((kafka) => reassign({ kind: 'reassign', reason: '', bytes: 0, seconds: 0, left: 0, moves }, cluster.desired(), kafka, HELD));
      const after = await sees('it has come', (o) => o.kafka.reassignments.length === 0 && pathOf(o, 'small', partition, 200) !== undefined);
      told.push(pathOf(after, 'small', partition, 200) ?? '');
    }
    expect(told).toEqual(seen.load.brokers[200].disks.map(({ path }) => path));
  });

  test('the command plans for disks, and carries that out', async () => {
    const command = new RebalanceCommand(cluster);
    try {
      const before = await sees('all is told');
      const path = pathOf(before, 'large', 0, 0) ?? '';
      const planned = await command.at('plan', '--mode', 'drain', '--drain-disk', `0:${path}`).ended;
      expect(planned).toMatchObject({ code: 0, err: expect.stringMatching(/^disks {6}\d+ replicas? goe?s? to another disk of/m) });
      expect(planned.out).toMatch(/^P large 0 \d+ 0,100 disks=/m);
      expect(planned.out).not.toContain(`0,100 disks=${path},`);
      const plan = command.file('plan.txt', planned.out);
      const { process, ended } = command.at('apply', '--plan', plan, '--throttle', '20000');
      await sees('it is copied', ({ load: { futures = [] } }) => futures.length > 0);
      process.kill('SIGKILL');
      expect((await ended).err).toMatch(/^throttle {3}as planned: broker 0 copies 19.5 KiB\/s at most\n/m);
      expect(await command.at('cancel').ended).toMatchObject({ code: 0 });
      await sees('it is copied no more', ({ load: { futures = [] }, kafka: { settings } }) => {
        return futures.length === 0 && Object.keys(settings.perBroker).length === 0;
      });
      expect(await command.at('apply', '--plan', plan).ended).toMatchObject({ code: 0, err: expect.stringMatching(/done {7}all is where it is to be/) });
      const after = await sees('nothing is left of it', ({ kafka: { settings } }) => Object.keys(settings.perBroker).length === 0);
      expect(after.load.brokers[0].disks.find((disk) => disk.path === path)).toMatchObject({ replicaBytes: 0 });
      // A replica that comes to a broker comes to the disk that is named.
      const there = after.load.brokers[100].disks.map((disk) => disk.path).find((each) => each !== pathOf(after, 'small', 0, 100)) ?? '';
      const back = { topic: 'large', partition: 0, replicas: [0, 100], log_dirs: [path, 'any'] };
      const partitions = [back, { topic: 'small', partition: 1, replicas: [0, 100], log_dirs: ['any', there] }];
      expect(await command.at('apply', '--plan', command.file('plan.json', JSON.stringify({ partitions }))).ended).toMatchObject({ code: 0 });
      const last = await sees('it is back');
      expect([pathOf(last, 'large', 0, 0), pathOf(last, 'small', 1, 100)]).toEqual([path, there]);
    } finally {
      command.close();
    }
  });

  test('of a broker with a lost disk nothing moves to another disk; its replicas go to other brokers', async () => {
    const before = await sees('all is told');
    // On the first disk is the metadata log too, without which no broker goes on.
    const partition = [0, 1].find((p) => pathOf(before, 'large', p, 0)?.includes('/data-1/'));
    if (partition === undefined) { throw new Error('Nothing is on the second disk.'); }
    const path = pathOf(before, 'large', partition, 0) ?? '';
    rmSync(path, { recursive: true });
    writeFileSync(path, 'no folder any more');
    await cluster.createTopic('fresh', '--replica-assignment', '0,0,0,0').catch(() => undefined);
    const seen = await sees('it is lost', ({ load }) => load.brokers[0].disks.some(({ error }) => error !== undefined));
    const target = seen.load.brokers[0].disks.find(({ error }) => error === undefined)?.path ?? '';
    expect(await use((kafka) => alterLogDirs([{ broker: 0, topic: 'large', partition, from: path, to: target }], HELD, kafka, node)))
      .toEqual({ kind: 'later', reason: `1 move not taken: large-${partition}: KAFKA_STORAGE_ERROR` });
    const command = new RebalanceCommand(cluster);
    try {
      // Topics with as many replicas as there are brokers have no place for what was on it: a plan for all of them would end with 2.
      expect((await command.at('plan', '--mode', 'drain').ended).err).toMatch(/^0 \S+\/data-1\/kafka .* lost$/m);
      const plan = JSON.stringify({ partitions: [{ topic: 'large', partition, replicas: [100, 200] }] });
      expect(await command.at('apply', '--plan', command.file('plan.json', plan)).ended).toMatchObject({ code: 0 });
    } finally {
      command.close();
    }
    const after = await sees('nothing moves', ({ kafka: { reassignments } }) => reassignments.length === 0);
    expect(slotOf(after.kafka.partitions, rowOf(after, 'large', partition), 0)).toBeUndefined();
    // Whoever coordinates its group may be elsewhere now too.
    await cluster.eventually('all is read', consumed, (records) => records === RECORDS);
  });
});
