import { Deployment } from './deployment';
import { WithKafka, expectRecordsToFlow } from './records';
import { expectSecondApplyToChangeNothing } from './unchanged';

/** What is declared is deployed, becomes ready, takes and returns records, and stays as it is when it is applied again. */
export async function expectToRun(cluster: Deployment<WithKafka>): Promise<void> {
  await cluster.apply();
  await cluster.ready();
  await expectRecordsToFlow(cluster);
  await expectSecondApplyToChangeNothing(cluster);
}
