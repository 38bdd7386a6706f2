import { mayRun } from '../node';
import { together, unsettledNodes } from '../rollable';
import { SafetyRule } from '../rule';

export const settled: SafetyRule = {
  id: 'roll.settled',
  summary: 'A node that is well is restarted only when every other one is: ready, registered, in service, its replicas in sync. One that is not comes before those that are.',
  why: 'A node that does not come back with its new settings must stay the only one.',
  source: 'https://kafka.apache.org/documentation/#basic_ops_restarting',
  mend: 'See what keeps that node: its pod\'s events and log. If its settings are wrong, mend them and apply again: a node that does not run is replaced first.',
  comesByItself: true,
  check(situation, batch) {
    // To replace what does not run takes nothing away, and may be what others wait for.
    if (!batch.some(mayRun)) { return undefined; }
    const unsettled = unsettledNodes(situation);
    // Of nodes that are not well and outdated, each is to be restarted anyway: they need not wait for each other.
    const takesOneThatIsWell = batch.some((node) => !unsettled.has(node));
    const waiting = [...unsettled].filter(([node]) => !batch.includes(node) && (takesOneThatIsWell || !node.outdated || node.observed?.terminating));
    return waiting.length === 0 ? undefined : together(waiting.map(([, why]) => why));
  },
};
