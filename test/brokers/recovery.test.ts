import { Size } from 'cdk8s';
import { Loopback } from './loopback';
import { recoveryOf } from '../../lifecycle/observe/recovery';
import { KafkaCluster, KafkaVersion, Sizing, Storage } from '../../src';
import { until } from '../process';

/** How far a broker is with its logs is read from its own lines: they must be the lines that Kafka writes. */

const POD = 'events-node-0';
const PARTITIONS = 60;

let ground: Loopback;
beforeEach(() => ground = new Loopback());
afterEach(() => ground.close());

/** What was to be seen of a broker's log while it grew, each once. */
function seen(log: string): readonly string[] {
  const lines = log.split('\n');
  const texts = lines.map((_, i) => recoveryOf(lines.slice(0, i + 1).join('\n')) ?? 'nothing');
  return texts.filter((text, i) => text !== texts[i - 1]);
}

/** From nothing done to all done, with most of what is between: two threads may print their lines in another order than they count. */
function expectProgress(texts: readonly string[], verb: string): void {
  expect([texts[0], texts[texts.length - 1]]).toEqual(['nothing', 'nothing']);
  const counts = texts.flatMap((text) => new RegExp(`^${verb} (\\d+) of ${PARTITIONS} logs$`).exec(text)?.slice(1).map(Number) ?? []);
  expect([counts[0], counts[counts.length - 1]]).toEqual([0, PARTITIONS]);
  expect(counts).toEqual([...new Set(counts)].sort((x, y) => x - y));
  expect(counts.length).toBeGreaterThan(PARTITIONS / 2);
}

test.each(['3.9.2', '4.3.1'])('%s: a broker that was killed recovers, one that was stopped loads, and both say how far they are', async (version) => {
  ground.deploy((chart) => new KafkaCluster(chart, 'Events', {
    version: KafkaVersion.of(version),
    sizing: Sizing.DEVELOPMENT,
    combined: { nodes: 1, storage: Storage.persistent(Size.gibibytes(1)) },
  }));
  const pod = ground.pod(POD);
  await ground.up(pod);
  const bootstrap = ['--bootstrap-server', `${pod.address}:9092`];
  const created = await ground.tool(version, 'org.apache.kafka.tools.TopicCommand', ...bootstrap, '--create', '--topic', 'orders', '--partitions', String(PARTITIONS));
  expect(created).toMatchObject({ code: 0 });
  await until(() => 'all partitions are there', 60_000, async () => pod.log.split('\n').filter((line) => /Created log for partition orders-/.test(line)).length === PARTITIONS);
  expect(recoveryOf(pod.log)).toBeUndefined();

  await pod.running.kill();
  await ground.up(pod);
  expectProgress(seen(pod.log), 'recovered');

  await pod.running.stop();
  await ground.up(pod);
  expectProgress(seen(pod.log), 'loaded');
}, 300_000);
