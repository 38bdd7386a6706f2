import { App, Chart, Testing, Yaml } from 'cdk8s';
import { clusterUnderTest } from './cluster-under-test';
import { KafkaTools } from './kafka-tools';
import { Kubectl } from './kubectl';
import { Claim, Metadata, Pod, isReady } from './kubernetes-objects';
import { Load, LoadOptions } from './load';
import { waitReady } from './readiness';
import { removeNamespace } from './remove-namespace';
import { until } from './until';
import { KafkaVersion } from '../../src';

/** Makes a chart of the construct under test, in the namespace it is given. */
export type Declaration<C extends Chart> = (app: App, namespace: string) => C;

/** A manifest, as far as the scenarios look into it. */
interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

/**
 * A chart that is deployed as its user would do it, `kubectl apply` of what was synthesized, into a namespace of its own in which the restricted
 * Pod Security Standard is enforced. Sized for development, whatever it declares.
 */
export class Deployment<C extends Chart> {
  public readonly kubectl: Kubectl;
  public readonly tools: KafkaTools;
  private current?: { readonly chart: C; readonly manifests: readonly Manifest[] };

  /**
   * @param name of the scenario: letters, digits and dashes; the namespace's name follows from it
   * @param declaration what is deployed first
   * @param image the image of Kafka whose tools are used
   * @param namespace where it is deployed
   */
  constructor(
    public readonly name: string,
    private readonly declaration: Declaration<C>,
    public readonly image: string = KafkaVersion.V4_3.image,
    public readonly namespace = `cdk8s-kafka-test-${name}`,
  ) {
    this.kubectl = new Kubectl(clusterUnderTest(), this.namespace);
    this.tools = new KafkaTools(this.kubectl, image);
  }

  /** The chart as it was applied last. */
  public get chart(): C { return this.applied.chart; }

  /** What was applied last, as one text; empty if nothing was. */
  public appliedText(): string { return this.current ? Yaml.stringify(...this.current.manifests) : ''; }

  /** Makes the namespace, empty. */
  public async begin(): Promise<void> {
    await this.kubectl.run(['delete', 'namespace', this.namespace, '--ignore-not-found'], { seconds: 300 });
    await this.makeNamespace();
  }

  /** Makes the namespace, or leaves it as it is. */
  public async makeNamespace(): Promise<void> {
    await this.kubectl.run(['apply', '--filename', '-'], {
      input: Yaml.stringify({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: this.namespace, labels: { 'pod-security.kubernetes.io/enforce': 'restricted', 'pod-security.kubernetes.io/warn': 'restricted' } },
      }),
    });
  }

  /**
   * Synthesizes and applies a declaration: another one than the last is a change, as its user would make it.
   *
   * @param leftOut what is not applied, as by a sync of a selection
   */
  public async apply(declaration: Declaration<C> = this.declaration, leftOut: (manifest: Manifest) => boolean = () => false): Promise<void> {
    process.env.CDK8S_KAFKA_SIZING = 'development';
    const chart = declaration(Testing.app(), this.namespace);
    const manifests: readonly Manifest[] = Testing.synth(chart);
    this.current = { chart, manifests };
    // Pods that are refused would only be seen in events later; a set whose pods will be refused is warned of at once.
    const { stderr } = await this.applyText(Yaml.stringify(...manifests.filter((manifest) => !leftOut(manifest))));
    if (/would violate PodSecurity/.test(stderr)) { throw new Error(`Pod Security:\n${stderr}`); }
    this.tell(`applied ${manifests.length} objects`);
  }

  /** Applies the same manifests again. */
  public async applyAgain(): Promise<void> {
    await this.applyText(this.appliedText());
  }

  /** What `kubectl diff` says to the manifests that were applied last: nothing, if the cluster holds what they say. */
  public async diff(): Promise<string> {
    const { code, stdout, stderr } = await this.kubectl.answer(['diff', '--filename', '-'], { input: this.appliedText() });
    if (code > 1) { throw new Error(`kubectl diff failed: ${stderr}`); }
    return stdout;
  }

  /** The generation of every object that has one: it goes up with every change that is none of its status. */
  public async generations(): Promise<Readonly<Record<string, number>>> {
    const all = await Promise.all((['statefulsets', 'poddisruptionbudgets'] as const).map(async (kind) =>
      (await this.kubectl.list<{ readonly metadata: Metadata }>(kind)).map((o) => [`${kind} ${o.metadata.name}`, o.metadata.generation ?? 0])));
    return Object.fromEntries(all.flat());
  }

  public async ready(seconds?: number): Promise<void> {
    await waitReady(this.kubectl, { seconds, progress: (line) => this.tell(line) });
  }

  public async pod(name: string): Promise<Pod> {
    return this.kubectl.get<Pod>('pods', name);
  }

  /** The pods of the deployment, and those only. */
  public async pods(): Promise<readonly Pod[]> {
    return this.kubectl.list<Pod>('pods', { labelSelector: 'app.kubernetes.io/managed-by=cdk8s-kafka' });
  }

  public async claim(name: string): Promise<Claim> {
    return this.kubectl.get<Claim>('persistentvolumeclaims', name);
  }

  /** Waits until another pod than the given one has its name and is ready. */
  public async replaced(before: Pod, seconds = 120): Promise<Pod> {
    const { name, uid } = before.metadata;
    let found = before;
    await until(`another pod ${name} is ready`, seconds, async () => {
      const [now] = await this.kubectl.list<Pod>('pods', { fieldSelector: `metadata.name=${name}` });
      if (now === undefined || now.metadata.uid === uid) { return now === undefined ? 'it is gone' : 'it is still the same'; }
      found = now;
      return isReady(found) || 'it is not ready';
    });
    this.tell(`${name} was replaced and is ready`);
    return found;
  }

  /** Puts load on the cluster: a producer and a consumer in a pod of their own. */
  public async load(options: LoadOptions): Promise<Load> {
    return Load.begin(this.kubectl, this.image, options);
  }

  /** Removes the namespace and what is in it, without waiting for the end of it. */
  public async remove(): Promise<void> {
    await removeNamespace(this.kubectl);
  }

  /** Tells the person who watches. */
  public tell(line: string): void {
    process.stderr.write(`[${this.name}] ${line}\n`);
  }

  private get applied(): { readonly chart: C; readonly manifests: readonly Manifest[] } {
    if (!this.current) { throw new Error(`Nothing was applied yet in '${this.name}'.`); }
    return this.current;
  }

  private async applyText(text: string): Promise<{ stderr: string }> {
    const { code, stdout, stderr } = await this.kubectl.answer(['apply', '--filename', '-'], { input: text });
    if (code !== 0) { throw new Error(`kubectl apply was refused:\n${stderr}\n${stdout}`); }
    return { stderr };
  }
}
