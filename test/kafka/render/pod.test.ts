import { Size } from 'cdk8s';
import { HostSpread, KafkaVersion, Storage, TaintEffect } from '../../../src';
import { KafkaModel, PoolProperty } from '../../../src/kafka/model';
import { configurationHash } from '../../../src/kafka/render/files';
import { podOf } from '../../../src/kafka/render/pod';
import { PodSpec } from '../../../src/kubernetes/wire';
import { modelOf, poolOf } from '../declared-model';

const TEN_GIB = Storage.persistent(Size.gibibytes(10));

function pod(model: KafkaModel, property: PoolProperty, set = 0): PodSpec {
  const pool = poolOf(model, property);
  return podOf(model, pool, pool.sets[set], { pool: 'shared', nodes: 'own' });
}

const ZONES = modelOf({ brokers: { nodes: 3, storage: TEN_GIB }, zones: ['eu-1a', 'eu-1b', 'eu-1c'] });
const environment = (spec: PodSpec) => Object.fromEntries((spec.initContainers?.[0].env ?? []).map((e) => [e.name, e.value]));

test('Kafka is started by java itself, in the configuration that the init container assembled', () => {
  const { initContainers: [prepare] = [], containers: [kafka], volumes } = pod(ZONES, 'brokers');
  expect(prepare).toMatchObject({ name: 'prepare', image: 'apache/kafka:4.3.1', command: ['sh', '/etc/cdk8s-kafka/config/prepare.sh'] });
  expect(kafka).toMatchObject({
    name: 'kafka',
    image: 'apache/kafka:4.3.1',
    command: ['java', '@/run/kafka/jvm.options', 'kafka.Kafka', '/run/kafka/kafka.properties'],
    ports: [{ name: 'replication', containerPort: 9091 }, { name: 'internal', containerPort: 9092 }],
    resources: { requests: { cpu: '2', memory: '8Gi' }, limits: { memory: '8Gi' } },
  });
  expect(prepare.volumeMounts).toEqual([
    { name: 'config', mountPath: '/etc/cdk8s-kafka/config', readOnly: true },
    { name: 'nodes', mountPath: '/etc/cdk8s-kafka/nodes', readOnly: true },
    { name: 'run', mountPath: '/run/kafka' },
    { name: 'tmp', mountPath: '/tmp' },
    { name: 'data', mountPath: '/var/lib/kafka/data' },
  ]);
  // The ConfigMaps are not there for Kafka: it reads what its pod began with.
  expect(kafka.volumeMounts).toEqual([
    { name: 'run', mountPath: '/run/kafka', readOnly: true },
    { name: 'tmp', mountPath: '/tmp' },
    { name: 'data', mountPath: '/var/lib/kafka/data' },
  ]);
  expect(volumes).toEqual([
    { name: 'config', configMap: { name: 'shared' } },
    { name: 'nodes', configMap: { name: 'own' } },
    { name: 'run', emptyDir: { medium: 'Memory', sizeLimit: '4Mi' } },
    { name: 'tmp', emptyDir: { sizeLimit: '1Gi' } },
  ]);
});

test('an image of the user is that of both containers', () => {
  const { initContainers: [prepare] = [], containers: [kafka] } = pod(modelOf({ brokers: { nodes: 1, storage: TEN_GIB }, image: 'registry.example.com/kafka:1' }), 'brokers');
  expect([prepare.image, kafka.image]).toEqual(['registry.example.com/kafka:1', 'registry.example.com/kafka:1']);
});

describe('the init container knows', () => {
  const [brokers, controllers] = [poolOf(ZONES, 'brokers'), poolOf(ZONES, 'controllers')];
  const clusterId = ZONES.metadata.mode === 'kraft' ? ZONES.metadata.clusterId : '';

  test('of a broker that it is no voter', () => {
    expect(environment(pod(ZONES, 'brokers', 1))).toMatchObject({
      NODE_SET: 'events-broker-b',
      CONFIG_HASH: configurationHash(ZONES, brokers, brokers.sets[1]),
      LOG_DIRS: '/var/lib/kafka/data/kafka',
      CLUSTER_ID: clusterId,
      RELEASE_VERSION: '4.3',
      QUORUM: '--no-initial-controllers',
    });
  });

  test('of a controller the first quorum (KIP-853)', () => {
    const { QUORUM } = environment(pod(ZONES, 'controllers'));
    const voters = controllers.sets[0].nodes.map((n) => `${n.id}@${n.podName}.events-nodes.streaming.svc.cluster.local:9093:${n.directoryId}`);
    expect(voters).toHaveLength(3);
    expect(QUORUM).toBe(`--initial-controllers ${voters.join(',')}`);
  });

  test('with ZooKeeper neither cluster id nor quorum: brokers make the one and need not the other', () => {
    const model = modelOf({ version: KafkaVersion.V3_9, brokers: { nodes: 1, storage: TEN_GIB } }, { metadata: { mode: 'zookeeper', servers: 'zk:2181' } });
    const names = Object.keys(environment(pod(model, 'brokers')));
    expect(names).toEqual(expect.arrayContaining(['NODE_SET', 'CONFIG_HASH', 'LOG_DIRS']));
    expect(names.filter((n) => ['CLUSTER_ID', 'RELEASE_VERSION', 'QUORUM'].includes(n))).toEqual([]);
  });

  test('all volumes', () => {
    const model = modelOf({ brokers: { nodes: 1, storage: Storage.jbod([TEN_GIB, TEN_GIB]) } });
    expect(environment(pod(model, 'brokers')).LOG_DIRS).toBe('/var/lib/kafka/data/kafka /var/lib/kafka/data-1/kafka');
    expect(pod(model, 'brokers').containers[0].volumeMounts).toEqual(expect.arrayContaining([{ name: 'data-1', mountPath: '/var/lib/kafka/data-1' }]));
  });
});

describe('probes', () => {
  const ports = (spec: PodSpec) => {
    const [{ startupProbe, readinessProbe, livenessProbe }] = spec.containers;
    return [startupProbe, readinessProbe, livenessProbe].map((p) => p?.exec?.command?.join(' '));
  };

  test.each<[string, KafkaModel, PoolProperty, number, number]>([
    ['brokers', ZONES, 'brokers', 9092, 9091],
    ['controllers', ZONES, 'controllers', 9093, 9093],
    ['nodes that are both', modelOf({ combined: { nodes: 1, storage: TEN_GIB } }), 'combined', 9092, 9091],
  ])('ask %s at the port that is open only when they serve, and whether they live where no client can crowd', (_, model, property, port, live) => {
    expect(ports(pod(model, property)).sort()).toEqual([port, port, live].map((p) => `bash /run/kafka/probe.sh ${p}`).sort());
    expect(pod(model, property).containers[0].livenessProbe?.exec?.command).toEqual(['bash', '/run/kafka/probe.sh', String(live)]);
  });

  test('leave a day to recover logs, and take longer to kill than to withdraw clients', () => {
    const [{ startupProbe, readinessProbe, livenessProbe }] = pod(ZONES, 'brokers').containers;
    expect((startupProbe?.periodSeconds ?? 0) * (startupProbe?.failureThreshold ?? 0)).toBe(24 * 60 * 60);
    const patience = (p: typeof livenessProbe) => (p?.periodSeconds ?? 0) * (p?.failureThreshold ?? 0);
    expect(patience(livenessProbe)).toBeGreaterThan(patience(readinessProbe));
  });

  test("a broker has more time to end than Kafka's own controlled shutdown takes", () => {
    expect(pod(ZONES, 'brokers').terminationGracePeriodSeconds).toBe(600);
    expect(pod(ZONES, 'controllers').terminationGracePeriodSeconds).toBe(120);
  });
});

describe('the place', () => {
  const pool = { 'app.kubernetes.io/name': 'kafka', 'app.kubernetes.io/instance': 'events', 'app.kubernetes.io/component': 'broker' };

  test('of brokers is their zone, each on a host of its own whatever its set', () => {
    const spec = pod(ZONES, 'brokers', 2);
    expect(spec.affinity).toEqual({
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'topology.kubernetes.io/zone', operator: 'In', values: ['eu-1c'] }] }] },
      },
      podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: { matchLabels: pool }, topologyKey: 'kubernetes.io/hostname' }] },
    });
    expect(spec.topologySpreadConstraints).toBeUndefined();
  });

  test('of controllers is spread over the stated zones', () => {
    expect(pod(ZONES, 'controllers').topologySpreadConstraints).toEqual([{
      maxSkew: 1,
      topologyKey: 'topology.kubernetes.io/zone',
      whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: { matchLabels: { ...pool, 'app.kubernetes.io/component': 'controller' } },
    }]);
  });

  test('is what the user states', () => {
    const model = modelOf({
      brokers: {
        nodes: 3,
        storage: TEN_GIB,
        placement: {
          hosts: HostSpread.NONE,
          nodeSelector: { disk: 'ssd' },
          priorityClassName: 'data',
          tolerations: [{ key: 'kafka', value: 'only', effect: TaintEffect.NO_EXECUTE, seconds: 60 }, {}],
        },
      },
    });
    const spec = pod(model, 'brokers');
    expect(spec.affinity).toBeUndefined();
    expect(spec).toMatchObject({
      nodeSelector: { disk: 'ssd' },
      priorityClassName: 'data',
      tolerations: [{ key: 'kafka', operator: 'Equal', value: 'only', effect: 'NoExecute', tolerationSeconds: 60 }, { operator: 'Exists' }],
    });
    // Whatever zones there are; a cluster without any schedules all the same.
    expect(spec.topologySpreadConstraints).toMatchObject([{ whenUnsatisfiable: 'ScheduleAnyway' }]);
  });
});
