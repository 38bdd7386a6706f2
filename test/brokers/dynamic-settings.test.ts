import * as fs from 'node:fs';
import * as path from 'node:path';
import { Chart, Size } from 'cdk8s';
import { Loopback } from './loopback';
import { KafkaCluster, KafkaVersion, Sizing, Storage } from '../../src';
import { ConfigKey, minorOf } from '../../src/config/catalog';
import { CONTROLLERS_ACT_UPON, dynamicKeys } from '../../src/kafka/dynamic-settings';
import { until } from '../process';

/** What a lifecycle Job changes at run time: that Kafka takes each of these settings and no others, and what its controllers make of them. */

/** For keys without a default. */
const VALUES: Readonly<Record<string, string>> = {
  'log.flush.interval.ms': '60000',
  'log.retention.ms': '3600000',
  'log.roll.jitter.ms': '1000',
  'log.roll.ms': '3600000',
  'max.connections.per.ip.overrides': '10.0.0.1:5',
};

/** What controllers act upon: another value than the one that holds, and what their log says of it. */
const OTHERWISE: Readonly<Record<string, readonly [value: string, said: RegExp]>> = {
  'max.connection.creation.rate': ['1000', /Updating broker-wide maxConnectionCreationRate: 1000/],
  'max.connections': ['900', /Updating broker-wide maxConnections: 900/],
  'max.connections.per.ip': ['800', /Updating maxConnectionsPerIp: 800/],
  'max.connections.per.ip.overrides': ['10.0.0.2:6', /Updating maxConnectionsPerIpOverrides: .*10\.0\.0\.2/],
  'num.io.threads': ['9', /request handler thread pool size from 8 to 9/],
  'num.network.threads': ['4', /thread pool size for .*CONTROLLER.* from 3 to 4/],
};

let ground: Loopback;
beforeEach(() => ground = new Loopback());
afterEach(() => ground.close());

test.each(['3.9.2', '4.0.2', '4.3.1'])('%s takes every setting that is called dynamic, and its controllers follow', async (version) => {
  ground.deploy((chart: Chart) => new KafkaCluster(chart, 'Events', {
    version: KafkaVersion.of(version),
    sizing: Sizing.DEVELOPMENT,
    brokers: { nodes: 1, storage: Storage.persistent(Size.gibibytes(1)) },
    controllers: { nodes: 1 },
  }));
  await ground.up(...ground.all);

  async function alter(entity: readonly string[], settings: Readonly<Record<string, string>>): Promise<string> {
    const file = path.join(ground.folder, 'settings.properties');
    fs.writeFileSync(file, Object.entries(settings).map(([key, value]) => `${key}=${value}\n`).join(''));
    const where = ['--bootstrap-server', `${ground.pod('events-broker-0').address}:9092`, '--entity-type', 'brokers', ...entity];
    return (await ground.tool(version, 'kafka.admin.ConfigCommand', ...where, '--alter', '--add-config-file', file)).output;
  }

  const keys = [...dynamicKeys(minorOf(version).minor).values()];
  const [all, own] = [keys.filter((key) => key.updateMode === 'cluster-wide'), keys.filter((key) => key.updateMode === 'per-broker')];
  const valued = (some: readonly ConfigKey[]) => Object.fromEntries(some.map((key) => [key.name, VALUES[key.name] ?? key.defaultValue ?? '']));
  expect(all.length).toBeGreaterThan(40);
  expect(await alter(['--entity-default'], valued(all))).toContain('Completed updating default config for brokers in the cluster.');
  // What differs between pools is set for each broker; from 4.1 on not this one (KIP-966).
  expect(await alter(['--entity-name', '0'], valued([...own, ...all.filter((key) => key.name !== 'min.insync.replicas')]))).toContain('Completed updating config for broker 0.');

  expect(await alter(['--entity-default'], { 'num.partitions': '7' })).toContain('Cannot update these configs dynamically: ');
  expect(await alter(['--entity-name', '0'], { 'ssl.client.auth': 'none', 'ssl.keystore.location': '/etc/keystore' })).toContain('only per-listener using the listener prefix');

  expect(Object.keys(OTHERWISE).sort()).toEqual([...CONTROLLERS_ACT_UPON].sort());
  const controller = ground.pod('events-controller-9000');
  const missing = () => Object.values(OTHERWISE).flatMap(([, said]) => said.test(controller.log) ? [] : String(said));
  expect(missing()).toHaveLength(Object.keys(OTHERWISE).length);
  expect(await alter(['--entity-default'], Object.fromEntries(Object.entries(OTHERWISE).map(([key, [value]]) => [key, value])))).toContain('Completed updating default config');
  await until(() => `the controller has taken ${missing().join(' and ')}. Its log:\n${controller.log}`, 60_000, async () => missing().length === 0);
});
