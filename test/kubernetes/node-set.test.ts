import { App, Chart } from 'cdk8s';
import { NodeSet, NodeSetContent, NodeSetIdentity } from '../../src/kubernetes/node-set';
import { Manifest, objectAt, objectsAt } from '../manifests/manifest';
import { find, listed, synthesized } from '../synthesis/synthesized';

const GIB = 1024 ** 3;

const IDENTITY: NodeSetIdentity = {
  name: 'events-broker',
  serviceName: 'events-nodes',
  firstOrdinal: 100,
  nodes: 2,
  selector: { set: 'events-broker' },
  labels: { team: 'data' },
  annotations: { note: 'ours' },
  volumes: [{ name: 'data', mountPath: '/data', kind: 'persistent', bytes: 16 * 1024 * GIB, storageClass: 'hdd' }],
};

const CONTENT: NodeSetContent = {
  podLabels: { role: 'broker', team: 'other', set: 'other' },
  podAnnotations: { configuration: '1' },
  pod: { containers: [{ name: 'kafka' }], volumes: [{ name: 'tmp', emptyDir: {} }] },
  minReadySeconds: 30,
  update: 'RollingUpdate',
};

function manifests(identity: Partial<NodeSetIdentity> = {}, content: Partial<NodeSetContent> = {}): readonly Manifest[] {
  return synthesized((chart) => new NodeSet(chart, 'Set', { ...IDENTITY, ...identity }, () => ({ ...CONTENT, ...content }))).manifests;
}

test('each node has a claim of its own, which stands before the set and is never pruned', () => {
  expect(listed(manifests())).toEqual(['PersistentVolumeClaim data-events-broker-100', 'PersistentVolumeClaim data-events-broker-101', 'StatefulSet events-broker']);
  expect(manifests()[1]).toEqual({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name: 'data-events-broker-101',
      namespace: 'streaming',
      labels: { team: 'data' },
      annotations: {
        'note': 'ours',
        'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
        'helm.sh/resource-policy': 'keep',
        'kustomize.toolkit.fluxcd.io/prune': 'disabled',
      },
    },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '16Ti' } }, storageClassName: 'hdd' },
  });
});

test('without a class the claim is of the default one', () => {
  const claim = find(manifests({ volumes: [{ name: 'data', mountPath: '/data', kind: 'persistent', bytes: GIB }] }), 'PersistentVolumeClaim', 'data-events-broker-100');
  expect(claim.spec).toEqual({ accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } });
});

test('the set counts from its first node, starts all together, and its claim template can make no volume', () => {
  expect(find(manifests(), 'StatefulSet', 'events-broker').spec).toEqual({
    serviceName: 'events-nodes',
    replicas: 2,
    ordinals: { start: 100 },
    podManagementPolicy: 'Parallel',
    minReadySeconds: 30,
    updateStrategy: { type: 'RollingUpdate' },
    selector: { matchLabels: { set: 'events-broker' } },
    template: {
      metadata: { labels: { role: 'broker', team: 'data', set: 'events-broker' }, annotations: { configuration: '1' } },
      spec: { containers: [{ name: 'kafka' }], volumes: [{ name: 'tmp', emptyDir: {} }] },
    },
    volumeClaimTemplates: [{
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, storageClassName: 'claims-are-declared-apart' },
    }],
  });
});

test('one that a Job serves leaves to it how many pods there are and when they are replaced, and says which template it was given', () => {
  let served = true;
  const set = () => find(synthesized((chart) => new NodeSet(chart, 'Set', IDENTITY, () => CONTENT, () => served)).manifests, 'StatefulSet', 'events-broker');
  const { replicas, ...spec } = objectAt(find(manifests(), 'StatefulSet', 'events-broker'), 'spec');
  expect(replicas).toBe(2);
  expect(set().spec).toEqual({ ...spec, minReadySeconds: 0, updateStrategy: { type: 'OnDelete' } });
  expect(set().metadata).toMatchObject({ annotations: { 'note': 'ours', 'cdk8s-kafka/template': expect.stringMatching(/^[0-9a-f]{10}$/) as string } });
  served = false;
  expect(set()).toEqual(find(manifests(), 'StatefulSet', 'events-broker'));
});

test('ephemeral volumes are part of the pod; there are no claims', () => {
  const all = manifests({
    volumes: [{ name: 'data', mountPath: '/data', kind: 'ephemeral', bytes: GIB }, { name: 'data-1', mountPath: '/data-1', kind: 'ephemeral' }],
  });
  expect(listed(all)).toEqual(['StatefulSet events-broker']);
  const spec = objectAt(all[0], 'spec');
  expect(spec).not.toHaveProperty('volumeClaimTemplates');
  expect(objectsAt(objectAt(spec, 'template', 'spec'), 'volumes')).toEqual([
    { name: 'tmp', emptyDir: {} }, { name: 'data', emptyDir: { sizeLimit: '1Gi' } }, { name: 'data-1', emptyDir: {} },
  ]);
});

test('a set of no nodes is there all the same', () => {
  const [set, ...others] = manifests({ nodes: 0 });
  expect(others).toEqual([]);
  expect(objectAt(set, 'spec').replicas).toBe(0);
});

test('what the pods are made of is asked for when the manifests are written', () => {
  const chart = new Chart(new App(), 'test');
  let minReadySeconds = 1;
  new NodeSet(chart, 'Set', IDENTITY, () => ({ ...CONTENT, minReadySeconds }));
  minReadySeconds = 2;
  expect(chart.toJson()[2].spec.minReadySeconds).toBe(2);
});
