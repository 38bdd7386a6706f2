import { Size } from 'cdk8s';
import { Storage, ZooKeeperVersion } from '../../../src';
import { configMapData, configurationHash } from '../../../src/zookeeper/render/files';
import { ensembleOf } from '../declared-ensemble';

describe('zoo.cfg', () => {
  test('of three servers, snapshots and transaction log apart', () => {
    const model = ensembleOf({
      transactionLogStorage: Storage.persistent(Size.gibibytes(5)),
      config: { tickTime: 3000, maxClientCnxns: 100, globalOutstandingLimit: 2000, clientPort: 9999 },
    });
    expect(configMapData(model)['zoo.cfg']).toBe(`\
# ZooKeeper 3.8.6, ensemble zookeeper

# What follows from the ensemble
dataDir=/var/lib/zookeeper/data/zookeeper
dataLogDir=/var/lib/zookeeper/log/zookeeper
clientPort=2181
reconfigEnabled=false
admin.enableServer=false
4lw.commands.whitelist=ruok,srvr
quorumListenOnAllIPs=true
server.1=zookeeper-1.zookeeper-nodes.streaming.svc.cluster.local:2888:3888
server.2=zookeeper-2.zookeeper-nodes.streaming.svc.cluster.local:2888:3888
server.3=zookeeper-3.zookeeper-nodes.streaming.svc.cluster.local:2888:3888

# Defaults; \`config\` overrides them
initLimit=10
syncLimit=5
autopurge.snapRetainCount=3
autopurge.purgeInterval=24

# Declared for the ensemble
globalOutstandingLimit=2000
maxClientCnxns=100
tickTime=3000
`);
  });

  test('of a single server: it stands alone', () => {
    const lines = configMapData(ensembleOf({ nodes: 1 }))['zoo.cfg'].split('\n');
    expect(lines.filter((l) => l.startsWith('server.') || l.startsWith('dataLogDir'))).toEqual([]);
    expect(lines).toContain('dataDir=/var/lib/zookeeper/data/zookeeper');
  });
});

test("the class path is the version's", () => {
  const lines = configMapData(ensembleOf({ version: ZooKeeperVersion.of('3.9.4') }))['jvm.options'].trimEnd().split('\n');
  expect(lines.slice(-2)).toEqual(['-cp', '/apache-zookeeper-3.9.4-bin/lib/*']);
  expect(lines).toContain('-Dlogback.configurationFile=/run/zookeeper/logback.xml');
});

describe('the hash', () => {
  const before = configurationHash(ensembleOf());

  test('is that which the ConfigMap carries', () => {
    expect(configMapData(ensembleOf()).hash).toBe(`${before}\n`);
  });

  test('is changed by a setting, and by a server more, which all must know', () => {
    expect(configurationHash(ensembleOf({ config: { maxClientCnxns: 100 } }))).not.toBe(before);
    expect(configurationHash(ensembleOf({ nodes: 5 }))).not.toBe(before);
  });

  test('is not changed by volumes, labels, or the place in the tree', () => {
    expect(configurationHash(ensembleOf({ storage: Storage.persistent(Size.gibibytes(20), { storageClass: 'ssd' }), labels: { team: 'data' } }, { path: 'x' }))).toBe(before);
  });

  test('does not depend on the order of settings', () => {
    expect(configurationHash(ensembleOf({ config: { a: 1, b: 2 } }))).toBe(configurationHash(ensembleOf({ config: { b: 2, a: 1 } })));
  });
});
