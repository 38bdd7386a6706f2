import { HeapPlan, JvmRole, MIB, heapFor } from './heap';

/** A limit below which memory cannot be divided at all; a rule objects to much larger ones already. */
const SMALLEST_PLAN = 4 * MIB;

/**
 * The memory limit of a node divided, whatever is declared: with a heap that was given, the page cache is what is left, which may be less than
 * nothing. That is for a rule to judge.
 */
export function divideMemory(limit: number, role: JvmRole, givenHeap?: number): HeapPlan {
  const derived = heapFor(Number.isFinite(limit) ? Math.max(limit, SMALLEST_PLAN) : SMALLEST_PLAN, role);
  return givenHeap === undefined ? derived : { heap: givenHeap, offHeap: derived.offHeap, pageCache: limit - givenHeap - derived.offHeap };
}
