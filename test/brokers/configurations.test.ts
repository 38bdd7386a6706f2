import { acceptedConfigurations, combinedNode, SEED } from './generated-cluster';
import { Loopback } from './loopback';
import { startNodes } from './node-starts';
import { KafkaVersion, Severity } from '../../src';
import { KAFKA_VERSIONS } from '../kafka-versions';

/** What the rules accept, Kafka starts and serves with. */

/** How many of each version; 4.1 and 4.2 have two keys that neither 4.0 nor 4.3 has. */
const CONFIGURATIONS = KAFKA_VERSIONS.map((version) => ({ version, count: version.minor === '4.1' || version.minor === '4.2' ? 60 : 200 }));
const MOST_KEYS = 30;
/** As processes of their own, with the JVM's options too. */
const SAMPLE = 4;

const ground = new Loopback();
afterAll(() => ground.close());

// All at once: they mostly wait for timers.
test.concurrent.each(CONFIGURATIONS)('$version.version starts and serves with each of $count generated configurations', async ({ version, count }) => {
  const configs = acceptedConfigurations(version, count, MOST_KEYS);
  const prefix = `c${version.minor.replace('.', '')}x`;
  ground.deploy((chart) => configs.forEach((config, i) => combinedNode(chart, `${prefix}${i}`, version, config)));
  const starts = await startNodes(ground, version.version, configs.map((_, i) => ground.pod(`${prefix}${i}-node-0`)), 2);
  const failures = starts.flatMap(({ failure }, i) => failure === '' ? [] : [`${failure.slice(0, 4000)}\n${JSON.stringify(configs[i], undefined, 2)}`]);
  const keys = new Set(configs.flatMap((c) => Object.keys(c))).size;
  console.log(`Kafka ${version.version}: ${starts.length - failures.length} of ${count} configurations with ${keys} keys start, seed ${SEED}, `
    + `${Math.round(starts.reduce((sum, s) => sum + s.milliseconds, 0) / starts.length)} ms each`);
  expect(failures).toEqual([]);
}, 900_000);

test.each(KAFKA_VERSIONS)('$version starts with some of them in processes of their own', async (version) => {
  const configs = acceptedConfigurations(version, SAMPLE, 3 * MOST_KEYS);
  const prefix = `p${version.minor.replace('.', '')}x`;
  ground.deploy((chart) => configs.forEach((config, i) => combinedNode(chart, `${prefix}${i}`, version, config)));
  // Two at a time.
  for (let i = 0; i < SAMPLE; i += 2) {
    const pods = configs.slice(i, i + 2).map((_, j) => ground.pod(`${prefix}${i + j}-node-0`));
    await ground.up(...pods);
    await Promise.all(pods.map((pod) => pod.running.stop()));
  }
});

test('a value that Kafka refuses is seen, before the node starts and after', async () => {
  const version = KafkaVersion.V4_3;
  ground.deploy((chart) => {
    const type = combinedNode(chart, 'Type', version, { 'num.io.threads': 'many' });
    expect(type.findings).toContainEqual(expect.objectContaining({ rule: 'config.type', severity: Severity.ERROR }));
    combinedNode(chart, 'Class', version, { 'metric.reporters': 'no.such.Reporter' });
    combinedNode(chart, 'Good', version, {});
  });
  const [type, reporter, good] = await startNodes(ground, version.version, ['type', 'class', 'good'].map((name) => ground.pod(`${name}-node-0`)));
  expect(type.failure).toMatch(/^formatting: .*Invalid value many for configuration num\.io\.threads/);
  expect(reporter.failure).toMatch(/^start: .*no\.such\.Reporter/);
  expect(good.failure).toBe('');
});
