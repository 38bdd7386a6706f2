import { ApiObject, Chart, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { synthesized } from './synthesized';
import { EVERYTHING, EVERYTHING_OF_A_JOB, TEN_GIB, ZONES } from './varied-clusters';
import { HostSpread, KafkaCluster, KafkaClusterProps, KafkaLifecycleJob, KafkaLifecycleJobProps, KafkaVersion, LifecycleTrigger, LogLayout, Metadata, Storage, ZooKeeperEnsemble, ZooKeeperEnsembleProps } from '../../src';
import { immutableChanges } from '../manifests/immutable-parts';
import { Manifest, nameOf, objectAt, objectNameOf, ofKind } from '../manifests/manifest';

const sorted = (manifests: readonly Manifest[]) => [...manifests].sort((a, b) => (objectNameOf(a) < objectNameOf(b) ? -1 : 1));

/** An object of somebody else, and a construct with objects of its own. */
function unrelated(scope: Construct, id: string): void {
  const other = new Construct(scope, id);
  new ApiObject(other, 'Resource', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `other-${id.toLowerCase()}` } });
}

const THREE: KafkaClusterProps = { brokers: { nodes: 3, storage: TEN_GIB }, zones: ZONES };
const zooKeeper = (scope: Construct) => new ZooKeeperEnsemble(scope, 'ZooKeeper', { storage: TEN_GIB, transactionLogStorage: TEN_GIB });
const withZooKeeper = (scope: Construct, ensemble: ZooKeeperEnsemble) => new KafkaCluster(scope, 'Events', {
  version: KafkaVersion.V3_9, metadata: Metadata.zooKeeper(ensemble), brokers: { nodes: 3, storage: TEN_GIB },
});

describe('the place in the tree is of no consequence', () => {
  const manifestsOf = (declare: (chart: Chart) => void) => synthesized(declare).manifests.filter((m) => !objectNameOf(m).includes('/other-'));
  const before = manifestsOf((chart) => {
    new KafkaCluster(chart, 'Orders', EVERYTHING);
    withZooKeeper(chart, zooKeeper(chart));
  });

  test.each<[string, (chart: Chart) => void]>([
    ['unrelated constructs come first', (chart) => {
      unrelated(chart, 'First');
      new KafkaCluster(chart, 'Orders', EVERYTHING);
      unrelated(chart, 'Second');
      withZooKeeper(chart, zooKeeper(chart));
    }],
    ['they come in another order', (chart) => {
      withZooKeeper(chart, zooKeeper(chart));
      new KafkaCluster(chart, 'Orders', EVERYTHING);
    }],
    ['they are within another construct', (chart) => {
      const platform = new Construct(new Construct(chart, 'Platform'), 'Data');
      new KafkaCluster(platform, 'Orders', EVERYTHING);
      withZooKeeper(platform, zooKeeper(new Construct(chart, 'Elsewhere')));
    }],
    ['they are in charts of their own', (chart) => {
      new KafkaCluster(new Chart(chart, 'One', { namespace: 'streaming' }), 'Orders', EVERYTHING);
      withZooKeeper(new Chart(chart, 'Two', { namespace: 'streaming' }), zooKeeper(new Chart(chart, 'Three', { namespace: 'streaming' })));
    }],
    ['the chart adds labels', (chart) => {
      const labelled = new Chart(chart, 'Labelled', { namespace: 'streaming', labels: { chart: 'labelled' } });
      new KafkaCluster(labelled, 'Orders', EVERYTHING);
      withZooKeeper(labelled, zooKeeper(labelled));
    }],
  ])('%s', (name, declare) => {
    const after = manifestsOf(declare);
    expect(after).toHaveLength(before.length);
    expect(immutableChanges(before, after)).toEqual([]);
    // More than Kubernetes asks for: nothing at all is changed.
    if (name !== 'the chart adds labels') { expect(sorted(after)).toEqual(sorted(before)); }
  });
});

describe('what may change later changes nothing immutable, and takes no object away', () => {
  const manifestsOf = (props: KafkaClusterProps) => synthesized((chart) => new KafkaCluster(chart, 'Events', props)).manifests;
  const brokers = { nodes: 3, storage: TEN_GIB };

  test.each<[string, KafkaClusterProps, KafkaClusterProps]>([
    ['more brokers', { brokers }, { brokers: { ...brokers, nodes: 9 } }],
    ['more brokers in zones', THREE, { ...THREE, brokers: { ...brokers, nodes: 8 } }],
    ['more controllers', { brokers }, { brokers, controllers: { nodes: 5 } }],
    ['more nodes that are both', { combined: brokers }, { combined: { ...brokers, nodes: 5 } }],
    ['another zone', THREE, { ...THREE, brokers: { ...brokers, nodes: 4 }, zones: [...ZONES, 'eu-west-1d'] }],
    ['larger volumes', { brokers }, { brokers: { ...brokers, storage: Storage.persistent(Size.tebibytes(1)) }, controllers: { storage: Storage.persistent(Size.gibibytes(30)) } }],
    ['a larger one of several volumes', { brokers: { ...brokers, storage: Storage.jbod([TEN_GIB, TEN_GIB]) } },
      { brokers: { ...brokers, storage: Storage.jbod([TEN_GIB, Storage.persistent(Size.gibibytes(20))]) } }],
    ['settings', { brokers }, { brokers: { ...brokers, config: { 'num.io.threads': 9 } }, config: { 'log.retention.hours': 1 }, pluginConfig: { a: 'b' } }],
    ['a version', { brokers, version: KafkaVersion.V4_0 }, { brokers, version: KafkaVersion.V4_3 }],
    ['an image', { brokers }, { brokers, image: 'registry.example.com/kafka:1' }],
    ['resources and JVM', { brokers }, { brokers: { ...brokers, resources: { cpu: 4, memory: Size.gibibytes(32) }, jvm: { heap: Size.gibibytes(8), flags: { UseZGC: true } } } }],
    ['logging', { brokers }, { brokers, logging: { rootLevel: 'DEBUG', layout: LogLayout.JSON } }],
    ['placement', { brokers }, { brokers: { ...brokers, placement: { hosts: HostSpread.NONE, nodeSelector: { a: 'b' }, tolerations: [{}], priorityClassName: 'data' } } }],
    ['labels and annotations', { brokers }, { brokers: { ...brokers, labels: { a: 'b' } }, labels: { 'c': 'd', 'app.kubernetes.io/part-of': 'shop' }, annotations: { e: 'f' } }],
    ['the domain', { brokers }, { brokers, clusterDomain: 'example.com' }],
    ['a broker less', { brokers: { ...brokers, nodes: 4 } }, { brokers }],
  ])('%s', (name, before, after) => {
    const [old, now] = [manifestsOf(before), manifestsOf(after)];
    expect(now).not.toEqual(old);
    const gone = name === 'a broker less' ? ['PersistentVolumeClaim streaming/data-events-broker-3'] : [];
    const changes = immutableChanges(old, now);
    expect(changes.filter((c) => c.path !== 'metadata.name')).toEqual([]);
    expect(changes.map((c) => c.object)).toEqual(gone);
  });

  const ensembleOf = (props: Partial<ZooKeeperEnsembleProps>) => synthesized((chart) => new ZooKeeperEnsemble(chart, 'ZooKeeper', { storage: TEN_GIB, ...props })).manifests;

  test.each<[string, Partial<ZooKeeperEnsembleProps>]>([
    ['more servers', { nodes: 5 }],
    ['a larger volume', { storage: Storage.persistent(Size.gibibytes(20)) }],
    ['settings', { config: { maxClientCnxns: 10 } }],
    ['resources', { resources: { cpu: 2, memory: Size.gibibytes(4) } }],
    ['zones', { zones: ZONES }],
    ['labels', { labels: { 'a': 'b', 'app.kubernetes.io/part-of': 'shop' } }],
  ])('of ZooKeeper: %s', (_, props) => {
    const [old, now] = [ensembleOf({}), ensembleOf(props)];
    expect(now).not.toEqual(old);
    expect(immutableChanges(old, now)).toEqual([]);
  });
});

describe('a lifecycle Job', () => {
  const brokers = { nodes: 3, storage: TEN_GIB };
  const manifestsOf = (kafka: KafkaClusterProps, job?: KafkaLifecycleJobProps) => synthesized((chart) => {
    const cluster = new KafkaCluster(chart, 'Events', kafka);
    if (job) { new KafkaLifecycleJob(chart, 'Lifecycle', { cluster, ...job }); }
  }).manifests;
  /** A Job whose name follows from its content is never changed: another one is made. */
  const withoutJobs = (manifests: readonly Manifest[]) => manifests.filter((m) => m.kind !== 'Job');

  test.each<[string, KafkaClusterProps]>([['brokers', { brokers }], ['brokers in zones', THREE], ['combined nodes', { combined: brokers }], ['everything', EVERYTHING]])(
    'can be added to %s later, and left out again', (_, kafka) => {
      const [without, served] = [manifestsOf(kafka), withoutJobs(manifestsOf(kafka, {}))];
      expect(immutableChanges(without, served)).toEqual([]);
      const kept = new Set(without.map(objectNameOf));
      expect(immutableChanges(served.filter((m) => kept.has(objectNameOf(m))), without)).toEqual([]);
    });

  test('can be added to an ensemble later', () => {
    const ensembleOf = (job: boolean) => withoutJobs(synthesized((chart) => {
      const cluster = withZooKeeper(chart, zooKeeper(chart));
      if (job) { new KafkaLifecycleJob(chart, 'Lifecycle', { cluster }); }
    }).manifests);
    expect(immutableChanges(ensembleOf(false), ensembleOf(true))).toEqual([]);
  });

  test.each<[string, KafkaClusterProps, KafkaLifecycleJobProps]>([
    ['more brokers', { ...THREE, brokers: { ...brokers, nodes: 9 } }, {}],
    ['settings', { ...THREE, config: { 'num.partitions': 3, 'log.retention.ms': 5 } }, {}],
    ['everything about it but its name', THREE, { ...EVERYTHING_OF_A_JOB, name: undefined, trigger: undefined }],
  ])('changes nothing immutable with %s', (_, kafka, job) => {
    const [before, after] = [manifestsOf(THREE, {}), manifestsOf(kafka, job)];
    expect(immutableChanges(withoutJobs(before), withoutJobs(after))).toEqual([]);
    const names = (manifests: readonly Manifest[]) => ofKind(manifests, 'Job').map(nameOf);
    expect(names(after)).not.toEqual(names(before));
  });

  test.each<[string, LifecycleTrigger]>([['a CronJob', LifecycleTrigger.schedule('@daily')]])('%s keeps its name and takes every change', (_, trigger) => {
    expect(immutableChanges(manifestsOf(THREE, { trigger }), manifestsOf({ ...THREE, config: { 'num.partitions': 3 } }, { ...EVERYTHING_OF_A_JOB, name: undefined, trigger }))).toEqual([]);
  });

  test('is of no consequence for another cluster', () => {
    const declare = (job: boolean) => synthesized((chart) => {
      const cluster = new KafkaCluster(chart, 'Events', THREE);
      new KafkaCluster(chart, 'Orders', THREE);
      if (job) { new KafkaLifecycleJob(chart, 'Lifecycle', { cluster }); }
    }).manifests.filter((m) => objectNameOf(m).includes('orders'));
    expect(sorted(declare(true))).toEqual(sorted(declare(false)));
  });
});

describe('pods', () => {
  /** The pod templates by the name of their set, as text: the order counts too. */
  const templates = (props: KafkaClusterProps): Record<string, string> => Object.fromEntries(
    ofKind(synthesized((chart) => new KafkaCluster(chart, 'Events', props)).manifests, 'StatefulSet')
      .map((set) => [nameOf(set), JSON.stringify(objectAt(set, 'spec', 'template'))]),
  );
  const before = templates(THREE);

  test('are not replaced when there are more brokers with larger volumes', () => {
    expect(templates({ ...THREE, brokers: { nodes: 30, storage: Storage.persistent(Size.tebibytes(1)) } })).toEqual(before);
  });

  test('of brokers are not replaced for a setting of the controllers, and the reverse', () => {
    const changedOnes = (props: KafkaClusterProps) => Object.entries(templates(props))
      .filter(([name, template]) => template !== before[name]).map(([name]) => name);
    expect(changedOnes({ ...THREE, controllers: { config: { 'num.io.threads': 9 } } })).toEqual(['events-controller']);
    expect(changedOnes({ ...THREE, brokers: { nodes: 3, storage: TEN_GIB, config: { 'num.io.threads': 9 } } })).toEqual(['events-broker-a', 'events-broker-b', 'events-broker-c']);
    expect(changedOnes({ ...THREE, config: { 'num.io.threads': 9 } })).toEqual(['events-controller', 'events-broker-a', 'events-broker-b', 'events-broker-c']);
  });
});
