import { Chart } from 'cdk8s';
import { Deployment } from './deployment';
import { deletePod } from './disruption';

/** What makes a node itself: what Kafka wrote on its volume, and which volume that is. */
export interface NodeIdentity {
  readonly meta: readonly string[];
  readonly volume?: string;
}

/** The identity of the node in a pod that runs. */
export async function identityOf<C extends Chart>(cluster: Deployment<C>, pod: string): Promise<NodeIdentity> {
  const meta = await cluster.kubectl.exec(pod, 'kafka', ['cat', '/var/lib/kafka/data/kafka/meta.properties']);
  const claim = await cluster.claim(`data-${pod}`);
  return {
    // Not the comment with the time at which it was written last.
    meta: meta.split('\n').filter((line) => line !== '' && !line.startsWith('#')).sort(),
    volume: claim.spec.volumeName,
  };
}

/** A node's pod is deleted. The next one is the same node, on the same volume. */
export async function expectToComeBackAsItself<C extends Chart>(cluster: Deployment<C>, pod: string): Promise<void> {
  const [before, identity] = [await cluster.pod(pod), await identityOf(cluster, pod)];
  await deletePod(cluster.kubectl, pod);
  await cluster.replaced(before);
  expect(await identityOf(cluster, pod)).toEqual(identity);
}

/** The properties that a node runs with. */
export async function propertiesOf<C extends Chart>(cluster: Deployment<C>, pod: string): Promise<ReadonlyMap<string, string>> {
  const text = await cluster.kubectl.exec(pod, 'kafka', ['cat', '/run/kafka/kafka.properties']);
  return new Map(text.split('\n').filter((line) => /^[^#].*=/.test(line)).map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}
