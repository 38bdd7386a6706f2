import { Deployment } from './deployment';
import { documentedCommands, typeCommands } from './documented-commands';
import { WithKafka, expectFullIsr } from './records';
import { underLoad } from './under-load';
import { until } from './until';

/**
 * Under load, a node loses what is on its volume, and gets an empty one by what docs/operations.md tells to type.
 *
 * @param forThis makes commands for the page's nodes those for this cluster's
 */
export async function loseAndRenewVolume(
  cluster: Deployment<WithKafka>, pod: string, forThis: (commands: string) => string = (commands) => commands,
): Promise<void> {
  const [check, renewal] = documentedCommands('A volume is lost').map(forThis);
  await underLoad(cluster, async () => {
    await cluster.kubectl.exec(pod, 'kafka', ['sh', '-c', 'rm -r /var/lib/kafka/data/kafka']);
    await until(`${pod} misses its volume`, 180, async () => {
      const [{ restartCount, ready }] = (await cluster.pod(pod)).status.containerStatuses ?? [];
      return (restartCount > 0 && !ready) || 'it runs';
    });
    expect(await typeCommands(cluster, check)).toBe('');
    await typeCommands(cluster, renewal);
    await cluster.ready();
    await expectFullIsr(cluster);
  });
}
