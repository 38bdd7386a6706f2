import * as fc from 'fast-check';
import { dedupeBufferFor, divideMemory, JvmRole, SMALLEST_MEMORY } from '../../src/config/heap';

const MIB = 1024 * 1024;
const ROLES: JvmRole[] = ['broker', 'controller', 'zookeeper'];

/** Heap, off-heap and page cache in MiB. */
function plan(memoryMib: number, role: JvmRole, given?: number): number[] {
  const { heap, offHeap, pageCache } = divideMemory(memoryMib * MIB, role, given === undefined ? undefined : given * MIB);
  return [heap / MIB, offHeap / MIB, pageCache / MIB];
}

describe('divideMemory', () => {
  test.each<[JvmRole, number, number[]]>([
    ['broker', 384, [128, 256, 0]],
    ['broker', 512, [256, 256, 0]],
    ['broker', 768, [384, 256, 128]],
    ['broker', 1024, [512, 256, 256]],
    ['broker', 4096, [2048, 409, 1639]],
    ['broker', 16384, [6144, 1024, 9216]],
    ['broker', 65536, [6144, 1024, 58368]],
    ['controller', 512, [256, 256, 0]],
    ['controller', 1024, [665, 256, 103]],
    ['controller', 4096, [2662, 409, 1025]],
    ['controller', 65536, [8192, 1024, 56320]],
    ['zookeeper', 1024, [665, 256, 103]],
    ['zookeeper', 8192, [4096, 819, 3277]],
  ])('%s with %d MiB', (role, memory, expected) => {
    expect(plan(memory, role)).toEqual(expected);
  });

  const limits = fc.integer({ min: SMALLEST_MEMORY, max: 2 ** 40 });
  const roles = fc.constantFrom(...ROLES);

  test('shares out the limit and no more, in whole MiB', () => {
    fc.assert(fc.property(limits, roles, (limit, role) => {
      const { heap, offHeap, pageCache } = divideMemory(limit, role);
      expect([heap % MIB, offHeap % MIB, pageCache % MIB]).toEqual([0, 0, 0]);
      expect(pageCache).toBeGreaterThanOrEqual(0);
      expect(limit - heap - offHeap - pageCache).toBeGreaterThanOrEqual(0);
      expect(limit - heap - offHeap - pageCache).toBeLessThan(3 * MIB);
    }));
  });

  test('leaves 256 MiB or a tenth up to 1 GiB besides the heap, and a heap of 128 MiB or more', () => {
    fc.assert(fc.property(limits, roles, (limit, role) => {
      const { heap, offHeap } = divideMemory(limit, role);
      expect(offHeap).toBeGreaterThan(Math.min(1024 * MIB, Math.max(256 * MIB, limit / 10)) - MIB);
      expect(heap).toBeGreaterThanOrEqual(128 * MIB);
    }));
  });

  test('more memory never means a smaller heap', () => {
    fc.assert(fc.property(fc.integer({ min: 4 * MIB, max: 2 ** 37 }), fc.nat(2 ** 32), roles, (limit, more, role) => {
      expect(divideMemory(limit + more, role).heap).toBeGreaterThanOrEqual(divideMemory(limit, role).heap);
    }));
  });

  test('a given heap is kept, and the page cache is what it leaves, be that less than nothing', () => {
    expect(plan(4096, 'broker', 3000)).toEqual([3000, 409, 687]);
    expect(plan(1024, 'broker', 1000)).toEqual([1000, 256, -232]);
    expect(plan(1024, 'broker', 2048)).toEqual([2048, 256, -1280]);
  });

  test.each([0, -1, NaN, Infinity, 3 * MIB])('a limit of %d is divided as the smallest one', (limit) => {
    expect(divideMemory(limit, 'broker')).toEqual(divideMemory(4 * MIB, 'broker'));
    expect(divideMemory(limit, 'broker').heap).toBe(MIB);
  });
});

describe('dedupeBufferFor', () => {
  test("Kafka's default from 1 GiB of heap on", () => {
    expect(dedupeBufferFor(1024 * MIB)).toBeUndefined();
  });

  test.each([[1023, 127], [512, 64], [256, 32], [128, 16], [10, 2], [1, 2]])('heap of %d MiB: %d MiB', (heap, buffer) => {
    expect(dedupeBufferFor(heap * MIB)).toBe(buffer * MIB);
  });
});
