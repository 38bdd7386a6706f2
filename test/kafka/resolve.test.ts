import { Size } from 'cdk8s';
import { modelOf, poolOf, valuesOf } from './declared-model';
import { HostSpread, KafkaVersion, LogLayout, Storage } from '../../src';
import { nodesOf } from '../../src/kafka/model';

const MIB = 1024 ** 2;
const GIB = 1024 * MIB;
const TEN_GIB = Storage.persistent(Size.gibibytes(10));

describe('left to the library', () => {
  const model = modelOf({ brokers: { nodes: 3, storage: TEN_GIB } });

  test('the cluster', () => {
    expect(model).toMatchObject({
      version: { version: '4.3.1', minor: '4.3', metadataVersion: '4.3', supportsZooKeeper: false },
      image: 'apache/kafka:4.3.1',
      clusterDomain: 'cluster.local',
      metadata: { mode: 'kraft', clusterIdGiven: false },
      zones: [],
      nodesService: 'events-nodes',
      bootstrapService: 'events-bootstrap',
      labels: {},
      annotations: {},
      logging: { rootLevel: 'INFO', levels: {}, layout: 'text' },
      declaredPools: ['brokers'],
    });
    expect(model.listeners.map((l) => `${l.name}:${l.port}`)).toEqual(['REPLICATION:9091', 'INTERNAL:9092', 'CONTROLLER:9093']);
  });

  test('three controllers before the brokers', () => {
    expect(model.pools.map((p) => p.name)).toEqual(['controller', 'broker']);
    expect(poolOf(model, 'controllers')).toMatchObject({
      roles: ['controller'],
      declaredNodes: 3,
      firstNodeId: 9000,
      resources: { cpu: 1, memoryBytes: 2 * GIB },
      volumes: [{ name: 'data', mountPath: '/var/lib/kafka/data', kind: 'persistent', bytes: 20 * GIB }],
      hosts: HostSpread.REQUIRED,
      jvm: { flags: {}, systemProperties: {}, gcLogging: true },
      heapGiven: false,
    });
  });

  test('brokers of two cores and eight GiB', () => {
    expect(poolOf(model, 'brokers')).toMatchObject({
      roles: ['broker'],
      firstNodeId: 0,
      nodeIdsPerZone: 100,
      resources: { cpu: 2, cpuLimit: undefined, memoryBytes: 8 * GIB },
      heap: { heap: 4 * GIB },
      volumes: [{ name: 'data', mountPath: '/var/lib/kafka/data', kind: 'persistent', bytes: 10 * GIB }],
    });
  });
});

describe('ids and names', () => {
  const names = (props: Parameters<typeof modelOf>[0]) => modelOf(props).pools
    .flatMap((p) => p.sets.map((s) => [s.name, ...s.nodes.map((n) => n.id)]));

  test('without zones there is a set for each role', () => {
    expect(names({ brokers: { nodes: 2, storage: TEN_GIB } })).toEqual([['events-controller', 9000, 9001, 9002], ['events-broker', 0, 1]]);
  });

  test('each zone has a set of brokers, and a hundred ids', () => {
    expect(names({ brokers: { nodes: 5, storage: TEN_GIB }, zones: ['eu-1a', 'eu-1b', 'eu-1c'] })).toEqual([
      ['events-controller', 9000, 9001, 9002], ['events-broker-a', 0, 1], ['events-broker-b', 100, 101], ['events-broker-c', 200],
    ]);
  });

  test('a zone without a broker keeps its place', () => {
    expect(names({ brokers: { nodes: 1, storage: TEN_GIB }, controllers: { nodes: 1 }, zones: ['a', 'b'] })).toEqual([
      ['events-controller', 9000], ['events-broker-a', 0], ['events-broker-b'],
    ]);
  });

  test('the first id and the ids per zone can be stated', () => {
    expect(names({
      brokers: { nodes: 4, storage: TEN_GIB, firstNodeId: 1000, nodeIdsPerZone: 10 }, controllers: { nodes: 1, firstNodeId: 1 }, zones: ['a', 'b'],
    })).toEqual([['events-controller', 1], ['events-broker-a', 1000, 1001], ['events-broker-b', 1010, 1011]]);
  });

  test('nodes that are both stand in zones too', () => {
    expect(names({ combined: { nodes: 3, storage: TEN_GIB }, zones: ['a', 'b', 'c'] })).toEqual([
      ['events-node-a', 0], ['events-node-b', 100], ['events-node-c', 200],
    ]);
  });

  test('brokers have racks, dedicated controllers have none', () => {
    const model = modelOf({ brokers: { nodes: 2, storage: TEN_GIB }, zones: ['eu-1a', 'eu-1b'] });
    expect(nodesOf([poolOf(model, 'brokers')]).map((n) => n.rack)).toEqual(['eu-1a', 'eu-1b']);
    expect(nodesOf([poolOf(model, 'controllers')]).map((n) => n.rack)).toEqual([undefined, undefined, undefined]);
  });

  test.each([-1, 0, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('%d nodes are no reason to fail: the rules speak of it', (nodes) => {
    const model = modelOf({ brokers: { nodes, storage: TEN_GIB } });
    expect(poolOf(model, 'brokers').declaredNodes).toBe(nodes);
    expect(nodesOf([poolOf(model, 'brokers')])).toEqual([]);
  });
});

describe('hosts', () => {
  const brokers = { nodes: 1, storage: TEN_GIB };
  const host = (props: object, more = {}) => nodesOf([poolOf(modelOf({ brokers, ...props }, more), 'brokers')])[0].host;

  test('are complete where the namespace is known', () => {
    expect(host({})).toBe('events-broker-0.events-nodes.streaming.svc.cluster.local');
  });

  test('are in the domain of the Kubernetes cluster', () => {
    expect(host({ clusterDomain: 'k8s.example.com' })).toBe('events-broker-0.events-nodes.streaming.svc.k8s.example.com');
  });

  test('are short where it is not, whatever the domain', () => {
    expect(host({ clusterDomain: 'k8s.example.com' }, { namespace: undefined })).toBe('events-broker-0.events-nodes');
  });

  test('of all controllers are what every node begins with', () => {
    expect(valuesOf(poolOf(modelOf({ brokers }), 'brokers'))['controller.quorum.bootstrap.servers'].split(',')).toEqual([
      'events-controller-9000.events-nodes.streaming.svc.cluster.local:9093',
      'events-controller-9001.events-nodes.streaming.svc.cluster.local:9093',
      'events-controller-9002.events-nodes.streaming.svc.cluster.local:9093',
    ]);
  });
});

describe('identity of a KRaft cluster', () => {
  const props = { brokers: { nodes: 3, storage: TEN_GIB } };
  const clusterId = (given: object, more = {}) => {
    const { metadata } = modelOf({ ...props, ...given }, more);
    return metadata.mode === 'kraft' ? metadata.clusterId : undefined;
  };

  test('follows from namespace and name, and from nothing else', () => {
    const id = clusterId({});
    expect(clusterId({ zones: ['a'], version: KafkaVersion.V4_0, controllers: { nodes: 5 } }, { path: 'elsewhere/Events' })).toBe(id);
    expect(new Set([id, clusterId({}, { namespace: 'other' }), clusterId({}, { name: 'other' }), clusterId({}, { namespace: undefined })]).size).toBe(4);
  });

  test('can be given', () => {
    expect(modelOf({ ...props, clusterId: '4L6g3nShT-eMCtK--X86sw' }).metadata).toEqual({ mode: 'kraft', clusterId: '4L6g3nShT-eMCtK--X86sw', clusterIdGiven: true });
  });

  test('each controller has a directory of its own, which stays when there are more of them', () => {
    const directories = (nodes: number) => nodesOf([poolOf(modelOf({ ...props, controllers: { nodes } }), 'controllers')]).map((n) => n.directoryId);
    expect(new Set(directories(5)).size).toBe(5);
    expect(directories(5).slice(0, 3)).toEqual(directories(3));
    expect(nodesOf([poolOf(modelOf(props), 'brokers')]).map((n) => n.directoryId)).toEqual([undefined, undefined, undefined]);
  });
});

describe('ZooKeeper', () => {
  const metadata = { mode: 'zookeeper', servers: 'zk-1:2181,zk-2:2181' } as const;
  const props = { version: KafkaVersion.V3_9, brokers: { nodes: 3, storage: TEN_GIB } };

  test('holds the cluster below its name; there are no controllers', () => {
    const model = modelOf(props, { metadata });
    expect(model.metadata).toMatchObject({ mode: 'zookeeper', chroot: '/events', connect: 'zk-1:2181,zk-2:2181/events' });
    expect(model.pools.map((p) => p.property)).toEqual(['brokers']);
    expect(model.listeners.map((l) => l.name)).toEqual(['REPLICATION', 'INTERNAL']);
  });

  test.each([['/other', 'zk-1:2181,zk-2:2181/other'], ['/', 'zk-1:2181,zk-2:2181']])('below %s', (chroot, connect) => {
    expect(modelOf(props, { metadata: { ...metadata, chroot } }).metadata).toMatchObject({ mode: 'zookeeper', chroot, connect });
  });

  test('controllers that are declared all the same are there, for the rules to see', () => {
    expect(modelOf({ ...props, controllers: {} }, { metadata }).pools.map((p) => p.property)).toEqual(['controllers', 'brokers']);
  });
});

test('everything that is stated counts', () => {
  const model = modelOf({
    version: KafkaVersion.of('4.9.0', { metadataVersion: '4.8' }),
    image: 'registry.example.com/kafka:4.9.0',
    logging: { rootLevel: 'WARN', levels: { 'kafka.server': 'DEBUG' }, layout: LogLayout.JSON },
    labels: { team: 'data', tier: 'all' },
    annotations: { note: 'cluster' },
    brokers: {
      nodes: 3,
      storage: Storage.jbod([Storage.persistent(Size.gibibytes(10), { storageClass: 'ssd' }), Storage.persistent(Size.gibibytes(20), { storageClass: 'hdd' })]),
      resources: { cpu: 4.5, cpuLimit: 6, memory: Size.gibibytes(32) },
      jvm: { heap: Size.gibibytes(5), flags: { UseZGC: true }, systemProperties: { a: 'b' }, gcLogging: false },
      placement: { hosts: HostSpread.PREFERRED, nodeSelector: { disk: 'ssd' } },
      config: { 'num.io.threads': 16 },
      labels: { tier: 'brokers' },
      annotations: { note: 'brokers' },
    },
  });
  expect(model).toMatchObject({
    version: { version: '4.9.0', minor: '4.9', metadataVersion: '4.8' },
    image: 'registry.example.com/kafka:4.9.0',
    logging: { rootLevel: 'WARN', levels: { 'kafka.server': 'DEBUG' }, layout: 'json' },
  });
  const brokers = poolOf(model, 'brokers');
  expect(brokers).toMatchObject({
    resources: { cpu: 4.5, cpuLimit: 6, memoryBytes: 32 * GIB },
    heap: { heap: 5 * GIB },
    heapGiven: true,
    jvm: { flags: { UseZGC: true }, systemProperties: { a: 'b' }, gcLogging: false },
    hosts: HostSpread.PREFERRED,
    placement: { nodeSelector: { disk: 'ssd' } },
    labels: { team: 'data', tier: 'brokers' },
    annotations: { note: 'brokers' },
    volumes: [
      { name: 'data', mountPath: '/var/lib/kafka/data', bytes: 10 * GIB, storageClass: 'ssd' },
      { name: 'data-1', mountPath: '/var/lib/kafka/data-1', bytes: 20 * GIB, storageClass: 'hdd' },
    ],
  });
  expect(valuesOf(brokers)).toMatchObject({ 'log.dirs': '/var/lib/kafka/data/kafka,/var/lib/kafka/data-1/kafka', 'num.io.threads': '16' });
  expect(poolOf(model, 'controllers').labels).toEqual({ team: 'data', tier: 'all' });
});

describe('sized for development', () => {
  const model = modelOf({
    brokers: {
      nodes: 3,
      storage: Storage.persistent(Size.tebibytes(16), { storageClass: 'hdd' }),
      resources: { cpu: 8, cpuLimit: 16, memory: Size.gibibytes(64) },
      jvm: { heap: Size.gibibytes(6), flags: { MaxGCPauseMillis: 50 } },
    },
  }, { development: true });

  test('all is small, whatever is declared', () => {
    expect(poolOf(model, 'brokers')).toMatchObject({
      resources: { cpu: 0.1, memoryBytes: 512 * MIB },
      heapGiven: false,
      // 163.84 GiB, rounded up.
      volumes: [{ kind: 'persistent', bytes: 164 * GIB }],
      hosts: HostSpread.PREFERRED,
      jvm: { flags: { MaxGCPauseMillis: 50 }, gcLogging: false },
    });
    expect(poolOf(model, 'brokers').volumes[0].storageClass).toBeUndefined();
    expect(poolOf(model, 'brokers').resources.cpuLimit).toBeUndefined();
    expect(poolOf(model, 'controllers')).toMatchObject({ resources: { cpu: 0.05, memoryBytes: 384 * MIB }, volumes: [{ bytes: GIB }] });
  });

  test('ids, hosts and names are those of production', () => {
    const production = modelOf({ brokers: { nodes: 3, storage: TEN_GIB } });
    expect(model.pools.map((p) => p.sets)).toEqual(production.pools.map((p) => p.sets));
  });
});
