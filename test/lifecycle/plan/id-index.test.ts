import * as fc from 'fast-check';
import { IdIndex } from '../../../lifecycle/plan/id-index';

const id = fc.oneof(fc.integer({ min: -1, max: 40 }), fc.integer({ min: 0, max: 2 ** 31 - 1 }), fc.integer({ min: 0, max: 40 }).map((n) => n * 4096));

test('each id has its number, in their order, and no other one has any', () => {
  fc.assert(fc.property(fc.uniqueArray(id, { maxLength: 200 }), fc.array(id), (ids, others) => {
    const index = new IdIndex(ids);
    expect(index.ids).toEqual(ids);
    for (const any of [...ids, ...others]) { expect(index.numberOf(any)).toBe(ids.indexOf(any)); }
  }));
});

test('an id that is given twice has one number', () => {
  const index = new IdIndex([7, 3, 7, 5]);
  expect([7, 3, 5, 1].map((each) => index.numberOf(each))).toEqual([0, 1, 2, -1]);
});
