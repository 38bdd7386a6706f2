import { JsonObject, Manifest } from './manifest';

/**
 * Manifests of the shape that this project makes, in which nothing is wrong: the tests of the checks change one place each.
 * `Job kafka/events-lifecycle` needs a token, `Secret kafka/events-tls` is external.
 */
export function soundCluster(): readonly Manifest[] {
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kafka' } },
    headlessService, bootstrapService, brokers, claim(100), claim(101), configuration, budget, policy, account, role, binding, lifecycle,
  ];
}

/** What others make, as the checks take it. */
export const EXTERNAL = ['Secret kafka/events-tls'];
export const WITH_TOKEN = ['Job kafka/events-lifecycle'];

const LABELS = { 'app.kubernetes.io/name': 'kafka', 'app.kubernetes.io/instance': 'events', 'app.kubernetes.io/component': 'broker' };
const metadata = (name: string): JsonObject => ({ name, namespace: 'kafka', labels: LABELS });

const headlessService: Manifest = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: metadata('events-broker'),
  spec: {
    clusterIP: 'None',
    publishNotReadyAddresses: true,
    selector: LABELS,
    ports: [{ name: 'replication', port: 9091 }, { name: 'plain', port: 9092, targetPort: 'plain' }],
  },
};

const bootstrapService: Manifest = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: metadata('events-bootstrap'),
  spec: { selector: LABELS, ports: [{ name: 'plain', port: 9092, targetPort: 'plain' }] },
};

const hardened: JsonObject = { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } };
const podContext: JsonObject = { runAsNonRoot: true, runAsUser: 1000, fsGroup: 1000, seccompProfile: { type: 'RuntimeDefault' } };
const resources: JsonObject = { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } };

const brokers: Manifest = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: metadata('events-broker-a'),
  spec: {
    serviceName: 'events-broker',
    replicas: 2,
    ordinals: { start: 100 },
    podManagementPolicy: 'Parallel',
    selector: { matchLabels: LABELS },
    template: {
      metadata: { labels: LABELS, annotations: { 'cdk8s-kafka.github.io/static': '0123456789abcdef' } },
      spec: {
        enableServiceLinks: false,
        automountServiceAccountToken: false,
        securityContext: podContext,
        affinity: {
          podAntiAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [
              { weight: 1, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: LABELS } } },
            ],
          },
        },
        topologySpreadConstraints: [
          { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: LABELS } },
        ],
        initContainers: [{
          name: 'prepare',
          image: 'docker.io/apache/kafka:4.3.1',
          command: ['sh', '/etc/events/prepare.sh'],
          securityContext: hardened,
          resources,
          env: [
            { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
            { name: 'CLUSTER_ID', valueFrom: { configMapKeyRef: { name: 'events-broker', key: 'cluster.id' } } },
          ],
          volumeMounts: [{ name: 'configuration', mountPath: '/etc/events' }, { name: 'composed', mountPath: '/run/events' }],
        }],
        containers: [{
          name: 'kafka',
          image: 'docker.io/apache/kafka:4.3.1',
          securityContext: hardened,
          resources: { requests: { cpu: '1', memory: '4Gi' }, limits: { memory: '4Gi' } },
          env: [{ name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
          ports: [{ name: 'replication', containerPort: 9091 }, { name: 'plain', containerPort: 9092 }],
          startupProbe: { tcpSocket: { port: 'plain' } },
          readinessProbe: { tcpSocket: { port: 9092 } },
          volumeMounts: [
            { name: 'data', mountPath: '/var/lib/kafka' },
            { name: 'composed', mountPath: '/run/events', readOnly: true },
            { name: 'configuration', mountPath: '/etc/kafka/log4j2.yaml', subPath: 'log4j2.yaml' },
            { name: 'secrets', mountPath: '/run/secrets/events' },
          ],
        }],
        volumes: [
          { name: 'configuration', configMap: { name: 'events-broker' } },
          { name: 'composed', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
          {
            name: 'secrets',
            projected: {
              sources: [
                { secret: { name: 'events-tls', items: [{ key: 'tls.key', path: 'tls.key' }] } },
                { configMap: { name: 'events-broker', items: [{ key: 'client.properties', path: 'client.properties' }] } },
              ],
            },
          },
        ],
      },
    },
    volumeClaimTemplates: [{
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'claims-are-declared-apart', resources: { requests: { storage: '1Gi' } } },
    }],
  },
};

function claim(ordinal: number): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: metadata(`data-events-broker-a-${ordinal}`),
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources: { requests: { storage: '1Ti' } } },
  };
}

const configuration: Manifest = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: metadata('events-broker'),
  data: {
    'cluster.id': 'TmV2ZXJHb25uYUdpdmVZb3',
    'prepare.sh': '#!/bin/sh\nset -eu\ncp /etc/events/client.properties "/run/events/$POD_NAME.properties"\n',
    'log4j2.yaml': 'Configuration:\n  Loggers:\n    Root: { level: INFO }\n',
    'client.properties': [
      'ssl.keystore.type=PEM',
      'ssl.keystore.location=/run/secrets/events/tls.key',
      'ssl.key.password=${file:/run/secrets/events/key.properties:password}',
      'password.encoder.iterations=4096',
      'sasl.oauthbearer.token.endpoint.url=https://login.example.com/token',
      'sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required \\',
      '  username="admin" password="${file:/run/secrets/events/users.properties:admin}";',
    ].join('\n'),
  },
};

const budget: Manifest = {
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: metadata('events-broker'),
  spec: { maxUnavailable: 1, selector: { matchLabels: LABELS } },
};

const policy: Manifest = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: metadata('events-broker'),
  spec: {
    podSelector: { matchExpressions: [{ key: 'app.kubernetes.io/component', operator: 'In', values: ['broker'] }] },
    policyTypes: ['Ingress'],
    ingress: [{ ports: [{ port: 'plain' }, { port: 9091 }] }],
  },
};

const account: Manifest = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadata('events-lifecycle'), automountServiceAccountToken: false };

const role: Manifest = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'Role',
  metadata: metadata('events-lifecycle'),
  rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] }],
};

const binding: Manifest = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata: metadata('events-lifecycle'),
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'events-lifecycle' },
  subjects: [{ kind: 'ServiceAccount', name: 'events-lifecycle', namespace: 'kafka' }],
};

const lifecycle: Manifest = {
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: metadata('events-lifecycle'),
  spec: {
    backoffLimit: 3,
    template: {
      metadata: { labels: { 'app.kubernetes.io/name': 'kafka', 'app.kubernetes.io/instance': 'events', 'app.kubernetes.io/component': 'lifecycle' } },
      spec: {
        restartPolicy: 'Never',
        serviceAccountName: 'events-lifecycle',
        enableServiceLinks: false,
        securityContext: podContext,
        containers: [{
          name: 'lifecycle',
          image: 'docker.io/library/node:20.20.2',
          securityContext: hardened,
          resources,
          volumeMounts: [{ name: 'scratch', mountPath: '/tmp' }],
        }],
        volumes: [{ name: 'scratch', emptyDir: {} }],
      },
    },
  },
};
