import { manifestsOf, namespacesOf, tableOf } from './example';
import { ZooKeeperExample } from '../../examples/zookeeper/chart';
import { allFindings } from '../manifests/all-findings';
import { objectAt, ofKind } from '../manifests/manifest';

const manifests = manifestsOf((app) => new ZooKeeperExample(app, 'zookeeper'));

test('an ensemble of three, six brokers', () => {
  expect(tableOf(manifests)).toBe(`\
Service: zookeeper-nodes zookeeper-client kafka-nodes kafka-bootstrap
PodDisruptionBudget: zookeeper kafka-brokers
NetworkPolicy: zookeeper kafka
ConfigMap: zookeeper-config kafka-broker-config kafka-broker-nodes
PersistentVolumeClaim: data-zookeeper-1 data-zookeeper-2 data-zookeeper-3 data-kafka-broker-0 data-kafka-broker-1 data-kafka-broker-2 data-kafka-broker-3 data-kafka-broker-4 data-kafka-broker-5
StatefulSet: zookeeper (3) kafka-broker (6)
`);
  expect(namespacesOf(manifests)).toEqual(['zookeeper-example']);
});

test('ZooKeeper on SSD, each broker on 16 TiB of HDD', () => {
  const volumes = ofKind(manifests, 'PersistentVolumeClaim').map((claim) => {
    const spec = objectAt(claim, 'spec');
    return `${String(objectAt(spec, 'resources', 'requests').storage)} ${String(spec.storageClassName)}`;
  });
  expect(volumes).toEqual([...Array.from({ length: 3 }, () => '100Gi ssd'), ...Array.from({ length: 6 }, () => '16Ti hdd')]);
});

test('is sound', () => {
  expect(allFindings(manifests)).toEqual([]);
});
