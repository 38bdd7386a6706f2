import { Yaml } from 'cdk8s';
import { KubernetesClient } from '../../../lifecycle/clients/kubernetes/client';
import { Connection } from '../../../lifecycle/clients/kubernetes/connection';
import { kubectlConnection } from '../../../lifecycle/clients/kubernetes/kubeconfig';
import { KafkaVersion } from '../../../src';
import { clusterUnderTest } from '../cluster-under-test';
import { keepEvidence } from '../evidence';
import { Kubectl } from '../kubectl';
import { rights } from './rights';

/** Of the program's service account. */
const ACCOUNT = 'lifecycle';

/** The names of the objects of a test that the program may touch. */
export interface Named {
  readonly sets?: readonly string[];
  readonly pods?: readonly string[];
}

/**
 * A namespace in which the restricted Pod Security Standard is enforced, and a service account that has the rights of a lifecycle run, and no other. What the program does in it is
 * done with that account; what the test does around it, with the rights of the kubeconfig.
 */
export class Ground {
  public readonly namespace: string;
  public readonly kubectl: Kubectl;
  private clients: KubernetesClient[] = [];
  private token = '';

  constructor(name: string, private readonly named: Named = {}) {
    this.namespace = `cdk8s-kafka-test-${name}`;
    this.kubectl = new Kubectl(clusterUnderTest(), this.namespace);
    beforeAll(async () => this.begin());
    afterAll(async () => this.end());
  }

  /** A test that leaves evidence if it fails. */
  public test(title: string, steps: () => Promise<void>): void {
    test(title, async () => {
      try {
        await steps();
      } catch (error) {
        console.log(`FAILED; evidence is in ${await keepEvidence(this.kubectl, title, '', error)}`);
        throw error;
      }
    });
  }

  /** The API server, as the kubeconfig has it. */
  public get administrator(): Connection {
    const { kubectl, kubeconfig } = clusterUnderTest();
    return { ...kubectlConnection(kubectl, { ...process.env, KUBECONFIG: kubeconfig }), namespace: this.namespace };
  }

  /** The API server with the rights of a run. */
  public get connection(): Connection {
    const { certificateAuthority } = this.administrator.credentials();
    return { ...this.administrator, credentials: () => ({ certificateAuthority, token: this.token }) };
  }

  public client(connection = this.connection): KubernetesClient {
    const client = new KubernetesClient(connection);
    this.clients.push(client);
    return client;
  }

  public async apply(...manifests: readonly object[]): Promise<void> {
    const { stderr } = await this.kubectl.answer(['apply', '--filename', '-'], { input: Yaml.stringify(...manifests) });
    if (stderr !== '') { throw new Error(stderr); }
  }

  private async begin(): Promise<void> {
    await this.kubectl.run(['delete', 'namespace', this.namespace, '--ignore-not-found'], { seconds: 300 });
    const metadata = { name: ACCOUNT, namespace: this.namespace };
    await this.apply(
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: this.namespace, labels: { 'pod-security.kubernetes.io/enforce': 'restricted', 'pod-security.kubernetes.io/warn': 'restricted' } },
      },
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
      { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata, rules: rights({ sets: this.named.sets ?? [], pods: this.named.pods ?? [] }) },
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'RoleBinding',
        metadata,
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: ACCOUNT },
        subjects: [{ kind: 'ServiceAccount', name: ACCOUNT, namespace: this.namespace }],
      },
    );
    this.token = (await this.kubectl.run(['create', 'token', ACCOUNT])).trim();
  }

  private async end(): Promise<void> {
    for (const client of this.clients) { client.close(); }
    await this.kubectl.run(['delete', 'namespace', this.namespace, '--wait=false']);
  }
}

export const IMAGE = KafkaVersion.V4_3.image;

/** A container, as a test changes it. */
export interface ContainerChange {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly env?: readonly object[];
  readonly resources?: object;
  readonly readinessProbe?: object;
}

/** What may be declared of a set. */
export interface SetDeclaration {
  readonly replicas: number;
  readonly firstOrdinal?: number;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly podAnnotations?: Readonly<Record<string, string>>;
  /** Changes the server's container, which sleeps and is ready. */
  readonly server?: ContainerChange;
  /** The command of an init container. */
  readonly prepare?: readonly string[];
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** @default 0 */
  readonly graceSeconds?: number;
}

/** A StatefulSet as the library makes them, with pods that do nothing. */
export function sleepingSet(name: string, declared: SetDeclaration): object {
  const container = (containerName: string, change: ContainerChange) => ({
    name: containerName,
    image: IMAGE,
    command: ['sleep', 'infinity'],
    terminationMessagePolicy: 'FallbackToLogsOnError',
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    ...change,
  });
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name, annotations: declared.annotations },
    spec: {
      serviceName: name,
      replicas: declared.replicas,
      ordinals: { start: declared.firstOrdinal ?? 0 },
      podManagementPolicy: 'Parallel',
      updateStrategy: { type: 'OnDelete' },
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name }, annotations: declared.podAnnotations },
        spec: {
          terminationGracePeriodSeconds: declared.graceSeconds ?? 0,
          automountServiceAccountToken: false,
          securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
          ...(declared.nodeSelector ? { nodeSelector: declared.nodeSelector } : {}),
          ...(declared.prepare ? { initContainers: [container('prepare', { command: declared.prepare })] } : {}),
          containers: [container('kafka', declared.server ?? {})],
        },
      },
    },
  };
}
