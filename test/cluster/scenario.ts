import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Chart } from 'cdk8s';
import { clusterUnderTest, zonesOf } from './cluster-under-test';
import { Declaration, Deployment } from './deployment';
import { keepEvidence } from './evidence';
import { Kubectl } from './kubectl';

/** What a scenario may need of the Kubernetes cluster. */
export interface Needs {
  /** The local Kubernetes, whose nodes can lose their power and whose processes can be stopped. */
  readonly local?: boolean;
  /** At least so many zones. */
  readonly zones?: number;
}

/** Where it is written down which scenarios did not run, one a line: title, tab, reason. `npm run verify:cluster` reports them last. */
export const NOT_RUN = join(__dirname, '..', '..', 'dist', 'cluster-not-run.txt');

/** Some zones of the cluster, in which a chart can be deployed. */
export function zones(count = 3): string[] {
  return zonesOf(clusterUnderTest()).slice(0, count);
}

/** A deployment for the scenarios of a file: in a namespace of its own that is made before them, and removed after them. */
export function deployed<C extends Chart>(name: string, declaration: Declaration<C>, image?: string): Deployment<C> {
  const deployment = new Deployment(name, declaration, image);
  beforeAll(() => deployment.begin());
  afterAll(() => deployment.remove());
  return deployment;
}

/** What a scenario plays on. */
export interface Scene {
  readonly name: string;
  readonly kubectl: Kubectl;
  /** Tells the person who watches. */
  tell(line: string): void;
  /** The manifests that were applied last. */
  appliedText(): string;
}

/**
 * A test on a deployment. One that fails leaves a folder of evidence, and is told where. One that needs what the cluster lacks does not run, and is reported as not run.
 */
export function scenario(scene: Scene, title: string, steps: () => Promise<void>, needs: Needs = {}): void {
  const lack = lacking(needs);
  if (lack !== undefined) {
    mkdirSync(dirname(NOT_RUN), { recursive: true });
    appendFileSync(NOT_RUN, `${scene.name}: ${title}\t${lack}\n`);
    test.skip(title, steps);
    return;
  }
  test(title, async () => {
    scene.tell(`* ${title}`);
    try {
      await steps();
    } catch (error) {
      const folder = await keepEvidence(scene.kubectl, title, scene.appliedText(), error);
      scene.tell(`FAILED; evidence is in ${folder}`);
      throw error;
    }
  });
}

function lacking(needs: Needs): string | undefined {
  const cluster = clusterUnderTest();
  if (needs.local && !cluster.local) {
    return 'it needs the local Kubernetes (tools/local-kubernetes), as it cuts a node off its power, or stops or kills a process; KUBECONFIG names another cluster';
  }
  const found = needs.zones === undefined ? 0 : zonesOf(cluster).length;
  if (needs.zones !== undefined && found < needs.zones) {
    return `it needs nodes in ${needs.zones} zones (label topology.kubernetes.io/zone), and the cluster has ${found}`;
  }
  return undefined;
}
