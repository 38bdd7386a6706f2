import { brokersWords } from './brokers-words';
import { LostDisks } from './disks/lost-disks';
import { Purpose } from './purpose';
import { bytesWords } from '../../bytes-words';
import { counted } from '../../counted';
import { isUnread } from '../../observation';
import { MarkStep } from '../decision';
import type { Situation } from '../situation';

/** `empty brokers 2, 102`. */
export function purposeWords(purpose: Purpose): string {
  switch (purpose.kind) {
    case 'empty': return `empty ${brokersWords(purpose.leaving)}`;
    case 'fill': return `fill ${brokersWords(purpose.added)}`;
    case 'replace': return `replace what was on ${lostWords(purpose.lost)}`;
    case 'return': return 'return what has moved';
    case 'asked': return 'as planned';
    case 'stop': return 'cancel';
    case 'balance': return 'balance all brokers';
  }
}

/** `/c of broker 0`. */
export function lostWords(lost: readonly LostDisks[]): string {
  return lost.map(({ broker, paths }) => `${paths.join(' and ')} of broker ${broker}`).join(', ');
}

/** Said where moves would give way to clients that wait, and nobody knows how long they do. */
export function latencyUnknown({ observation: { load }, policy: { rebalance: { prometheus } } }: Pick<Situation, 'observation' | 'policy'>): string {
  if (prometheus?.latency === undefined || load === undefined || isUnread(load) || load.latencyMillis !== undefined) { return ''; }
  const why = load.latencyUnread ?? load.ratesUnread?.unread.join('; ');
  return why === undefined ? '' : ` (how long clients wait is not known, and slows nothing down: ${why})`;
}

/** `9 brokers send and receive what moves with 59.5 MiB/s at most`. */
export function throttledWords(brokers: MarkStep['brokers'], bytesPerSecond: number): string {
  return `${counted(brokers.length, 'broker')} ${brokers.length === 1 ? 'sends and receives' : 'send and receive'} what moves with ${bytesWords(bytesPerSecond)}/s at most`;
}
