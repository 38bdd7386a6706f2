import { ActResult } from './act-result';
import { AppliedSettings } from './applied-settings';
import { MayAct, leaseLost } from './lease-lost';
import { ConfigureStep } from '../plan/decision';

/** Where it is noted what runs have set, and what somebody approves of. */
export type SettingsNotes = Pick<AppliedSettings, 'read' | 'write' | 'approved'>;

/**
 * Changes settings of a cluster, and keeps the notes of what runs have set. What is set is noted before it is set, and what is removed is forgotten after that: if the run dies in
 * between, a later one still knows what is a run's own.
 *
 * @param change the change itself
 */
export async function configureNoted(
  step: ConfigureStep, cluster: string, notes: SettingsNotes, mayAct: MayAct, change: () => Promise<ActResult>,
): Promise<ActResult> {
  const place = String(step.broker ?? '');
  const before = await notes.read(cluster);
  const known = before[place] ?? [];
  const during = [...new Set([...known, ...step.applied])].sort();
  if (during.length > known.length) {
    if (!await mayAct()) { return leaseLost('it was noted what is to be set'); }
    await notes.write(cluster, { ...before, [place]: during });
  }
  const result = await change();
  if (result.kind === 'done' && during.length > step.applied.length) {
    const now = await notes.read(cluster);
    if (await mayAct()) { await notes.write(cluster, { ...now, [place]: step.applied }); }
  }
  return result;
}
