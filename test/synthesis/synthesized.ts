import { App, Chart, ChartProps } from 'cdk8s';
import { KafkaCluster, KafkaClusterProps, ZooKeeperEnsemble, ZooKeeperEnsembleProps } from '../../src';
import { Manifest, kindOf, nameOf } from '../manifests/manifest';

/** What a synthesis gave: the manifests in their order, and what was printed on standard error. */
export interface Synthesized {
  readonly manifests: readonly Manifest[];
  readonly printed: string;
}

/** All manifests of an app with a chart in the namespace `streaming`, unless other props are given. */
export function synthesized(declare: (chart: Chart) => void, props: ChartProps = { namespace: 'streaming' }): Synthesized {
  const app = new App();
  declare(new Chart(app, 'test', props));
  return synthesizedApp(app);
}

/** The manifests of all charts of an app. */
export function synthesizedApp(app: App): Synthesized {
  let manifests: readonly Manifest[] = [];
  const printed = printedBy(() => { manifests = app.charts.flatMap((chart): Manifest[] => chart.toJson()); });
  return { manifests, printed };
}

/** The manifests of one chart. */
export function synthesizedChart(chart: Chart): Synthesized {
  let manifests: readonly Manifest[] = [];
  const printed = printedBy(() => { manifests = chart.toJson(); });
  return { manifests, printed };
}

/** The manifests of a cluster `events`. */
export function kafkaManifests(props: KafkaClusterProps, chart?: ChartProps): readonly Manifest[] {
  return synthesized((c) => new KafkaCluster(c, 'Events', props), chart).manifests;
}

/** The manifests of an ensemble `zookeeper`. */
export function zooKeeperManifests(props: ZooKeeperEnsembleProps, chart?: ChartProps): readonly Manifest[] {
  return synthesized((c) => new ZooKeeperEnsemble(c, 'ZooKeeper', props), chart).manifests;
}

/** The object of that kind and name. */
export function find(manifests: readonly Manifest[], kind: string, name: string): Manifest {
  const found = manifests.find((m) => kindOf(m) === kind && nameOf(m) === name);
  if (!found) { throw new Error(`There is no ${kind} ${name} among:\n${listed(manifests).join('\n')}`); }
  return found;
}

/** `Kind name` of each object, in the order of the manifests. */
export function listed(manifests: readonly Manifest[]): string[] {
  return manifests.map((m) => `${kindOf(m)} ${nameOf(m)}`);
}

/** What `run` writes to standard error, which then is not seen. */
export function printedBy(run: () => void): string {
  const { stderr } = process;
  const write = stderr.write;
  const printed: string[] = [];
  stderr.write = (text: string | Uint8Array): boolean => {
    printed.push(String(text));
    return true;
  };
  try {
    run();
  } finally {
    stderr.write = write;
  }
  return printed.join('');
}
