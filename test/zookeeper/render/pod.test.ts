import { Size } from 'cdk8s';
import { Storage } from '../../../src';
import { configurationHash } from '../../../src/zookeeper/render/files';
import { podOf } from '../../../src/zookeeper/render/pod';
import { ensembleOf } from '../declared-ensemble';

const MODEL = ensembleOf({ transactionLogStorage: Storage.persistent(Size.gibibytes(5)) });
const { initContainers: [prepare] = [], containers: [zookeeper], ...pod } = podOf(MODEL, 'zookeeper-config');

test('ZooKeeper is started by java itself, in the configuration that the init container assembled', () => {
  expect(prepare).toMatchObject({ image: 'zookeeper:3.8.6', command: ['sh', '/etc/cdk8s-kafka/config/prepare.sh'] });
  expect(zookeeper).toMatchObject({
    image: 'zookeeper:3.8.6',
    command: ['java', '@/run/zookeeper/jvm.options', 'org.apache.zookeeper.server.quorum.QuorumPeerMain', '/run/zookeeper/zoo.cfg'],
    ports: [{ name: 'client', containerPort: 2181 }, { name: 'follower', containerPort: 2888 }, { name: 'election', containerPort: 3888 }],
    resources: { requests: { cpu: '1', memory: '2Gi' }, limits: { memory: '2Gi' } },
  });
  const data = [{ name: 'data', mountPath: '/var/lib/zookeeper/data' }, { name: 'log', mountPath: '/var/lib/zookeeper/log' }];
  expect(prepare.volumeMounts).toEqual([
    { name: 'config', mountPath: '/etc/cdk8s-kafka/config', readOnly: true },
    { name: 'run', mountPath: '/run/zookeeper' },
    { name: 'tmp', mountPath: '/tmp' },
    ...data,
  ]);
  expect(zookeeper.volumeMounts).toEqual([
    { name: 'run', mountPath: '/run/zookeeper', readOnly: true },
    { name: 'tmp', mountPath: '/tmp' },
    ...data,
  ]);
});

test('the init container knows whose the volumes must be', () => {
  expect(prepare.env).toEqual(expect.arrayContaining([
    { name: 'ENSEMBLE', value: 'streaming/zookeeper' },
    { name: 'CONFIG_HASH', value: configurationHash(MODEL) },
    { name: 'FOLDERS', value: '/var/lib/zookeeper/data/zookeeper /var/lib/zookeeper/log/zookeeper' },
  ]));
});

test('a server that has lost its quorum is no server to clients, but lives', () => {
  const word = (probe: typeof zookeeper.livenessProbe) => probe?.exec?.command?.join(' ');
  expect(word(zookeeper.readinessProbe)).toBe('bash /run/zookeeper/probe.sh 2181 srvr');
  expect(word(zookeeper.livenessProbe)).toBe('bash /run/zookeeper/probe.sh 2181 ruok');
  expect(word(zookeeper.startupProbe)).toBe('bash /run/zookeeper/probe.sh 2181 ruok');
});

test('servers are apart', () => {
  const selector = { labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'zookeeper', 'app.kubernetes.io/instance': 'zookeeper', 'app.kubernetes.io/component': 'server' } } };
  expect(pod.affinity?.podAntiAffinity).toEqual({ requiredDuringSchedulingIgnoredDuringExecution: [{ ...selector, topologyKey: 'kubernetes.io/hostname' }] });
  expect(pod.topologySpreadConstraints).toMatchObject([{ ...selector, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway' }]);
});

test('a single server has one port', () => {
  expect(podOf(ensembleOf({ nodes: 1 }), 'zookeeper-config').containers[0].ports).toEqual([{ name: 'client', containerPort: 2181 }]);
});
