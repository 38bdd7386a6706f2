import { App, Size } from 'cdk8s';
import { Storage } from '../../../src';
import { without } from '../disruption';
import { JobChart } from '../job-chart';
import { ended, restartsIn, says } from '../lifecycle-run';
import { expectFullIsr } from '../records';
import { deployed, scenario } from '../scenario';
import { underLoad } from '../under-load';

const declaration = (config: Record<string, number> = {}) => (app: App, namespace: string) => new JobChart(app, namespace, {
  combined: { nodes: 3, storage: Storage.persistent(Size.gibibytes(100)) },
  config,
});
const cluster = deployed('outages', declaration());

scenario(cluster, 'the API server does not answer for a minute, later the name service: the run waits, and goes on', async () => {
  await cluster.apply();
  expect(await ended(cluster)).toMatchObject({ exitCode: 0 });

  await underLoad(cluster, async () => {
    await cluster.apply(declaration({ 'num.partitions': 6 }));
    const job = cluster.chart.lifecycle.jobName;
    await says(cluster, job, /^restart /m);
    cluster.tell('the API server hangs');
    await without('kube-apiserver', 60);
    await says(cluster, job, /(^restart [^]*){2}/m);
    cluster.tell('the name service hangs');
    await without('coredns', 60);
    const { exitCode, log } = await ended(cluster);
    expect(exitCode).toBe(0);
    expect([...restartsIn(log)].sort()).toEqual(['events-node-0', 'events-node-1', 'events-node-2']);
    expect(log).toMatch(/^wait .*cannot see all that counts: .*does not answer/m);
    expect(log).toMatch(/^wait .*Kafka could not be read: .*could not be reached/m);
  });
  await expectFullIsr(cluster);
}, { local: true });
