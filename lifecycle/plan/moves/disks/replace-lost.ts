import { diskLost } from './disk-rules';
import { lostDisks, overdueDisks } from './lost-disks';
import { counted } from '../../../counted';
import { isUnread } from '../../../observation';
import { Decision } from '../../decision';
import { held } from '../../held';
import { unsettledNodes } from '../../rollable';
import { Situation } from '../../situation';
import { sum } from '../../sum';
import { moveNotes } from '../move-notes';
import { move } from '../moves';
import { lostWords } from '../moves-words';

/**
 * What was on a disk that has failed goes to other brokers, after a time in which it may come back. Only if nothing else is wrong: while any other node is away or behind, that is waited for first.
 */
export function replaceLost(situation: Situation): Decision | undefined {
  const { kafka, observation, policy: { rebalance: { lostVolumeSeconds } } } = situation;
  if (!kafka || lostVolumeSeconds === undefined) { return undefined; }
  const behind = [...unsettledNodes(situation).keys()];
  if (behind.length === 0 || behind.some(({ id, broker }) => !broker || !situation.surelyServes(id))) { return undefined; }
  if (observation.load === undefined) { return { kind: 'look', at: 'load' }; }
  if (isUnread(observation.load)) { return undefined; }
  const lost = lostDisks(observation).filter(({ rows }) => rows.size > 0);
  if (behind.some(({ id }) => !lost.some(({ broker }) => broker === id))) { return undefined; }
  if (overdueDisks(observation, moveNotes(kafka), lostVolumeSeconds).length > 0) {
    const moved = move(situation);
    return moved?.kind === 'done' ? undefined : moved;
  }
  const left = Math.ceil(lostVolumeSeconds - Math.max(...lost.map(({ seconds }) => seconds)));
  const replicas = sum(lost.map(({ rows }) => rows.size));
  return held(diskLost, {
    reason: `${lostWords(lost)} has failed, with ${counted(replicas, 'replica')}: what does not come back goes to other brokers in ${left} s`, progress: lostWords(lost), remaining: left,
  });
}
