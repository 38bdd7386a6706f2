import { App, Size } from 'cdk8s';
import { hang } from './disruption';
import { KafkaChart } from './kafka-chart';
import { isReady } from './kubernetes-objects';
import { expectRecords, expectRecordsToFlow } from './records';
import { deployed, scenario } from './scenario';
import { until } from './until';
import { Storage } from '../../src';

const cluster = deployed('hang', (app: App, namespace) => new KafkaChart(app, namespace, {
  combined: { nodes: 1, storage: Storage.persistent(Size.gibibytes(100)) },
}));

scenario(cluster, 'a broker that hangs gets no new clients, and is then restarted', async () => {
  await cluster.apply();
  await cluster.ready();
  await expectRecordsToFlow(cluster);

  hang(await cluster.pod('events-node-0'));
  await until('the hanging broker is no longer ready', 120, async () => !isReady(await cluster.pod('events-node-0')) || 'it is ready');
  cluster.tell('no longer ready');
  expect((await cluster.pod('events-node-0')).status.containerStatuses?.[0].restartCount).toBe(0);
  await until('it is restarted and ready', 240, async () => {
    const pod = await cluster.pod('events-node-0');
    const restarts = pod.status.containerStatuses?.[0].restartCount ?? 0;
    return (restarts === 1 && isReady(pod)) || `${restarts} restarts, ${isReady(pod) ? 'ready' : 'not ready'}`;
  });
  await expectRecords(cluster);
}, { local: true });
