import { existsSync, mkdtempSync, readdirSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, App, Chart, Size } from 'cdk8s';
import { printedBy } from './synthesized';
import { KafkaCluster, KafkaClusterProps, Storage } from '../../src';

const TEN_GIB = Storage.persistent(Size.gibibytes(10));

/** Partitions have two replicas then, which gives a warning. */
const TWO_BROKERS: KafkaClusterProps = { brokers: { nodes: 2, storage: TEN_GIB } };
const FEW_BROKERS = 'replication.few-brokers';

/** Two errors, each of another rule, in one cluster. */
const WRONG: KafkaClusterProps = { brokers: { nodes: 3, storage: TEN_GIB }, config: { 'node.id': 7, 'min.insync.replicas': 3 } };

let outdir = '';
beforeEach(() => { outdir = mkdtempSync(join(tmpdir(), 'cdk8s-kafka-')); });
afterEach(() => rmSync(outdir, { recursive: true }));

function appWith(...charts: readonly (KafkaClusterProps | undefined)[]): App {
  const app = new App({ outdir: join(outdir, 'dist') });
  charts.forEach((props, i) => {
    const chart = new Chart(app, `chart-${i}`, { namespace: `ns-${i}` });
    if (props) { new KafkaCluster(chart, 'Events', props); } else { new ApiObject(chart, 'Other', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'other' } }); }
  });
  return app;
}

const written = () => existsSync(join(outdir, 'dist')) ? readdirSync(join(outdir, 'dist')).sort() : [];

/** The message of the error that stops `run`, and what was printed besides. */
function stopped(run: () => void): { readonly message: string; readonly printed: string } {
  let message = '';
  const printed = printedBy(() => {
    try { run(); } catch (error) { message = error instanceof Error ? error.message : String(error); }
  });
  return { message, printed };
}

/** Tests that speak of a rule need it to be there: a rule of that id finds something in the declaration. */
function rulesOf(props: KafkaClusterProps): string[] {
  return new KafkaCluster(new Chart(new App(), 'test', { namespace: 'streaming' }), 'Events', props).findings.map((f) => f.rule);
}

describe('errors', () => {
  test('stop the synthesis with every finding of every cluster at once, and nothing is written', () => {
    const app = appWith(undefined, WRONG, { ...WRONG, config: { 'process.roles': 'broker' } });
    const { message, printed } = stopped(() => app.synth());
    expect(message).toContain("[chart-1/Events] [config.owned-key] config 'node.id'");
    expect(message).toContain("[chart-1/Events] [replication.min-isr] config 'min.insync.replicas' is 3");
    expect(message).toContain("[chart-2/Events] [config.owned-key] config 'process.roles'");
    expect(written()).toEqual([]);
    // What was assumed would only hide the errors.
    expect(printed).not.toContain('3 brokers');
  });

  test.each<[string, (app: App) => unknown]>([
    ['a chart is read', (app) => Chart.of(app.charts[1].node.children[0]).toJson()],
    ['all YAML is read', (app) => app.synthYaml()],
  ])('stop it when %s, too', (_, read) => {
    expect(stopped(() => read(appWith(undefined, WRONG))).message).toContain('[replication.min-isr]');
  });

  test('are told in full: what, where, its value, the rule, the mend', () => {
    const { message } = stopped(() => appWith(WRONG).synth());
    expect(message).toMatch(/\[chart-0\/Events\] \[replication\.min-isr\] config 'min\.insync\.replicas' is 3: .*one broker down would stop every acks=all producer.*\. Lower it to 2, or raise default\.replication\.factor\./);
  });

  test('that come with addConfig count', () => {
    const app = new App({ outdir });
    const cluster = new KafkaCluster(new Chart(app, 'test', { namespace: 'streaming' }), 'Events', { brokers: { nodes: 3, storage: TEN_GIB } });
    expect(cluster.findings).toEqual([]);
    cluster.addConfig({ 'min.insync.replicas': 3 });
    expect(cluster.findings.map((f) => f.rule)).toContain('replication.min-isr');
    expect(stopped(() => app.synth()).message).toContain('[replication.min-isr]');
    cluster.addConfig({ 'min.insync.replicas': 2 });
    expect(stopped(() => app.synth()).message).toBe('');
  });

  test('cannot be acknowledged', () => {
    const { message } = stopped(() => appWith({ ...WRONG, acknowledge: [{ rule: 'replication.min-isr', reason: 'we know better' }] }).synth());
    expect(message).toContain('[replication.min-isr]');
    expect(message).toContain('[acknowledgement.unknown-rule]');
  });
});

describe('warnings', () => {
  const lines = (printed: string, text: string) => printed.split('\n').filter((l) => l.includes(text));

  test('are printed once on standard error, though an app validates anew for each of its charts', () => {
    expect(rulesOf(TWO_BROKERS)).toContain(FEW_BROKERS);
    const app = appWith(TWO_BROKERS, undefined, undefined, undefined);
    const printed = printedBy(() => app.synth());
    expect(lines(printed, FEW_BROKERS)).toEqual([expect.stringMatching(/^\[chart-0\/Events\] warning: \[replication\.few-brokers\] brokers\.nodes is 2: /)]);
    expect(lines(printed, '2 brokers: ')).toHaveLength(1);
    expect(written()).toEqual(['chart-0.k8s.yaml', 'chart-1.k8s.yaml', 'chart-2.k8s.yaml', 'chart-3.k8s.yaml']);
  });

  test('of each cluster are printed', () => {
    const printed = printedBy(() => appWith(TWO_BROKERS, TWO_BROKERS).synth());
    expect(lines(printed, FEW_BROKERS).map((l) => l.split(' ')[0])).toEqual(['[chart-0/Events]', '[chart-1/Events]']);
  });

  test('that are acknowledged are not printed, and keep their reason', () => {
    const acknowledge = [{ rule: FEW_BROKERS, reason: 'a cache: it may lose its data' }];
    expect(lines(printedBy(() => appWith({ ...TWO_BROKERS, acknowledge }).synth()), FEW_BROKERS)).toEqual([]);
    const cluster = new KafkaCluster(new Chart(new App(), 'test', { namespace: 'streaming' }), 'Events', { ...TWO_BROKERS, acknowledge });
    expect(cluster.findings.find((f) => f.rule === FEW_BROKERS)).toMatchObject({ severity: 'warning', acknowledged: 'a cache: it may lose its data' });
  });

  test('can be acknowledged later', () => {
    const app = new App({ outdir });
    const cluster = new KafkaCluster(new Chart(app, 'test', { namespace: 'streaming' }), 'Events', TWO_BROKERS);
    expect(cluster.findings.find((f) => f.rule === FEW_BROKERS)?.acknowledged).toBeUndefined();
    cluster.acknowledge(FEW_BROKERS, 'a cache');
    expect(lines(printedBy(() => app.synth()), FEW_BROKERS)).toEqual([]);
  });

  test('are no part of the manifests', () => {
    const yaml = (props: KafkaClusterProps) => {
      let text = '';
      printedBy(() => { text = appWith(props).synthYaml(); });
      return text;
    };
    expect(yaml({ ...TWO_BROKERS, acknowledge: [{ rule: FEW_BROKERS, reason: 'a cache' }] })).toBe(yaml(TWO_BROKERS));
  });
});

test('what was assumed is printed in a few lines', () => {
  const printed = printedBy(() => appWith({ brokers: { nodes: 3, storage: TEN_GIB }, zones: ['a', 'b', 'c'] }).synth());
  expect(printed.trimEnd().split('\n')).toEqual([
    expect.stringMatching(/^\[chart-0\/Events\] Kafka 4\.3\.1, KRaft, cluster id [\w-]{22}, over 3 zones$/),
    '[chart-0/Events] 3 controllers: 1 CPU, 2 GiB memory (heap 1.3 GiB, page cache 461 MiB), 20 GiB',
    '[chart-0/Events] 3 brokers: 2 CPU, 8 GiB memory (heap 4 GiB, page cache 3.2 GiB), 10 GiB',
  ]);
});
