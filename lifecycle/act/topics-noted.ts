import { ActResult } from './act-result';
import { SettingsNotes } from './configure-noted';
import { MayAct, leaseLost } from './lease-lost';
import { TopicsStep, UsersStep } from '../plan/decision';
import { withNotes } from '../topic-notes';
import { isNotedAfterwards } from '../user-notes';

/**
 * Changes topics or users, and keeps the notes of what runs look after. As with settings of brokers, what is set is noted before, and what is removed is forgotten after.
 *
 * @param change the change itself
 */
export async function topicsNoted(
  step: TopicsStep | UsersStep, cluster: string, notes: SettingsNotes, mayAct: MayAct, change: () => Promise<ActResult>,
): Promise<ActResult> {
  const ended = step.change.do === 'note' ? undefined : await noteBefore(step, cluster, notes, mayAct);
  if (ended) { return ended; }
  const result = await change();
  if (result.kind !== 'done' || Object.keys(step.notes).length === 0) { return result; }
  const now = await notes.read(cluster);
  const after = withNotes(now, step.notes);
  if (JSON.stringify(after) === JSON.stringify(now)) { return result; }
  if (!await mayAct()) { return leaseLost('it was noted what has been done'); }
  await notes.write(cluster, after);
  return result;
}

async function noteBefore(step: TopicsStep | UsersStep, cluster: string, notes: SettingsNotes, mayAct: MayAct): Promise<ActResult | undefined> {
  const before = await notes.read(cluster);
  const during = Object.fromEntries(Object.entries(step.notes).flatMap(([place, list]) => {
    const known = before[place];
    const all = [...new Set([...known ?? [], ...list?.filter((entry) => !isNotedAfterwards(entry)) ?? []])].sort();
    return known === undefined || all.length > known.length ? [[place, all]] : [];
  }));
  if (Object.keys(during).length === 0) { return undefined; }
  if (!await mayAct()) { return leaseLost('it was noted what is to be set'); }
  await notes.write(cluster, { ...before, ...during });
  return undefined;
}
