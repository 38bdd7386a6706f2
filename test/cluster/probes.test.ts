import { App, Size } from 'cdk8s';
import { logSays } from './container-log';
import { goOn, hang, killJava } from './disruption';
import { KafkaChart } from './kafka-chart';
import { ContainerStatus, isReady } from './kubernetes-objects';
import { expectFullIsr, expectRecords, expectRecordsToFlow } from './records';
import { deployed, scenario } from './scenario';
import { until } from './until';
import { Storage } from '../../src';

const LOGS = 50;
const [serving, recovering] = ['events-broker-0', 'events-broker-1'];
const cluster = deployed('probes', (app: App, namespace) => new KafkaChart(app, namespace, {
  brokers: { nodes: 2, storage: Storage.persistent(Size.gibibytes(100)) },
  controllers: { nodes: 1 },
  // One that hangs before it is registered would end by itself when it goes on.
  config: { 'initial.broker.registration.timeout.ms': 900_000 },
}));

// Both hang for as long as the liveness probe of a broker that serves waits, more than three minutes: what tells them apart is only that one was still starting.
scenario(cluster, 'a broker that hangs gets no new clients and is then restarted, but not one that recovers its logs after it was killed', async () => {
  await cluster.apply();
  await cluster.ready();
  await expectRecordsToFlow(cluster);
  const servers = cluster.chart.kafka.bootstrapServers;
  await cluster.tools.createTopic(servers, 'long', LOGS);
  await cluster.tools.fill(servers, 'long', 50_000);

  const [served, recovered] = [await restarts(serving), await restarts(recovering)];

  // Twice, as one that is killed while it recovers must begin anew.
  for (const kills of [1, 2]) {
    killJava(await cluster.pod(recovering));
    await until(`${recovering} is started again`, 90, async () => {
      const { restartCount, state } = await container(recovering);
      return (restartCount === recovered + kills && state.running !== undefined) || `after ${restartCount} restarts it is ${Object.keys(state).join()}`;
    });
    await logSays(cluster.kubectl, recovering, 'kafka', /partition=long-\d+,.* Recovering unflushed segment/);
  }
  hang(await cluster.pod(recovering));
  hang(await cluster.pod(serving));
  const begin = Date.now();

  await until('the broker that served is no longer ready', 120, async () => !isReady(await cluster.pod(serving)) || 'it is ready');
  cluster.tell('no longer ready');
  expect(await restarts(serving)).toBe(served);
  await until('it is restarted', 240, async () => await restarts(serving) > served || 'it is not');
  cluster.tell(`restarted after ${Math.round((Date.now() - begin) / 1000)} s`);

  // The other one still waits for its startup probe.
  expect(await container(recovering)).toMatchObject({ restartCount: recovered + 2, started: false, state: { running: expect.anything() } });
  expect(goOn(await cluster.pod(recovering))).toBe(true);
  await until('both are ready', 120, async () => [await cluster.pod(serving), await cluster.pod(recovering)].every(isReady) || 'one is not ready');
  expect([await restarts(serving), await restarts(recovering)]).toEqual([served + 1, recovered + 2]);
  const log = await cluster.kubectl.log(recovering, 'kafka');
  expect(new Set(log.match(/(?<=partition=)long-\d+(?=,.* Recovering unflushed segment)/g)).size).toBe(LOGS);
  await expectFullIsr(cluster);
  await expectRecords(cluster);
}, { local: true });

async function container(pod: string): Promise<ContainerStatus> {
  const [status] = (await cluster.pod(pod)).status.containerStatuses ?? [];
  return status;
}

async function restarts(pod: string): Promise<number> {
  return (await container(pod)).restartCount;
}
