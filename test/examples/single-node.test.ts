import { manifestsOf, namespacesOf, tableOf } from './example';
import { SingleNode } from '../../examples/single-node/chart';
import { allFindings } from '../manifests/all-findings';

const manifests = manifestsOf((app) => new SingleNode(app, 'single-node'));

test('one node that is both', () => {
  expect(tableOf(manifests)).toBe(`\
Service: dev-nodes dev-bootstrap
PodDisruptionBudget: dev-brokers
NetworkPolicy: dev
ConfigMap: dev-node-config dev-node-nodes
PersistentVolumeClaim: data-dev-node-0
StatefulSet: dev-node (1)
`);
  expect(namespacesOf(manifests)).toEqual(['single-node']);
});

test('is sound', () => {
  expect(allFindings(manifests)).toEqual([]);
});
