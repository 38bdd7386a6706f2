import type { SettingChange, Step } from './decision';
import { brokersWords } from './moves/brokers-words';

/** A step as a person reads it: `restart` `events-broker-a-0` `num.io.threads: 8 -> 16`. */
export interface StepWords {
  readonly verb: string;
  readonly what: string;
  /** Empty where what is done says it all. */
  readonly why: string;
  /** What it costs, if anything: partitions that are not available meanwhile. */
  readonly cost?: string;
}

/** More than these of a kind are counted instead of named. */
const MOST_NAMED = 4;

/** What is done to topics. */
const TOPIC_VERBS = { 'create': 'create', 'add-partitions': 'enlarge', 'configure': 'configure', 'delete': 'delete', 'note': 'note' } as const;

/** What is done to users. */
const USER_VERBS = { 'fill-secrets': 'fill', 'limit': 'limit', 'set-passwords': 'set', 'allow': 'allow', 'remove': 'remove', 'note': 'note' } as const;

export function stepWords(step: Step): StepWords {
  switch (step.kind) {
    case 'scale':
      return { verb: 'scale', what: step.sets.map((s) => `${s.set} ${s.from} -> ${s.to}`).join(', '), why: '' };
    case 'configure': {
      const where = step.broker === undefined ? 'all brokers' : `broker ${step.broker}`;
      return { verb: 'configure', what: `${where}: ${some(step.changes.map(changeWords), '; ')}`, why: '' };
    }
    case 'restart': {
      const reasons = step.nodes.map((n) => some(n.reasons, '; '));
      const alike = reasons.every((r) => r === reasons[0]);
      return {
        verb: 'restart',
        what: some(step.nodes.map((n) => n.pod), ', '),
        why: alike ? reasons[0] ?? '' : some(step.nodes.map((n, i) => `${n.pod}: ${reasons[i]}`), ' | '),
        ...(step.unavailable.length > 0 ? { cost: `not available meanwhile, as they have no replica to spare: ${some(step.unavailable, ', ')}` } : {}),
      };
    }
    case 'elect-leaders': {
      const topics = Object.entries(step.partitions);
      const count = topics.reduce((sum, [, partitions]) => sum + partitions.length, 0);
      const named = some(topics.flatMap(([topic, partitions]) => partitions.slice(0, MOST_NAMED + 1).map((p) => `${topic}-${p}`)), ', ', count);
      return { verb: 'leaders', what: count <= MOST_NAMED ? named : `${count} partitions (${named})`, why: step.reason };
    }
    case 'reassign': {
      const cancelled = step.moves.every(({ replicas }) => replicas === undefined);
      const named = some(step.moves.map(({ topic, partition }) => `${topic}-${partition}`), ', ');
      return { verb: cancelled ? 'cancel' : 'move', what: step.moves.length <= MOST_NAMED ? named : `${step.moves.length} partitions (${named})`, why: step.reason };
    }
    case 'alter-log-dirs': {
      const named = some(step.moves.map(({ topic, partition, broker }) => `${topic}-${partition} on broker ${broker}`), ', ');
      return { verb: 'move', what: step.moves.length <= MOST_NAMED ? named : `${step.moves.length} replicas (${named})`, why: step.reason };
    }
    case 'mark': return { verb: 'throttle', what: step.reason, why: '' };
    case 'topics': return { verb: TOPIC_VERBS[step.change.do], what: step.reason, why: '' };
    case 'users': return { verb: USER_VERBS[step.change.do], what: step.reason, why: '' };
    case 'unregister': return { verb: 'forget', what: brokersWords(step.brokers), why: step.reason };
    default: {
      const unknown: never = step;
      throw new Error(`There is no step ${JSON.stringify(unknown)}.`);
    }
  }
}

/** In one clause: `restart events-broker-a-0 (num.io.threads: 8 -> 16)`. */
export function stepClause(step: Step): string {
  const { verb, what, why } = stepWords(step);
  return `${verb} ${what}${why === '' ? '' : ` (${why})`}`;
}

function changeWords({ key, from, to }: SettingChange): string {
  if (to === undefined) { return from === undefined ? `${key} removed` : `${key} ${from} -> removed`; }
  return from === undefined ? `${key} -> ${to}` : `${key} ${from} -> ${to}`;
}

function some(words: readonly string[], separator: string, count = words.length): string {
  const named = words.length <= MOST_NAMED ? words : words.slice(0, MOST_NAMED - 1);
  return count > named.length ? `${named.join(separator)}${separator}${count - named.length} more` : named.join(separator);
}
