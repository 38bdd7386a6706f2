import { Size } from 'cdk8s';
import { ensembleOf } from './declared-ensemble';
import { HostSpread, Storage } from '../../src';

const MIB = 1024 ** 2;
const GIB = 1024 * MIB;

test('left to the library', () => {
  expect(ensembleOf()).toMatchObject({
    version: '3.8.6',
    image: 'zookeeper:3.8.6',
    declaredNodes: 3,
    firstNodeId: 1,
    servers: [1, 2, 3].map((id) => ({ id, podName: `zookeeper-${id}`, host: `zookeeper-${id}.zookeeper-nodes.streaming.svc.cluster.local` })),
    volumes: [{ name: 'data', mountPath: '/var/lib/zookeeper/data', kind: 'persistent', bytes: 10 * GIB }],
    declaredVolumes: { storage: 1, transactionLog: 0 },
    resources: { cpu: 1, memoryBytes: 2 * GIB },
    heapGiven: false,
    hosts: HostSpread.REQUIRED,
    logging: { rootLevel: 'INFO', levels: {}, layout: 'text' },
  });
});

test('what is stated counts', () => {
  expect(ensembleOf({
    nodes: 5,
    firstNodeId: 11,
    transactionLogStorage: Storage.persistent(Size.gibibytes(5), { storageClass: 'nvme' }),
    resources: { cpu: 2, memory: Size.gibibytes(4) },
    jvm: { heap: Size.gibibytes(1) },
    clusterDomain: 'example.com',
  })).toMatchObject({
    servers: [11, 12, 13, 14, 15].map((id) => ({ id, host: `zookeeper-${id}.zookeeper-nodes.streaming.svc.example.com` })),
    volumes: [{ name: 'data' }, { name: 'log', mountPath: '/var/lib/zookeeper/log', bytes: 5 * GIB, storageClass: 'nvme' }],
    resources: { cpu: 2, memoryBytes: 4 * GIB },
    heap: { heap: GIB },
    heapGiven: true,
  });
});

test('without a namespace host names are short', () => {
  expect(ensembleOf({ nodes: 1 }, { namespace: undefined }).servers).toEqual([{ id: 1, podName: 'zookeeper-1', host: 'zookeeper-1.zookeeper-nodes' }]);
});

test('sized for development all is small', () => {
  expect(ensembleOf({ storage: Storage.persistent(Size.gibibytes(100), { storageClass: 'ssd' }), resources: { memory: Size.gibibytes(8) } }, { development: true })).toMatchObject({
    resources: { cpu: 0.05, memoryBytes: 384 * MIB },
    volumes: [{ kind: 'persistent', bytes: GIB }],
    hosts: HostSpread.PREFERRED,
  });
});

test.each([-1, 0, 1.5, Number.NaN])('%d servers are no reason to fail: the rules speak of it', (nodes) => {
  expect(ensembleOf({ nodes })).toMatchObject({ declaredNodes: nodes, servers: [] });
});
