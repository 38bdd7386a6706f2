import { Size } from 'cdk8s';
import { Storage, ZooKeeperEnsembleProps, ZooKeeperVersion } from '../../../src';
import { Cases } from '../../validation/rule-cases';

const disk = Storage.persistent(Size.gibibytes(100));

export interface ZooKeeperCase {
  readonly props?: Partial<ZooKeeperEnsembleProps>;
  /** `[property, value]`. */
  readonly found?: readonly [string, string];
}

function config(key: string, value: string | number | boolean, shown = String(value)): ZooKeeperCase {
  return { props: { config: { [key]: value } }, found: [`config '${key}'`, shown] };
}

function quiet(...settings: readonly (readonly [string, string | number | boolean])[]): ZooKeeperCase {
  return { props: { config: Object.fromEntries(settings) } };
}

/** For every rule of ZooKeeper's own: where it fires, and where it does not, though it is near. */
export const ZOOKEEPER_CASES: { readonly [rule: string]: Cases<ZooKeeperCase> } = {
  'ensemble.nodes': {
    fires: [0, -3, 2.5, NaN, 256].map((nodes) => ({ props: { nodes }, found: ['nodes', String(nodes)] })),
    rests: [{}, { props: { nodes: 1 } }],
  },
  'ensemble.ids': {
    fires: [
      ...[0, -1, 1.5, NaN, 256, 1e300].map((firstNodeId): ZooKeeperCase => ({ props: { firstNodeId }, found: ['firstNodeId', String(firstNodeId)] })),
      { props: { firstNodeId: 254 }, found: ['firstNodeId', '254'] },
    ],
    rests: [{ props: { firstNodeId: 253 } }, {}],
  },
  'ensemble.unknown-version': {
    fires: [{ props: { version: ZooKeeperVersion.of('3.11.0') }, found: ['version', '3.11.0'] }],
    rests: [{ props: { version: ZooKeeperVersion.of('3.9.3') } }],
  },
  'ensemble.volumes': {
    fires: [
      { props: { storage: Storage.jbod([disk, disk]) }, found: ['storage', '2 volumes'] },
      { props: { transactionLogStorage: Storage.jbod([disk, disk]) }, found: ['transactionLogStorage', '2 volumes'] },
    ],
    rests: [{ props: { transactionLogStorage: disk } }],
  },
  'ensemble.peers': {
    fires: [{ props: { peers: [{ namespaceLabels: {} }, {}] }, found: ['peers[1]', '{}'] }, { props: { peers: [] }, found: ['peers', '[]'] }],
    rests: [{ props: { peers: [{ namespaceLabels: {} }, { podLabels: { app: 'kafka' } }, { cidr: '10.0.0.0/8' }] } }],
  },
  'storage.mixed': {
    fires: [{ props: { transactionLogStorage: Storage.ephemeral() }, found: ['transactionLogStorage', 'ephemeral'] }],
    rests: [{ props: { transactionLogStorage: disk } }],
  },
  'zoo-cfg.owned-key': {
    fires: [config('dataDir', '/data'), config('server.4', 'a:2888:3888'), config('admin.serverPort', 8080), config('4lw.commands.whitelist', '*')],
    rests: [quiet(['tickTime', 2000])],
  },
  'zoo-cfg.unknown-key': {
    fires: [config('tickTimes', 2000, ''), config('jute.maxbuffer', 4_194_304, ''), config('zookeeper.snapCount', 5, '')],
    rests: [quiet(['tickTime', 2000], ['snapCount', 100_000], ['ssl.keyStore.location', '/etc/a'], ['metricsProvider.httpPort', 7000]), quiet(['server.4', 'a:2888:3888'])],
  },
  'zoo-cfg.type': {
    fires: [config('tickTime', 0), config('initLimit', 'ten'), config('autopurge.purgeInterval', 1.5), config('syncLimit', '', "''")],
    rests: [quiet(['tickTime', 1], ['maxClientCnxns', 0])],
  },
  'zoo-cfg.session-timeout': {
    fires: [config('minSessionTimeout', 40_001), config('maxSessionTimeout', 3999)],
    rests: [quiet(['minSessionTimeout', 40_000]), quiet(['minSessionTimeout', -1], ['maxSessionTimeout', -1]), quiet(['minSessionTimeout', 50_000], ['tickTime', 3000])],
  },
  'zoo-cfg.secret-value': {
    fires: [config('ssl.keyStore.password', 'geheim', '(hidden)'), config('SASLAuthenticationProvider.superPassword', 'geheim', '(hidden)')],
    rests: [quiet(['ssl.keyStore.passwordPath', '/etc/secrets/password'])],
  },
  'zoo-cfg.autopurge': {
    fires: [config('autopurge.purgeInterval', 0)],
    rests: [quiet(['autopurge.purgeInterval', 1])],
  },
};
