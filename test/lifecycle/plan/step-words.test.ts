import { RestartedNode, Step } from '../../../lifecycle/plan/decision';
import { stepClause, stepWords } from '../../../lifecycle/plan/step-words';

const node = (n: number, ...reasons: string[]): RestartedNode => ({ id: n, pod: `events-broker-${n}`, uid: `u${n}`, reasons, by: 'evict' });
const numbers = (n: number) => Array.from({ length: n }, (_, i) => i);

test.each<[string, Step]>([
  ['scale a 2 -> 3, b 2 -> 3', {
    kind: 'scale', reason: 'a third node each', sets: [{ set: 'a', uid: 'u', from: 2, to: 3 }, { set: 'b', uid: 'v', from: 2, to: 3 }],
  }],
  ['configure all brokers: log.retention.hours 168 -> 72; num.io.threads -> 16; message.max.bytes 5 -> removed; log.segment.bytes removed', {
    kind: 'configure',
    reason: 'declared',
    applied: [],
    changes: [
      { key: 'log.retention.hours', from: '168', to: '72' }, { key: 'num.io.threads', to: '16' },
      { key: 'message.max.bytes', from: '5' }, { key: 'log.segment.bytes' },
    ],
  }],
  ['restart events-broker-0 (num.io.threads: 8 -> 16; logging configuration)', { kind: 'restart', unavailable: [], nodes: [node(0, 'num.io.threads: 8 -> 16', 'logging configuration')] }],
  ['restart events-broker-0, events-broker-1, events-broker-2, 3 more (image: a -> b)', { kind: 'restart', unavailable: [], nodes: numbers(6).map((n) => node(n, 'image: a -> b')) }],
  ['restart events-broker-0, events-broker-1 (events-broker-0: image: a -> b | events-broker-1: logging configuration)', {
    kind: 'restart', unavailable: [], nodes: [node(0, 'image: a -> b'), node(1, 'logging configuration')],
  }],
  ['move orders-3 on broker 0 (empty /b)', {
    kind: 'alter-log-dirs', reason: 'empty /b', bytes: 1, seconds: 1, left: 1, moves: [{ broker: 0, topic: 'orders', partition: 3, from: '/b', to: '/a' }],
  }],
  ['leaders orders-0, orders-3 (two partitions)', { kind: 'elect-leaders', reason: 'two partitions', partitions: { orders: [0, 3] } }],
  ['leaders 4812 partitions (orders-0, orders-1, orders-2, 4809 more) (many)', { kind: 'elect-leaders', reason: 'many', partitions: { orders: numbers(4000), payments: numbers(812) } }],
])('%s', (words, step) => {
  expect(stepClause(step)).toBe(words);
});

test('a restart says which partitions are not available meanwhile', () => {
  const step: Step = { kind: 'restart', unavailable: ['logs-0', 'logs-3'], nodes: [node(0, 'image: a -> b')] };
  expect(stepWords(step).cost).toBe('not available meanwhile, as they have no replica to spare: logs-0, logs-3');
});
