import { App, Chart, Size } from 'cdk8s';
import { Storage, ZooKeeperEnsemble, ZooKeeperEnsembleProps, ZooKeeperVersion } from '../../src';
import { listed, synthesizedChart } from '../synthesis/synthesized';

function declared(props: Partial<ZooKeeperEnsembleProps> = {}): ZooKeeperEnsemble {
  const chart = new Chart(new App(), 'test', { namespace: 'streaming' });
  return new ZooKeeperEnsemble(chart, 'ZooKeeper', { storage: Storage.persistent(Size.gibibytes(10)), ...props });
}

test('outputs', () => {
  const ensemble = declared();
  expect(ensemble).toMatchObject({ name: 'zookeeper', clientServiceName: 'zookeeper-client', nodesServiceName: 'zookeeper-nodes' });
  expect(ensemble.connectString).toBe([1, 2, 3].map((id) => `zookeeper-${id}.zookeeper-nodes.streaming.svc.cluster.local:2181`).join(','));
  expect(ensemble.findings).toEqual([]);
});

test('the objects, which together are all that there is', () => {
  const ensemble = declared({ transactionLogStorage: Storage.persistent(Size.gibibytes(5)) });
  const outputs = [...ensemble.services, ensemble.disruptionBudget, ...ensemble.networkPolicies, ensemble.configMap, ...ensemble.claims, ensemble.statefulSet].map((o) => `${o.kind} ${o.name}`);
  expect(outputs).toEqual([
    'Service zookeeper-nodes',
    'Service zookeeper-client',
    'PodDisruptionBudget zookeeper',
    'NetworkPolicy zookeeper',
    'ConfigMap zookeeper-config',
    'PersistentVolumeClaim data-zookeeper-1',
    'PersistentVolumeClaim data-zookeeper-2',
    'PersistentVolumeClaim data-zookeeper-3',
    'PersistentVolumeClaim log-zookeeper-1',
    'PersistentVolumeClaim log-zookeeper-2',
    'PersistentVolumeClaim log-zookeeper-3',
    'StatefulSet zookeeper',
  ]);
  expect(listed(synthesizedChart(Chart.of(ensemble)).manifests)).toEqual(outputs);
});

test('the Services: one with the address of every server, one for clients of those that serve', () => {
  const [nodes, client] = declared().services.map((s) => s.toJson());
  expect(nodes.spec).toMatchObject({
    clusterIP: 'None', publishNotReadyAddresses: true, ports: [{ name: 'client', port: 2181 }, { name: 'follower', port: 2888 }, { name: 'election', port: 3888 }],
  });
  expect(client.spec).toMatchObject({ type: 'ClusterIP', ports: [{ name: 'client', port: 2181, targetPort: 'client' }] });
  expect(client.spec).not.toHaveProperty('publishNotReadyAddresses');
});

test('the set rolls by itself and starts together', () => {
  expect(declared().statefulSet.toJson().spec).toMatchObject({
    replicas: 3, ordinals: { start: 1 }, podManagementPolicy: 'Parallel', updateStrategy: { type: 'RollingUpdate' }, serviceName: 'zookeeper-nodes',
  });
});

test.each([['3.8', 'Give three numbers'], ['3.7.2', 'Kafka 3.9 needs 3.8'], ['4.0.0', 'is not supported']])('version %s is refused', (version, message) => {
  expect(() => ZooKeeperVersion.of(version)).toThrow(message);
});
