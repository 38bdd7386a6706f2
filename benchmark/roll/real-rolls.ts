import { App, Size } from 'cdk8s';
import { Roll } from './comparison';
import { logLines } from './run-log';
import { Storage } from '../../src';
import { LogLayout } from '../../src/config/logging-options';
import { Deployment } from '../../test/cluster/deployment';
import { JobChart } from '../../test/cluster/job-chart';
import { ended } from '../../test/cluster/lifecycle-run';
import { zones } from '../../test/cluster/scenario';

const BROKERS = 9;
const PER_RACK = 3;

/** A controller, and nine brokers in three racks with a topic of which each broker leads some partitions. A change of `num.partitions` restarts the brokers, and only them. */
const declaration = (partitions: number, concurrency: number) => (app: App, namespace: string) => new JobChart(app, namespace, {
  controllers: { nodes: 1 },
  brokers: { nodes: BROKERS, storage: Storage.persistent(Size.gibibytes(100)), config: { 'num.partitions': partitions } },
  zones: zones(PER_RACK),
}, { concurrency, logLayout: LogLayout.JSON });

/** All brokers of a real cluster, on a real Kubernetes, one after the other and then rack by rack. */
export async function realRolls(): Promise<readonly [serial: Roll, batched: Roll]> {
  const cluster = new Deployment('benchmark-roll', declaration(1, 1));
  await cluster.begin();
  try {
    await cluster.apply();
    await converged(cluster);
    await cluster.tools.createTopic(cluster.chart.kafka.bootstrapServers, 'orders', 36);
    const rolls: Roll[] = [];
    for (const [partitions, concurrency] of [[2, 1], [3, PER_RACK]]) {
      await cluster.apply(declaration(partitions, concurrency));
      const lines = await converged(cluster);
      const batches = lines.flatMap(({ event, step }) => event === 'step' && step?.kind === 'restart' ? [step.nodes?.length ?? 0] : []);
      const restarts = batches.reduce((sum, size) => sum + size, 0);
      rolls.push({ brokers: BROKERS, concurrency, restarts, batches: batches.length, millis: 1000 * lines[lines.length - 1].seconds });
    }
    return [rolls[0], rolls[1]];
  } finally {
    await cluster.remove();
  }
}

async function converged(cluster: Deployment<JobChart>): Promise<ReturnType<typeof logLines>> {
  const { exitCode, log, lastWords } = await ended(cluster, 900);
  if (exitCode !== 0) { throw new Error(`The run ended with ${exitCode}: ${lastWords}`); }
  return logLines(log);
}
