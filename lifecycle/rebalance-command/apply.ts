import { checkAsked, disksOf, readAsked, targetsOf } from './asked-placement';
import { accessIn } from './command-config';
import { execute } from './execute';
import { ApplyOptions, CancelOptions } from './options';
import { readWhole } from './streams';
import { KafkaObservation, LoadObservation } from '../observation';
import { slotOf } from '../partition-table';
import { AskedDisks } from '../plan/moves/disks/move-between-disks';

/** Moves what a plan says. @returns the exit code */
export async function apply({ bootstrap, commandConfig, plan, ...pace }: ApplyOptions): Promise<number> {
  const asked = readAsked(readWhole(plan).toString('utf8'));
  let isChecked = false;
  return execute(bootstrap, accessIn(commandConfig), pace, ({ observation: { kafka, load } }) => {
    if (!isChecked) { checkAsked(asked, kafka, load); }
    isChecked = true;
    return { purpose: { kind: 'asked', targets: targetsOf(asked, kafka) }, disks: disksOf(asked, kafka) };
  });
}

/** Gives up what is under way, or lets all return that has moved. @returns the exit code */
export async function cancel({ bootstrap, commandConfig, returns, ...pace }: CancelOptions): Promise<number> {
  return execute(bootstrap, accessIn(commandConfig), pace, ({ observation: { kafka, load } }) => ({ purpose: { kind: returns ? 'return' : 'stop' }, disks: currentDisks(kafka, load) }));
}

/** Where replicas are that are being copied to another disk: told to be there, they are copied no more. */
function currentDisks(kafka: KafkaObservation, { futures = [], disk, brokers }: LoadObservation): AskedDisks {
  const found = new Map<number, Map<number, string>>();
  for (const { row, broker } of futures) {
    const at = disk?.[slotOf(kafka.partitions, row, broker) ?? -1] ?? -1;
    if (at >= 0) { found.set(row, new Map([...found.get(row) ?? [], [broker, brokers[broker].disks[at].path]])); }
  }
  return found;
}
