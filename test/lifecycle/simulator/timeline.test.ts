import { Random } from './random';
import { Timeline } from './timeline';

test('things happen in the order of their times, and those of one time in the order in which they were planned', async () => {
  const timeline = new Timeline();
  const random = new Random(3);
  const planned = Array.from({ length: 500 }, (_, i) => ({ at: random.whole(0, 50), i }));
  const happened: { at: number; i: number }[] = [];
  for (const one of planned) { timeline.in(one.at, () => { happened.push(one); expect(timeline.now).toBe(one.at); }); }
  await timeline.run(() => false, 1000);
  expect(happened).toEqual([...planned].sort((a, b) => a.at - b.at || a.i - b.i));
});

test('asynchronous code takes part, and time stands still while it works', async () => {
  const timeline = new Timeline();
  const said: string[] = [];
  const worker = async (name: string, pace: number) => {
    for (let i = 0; i < 3; i++) {
      await timeline.pause(pace);
      await Promise.resolve();
      said.push(`${name} ${timeline.now}`);
    }
  };
  void worker('slow', 100);
  void worker('quick', 40);
  await timeline.run(() => false, 250);
  expect(said).toEqual(['quick 40', 'quick 80', 'slow 100', 'quick 120', 'slow 200']);
});

test('random numbers are the same for the same seed, others for another one, and spread evenly', () => {
  const numbers = (seed: number) => { const random = new Random(seed); return Array.from({ length: 2000 }, () => random.next()); };
  expect(numbers(1)).toEqual(numbers(1));
  expect(numbers(1).slice(0, 5)).not.toEqual(numbers(2).slice(0, 5));
  for (const seed of [0, 1, 2, 500]) {
    const tenths = numbers(seed).reduce((counts, n) => { counts[Math.floor(n * 10)]++; return counts; }, new Array<number>(10).fill(0));
    for (const count of tenths) { expect(Math.abs(count - 200)).toBeLessThan(80); }
  }
});
