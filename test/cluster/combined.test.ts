import { App } from 'cdk8s';
import { PerhapsServed, expectAdoption, synthesized } from './adoption';
import { jobEnded, restartsIn } from './lifecycle-run';
import { expectFullIsr, expectRecords } from './records';
import { expectToRun } from './running';
import { deployed, scenario } from './scenario';
import { underLoad } from './under-load';

const declaration = (config: Record<string, number> = {}) => (app: App, namespace: string) => new PerhapsServed(app, namespace, config);
const cluster = deployed('combined', declaration());

scenario(cluster, 'three nodes that are controller and broker at once take and return records', async () => {
  await expectToRun(cluster);
});

scenario(cluster, 'they roll by themselves, with no failed send and no lost record', async () => {
  await underLoad(cluster, async () => {
    await cluster.apply(declaration({ 'num.io.threads': 5 }));
    await cluster.ready();
  });
  await expectFullIsr(cluster);
  await expectRecords(cluster);
});

scenario(cluster, 'a lifecycle Job that is added client-side keeps all nodes, and restarts each of them once', async () => {
  await underLoad(cluster, async () => {
    const { chart, text } = synthesized((app) => new PerhapsServed(app, cluster.namespace, { 'num.io.threads': 5 }, {}));
    await expectAdoption(cluster, text, 'Applied client-side', []);
    const { exitCode, log } = await jobEnded(cluster, chart.lifecycle?.jobName ?? '');
    expect(exitCode).toBe(0);
    expect([...restartsIn(log)].sort()).toEqual(['events-node-0', 'events-node-1', 'events-node-2']);
  });
  await expectFullIsr(cluster);
  await expectRecords(cluster);
});
