import { kubernetesName } from '../../src/kubernetes/kubernetes-name';

test.each([['Events', 'events'], ['ZooKeeper', 'zookeeper'], ['Events_Prod', 'events-prod'], ['-Événements-', 'v-nements'], ['a.b', 'a-b']])('construct %s is %s in names', (id, expected) => {
  expect(kubernetesName(id)).toBe(expected);
});
