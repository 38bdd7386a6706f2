import { mayRun } from '../node';
import { together, unsettledNodes } from '../rollable';
import { SafetyRule } from '../rule';

export const settled: SafetyRule = {
  id: 'roll.settled',
  summary: 'The next node is restarted only when every other one is back: ready, registered, in service, its replicas in sync.',
  why: 'A node that does not come back with its new settings must stay the only one.',
  source: 'https://kafka.apache.org/documentation/#basic_ops_restarting',
  mend: 'See what keeps that node: its pod\'s events and log. If its settings are wrong, mend them and apply again: a node that does not run is replaced first.',
  comesByItself: true,
  check(situation, batch) {
    // To replace what does not run takes nothing away, and may be what others wait for.
    if (!batch.some(mayRun)) { return undefined; }
    const waiting = unsettledNodes(situation);
    return waiting.length === 0 ? undefined : together(waiting);
  },
};
