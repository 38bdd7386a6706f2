import { GIBIBYTE, MEBIBYTE } from '../kubernetes/quantity';

/** How a container's memory limit is shared out, in bytes: whole MiB each, unless the heap was given. */
export interface HeapPlan {
  /** The Java heap, `-Xms` and `-Xmx`. */
  readonly heap: number;
  /** What the JVM needs besides: classes, compiled code, thread stacks, the collector's tables, direct buffers. */
  readonly offHeap: number;
  /** What is left to the kernel for file pages, which it takes back when the JVM needs more. Less than nothing where a heap that was given is too large. */
  readonly pageCache: number;
}

export type JvmRole = 'broker' | 'controller' | 'zookeeper';

/**
 * The smallest memory limit with a heap of 128 MiB and 256 MiB besides it, in which combined nodes (3.9.2, 4.3.1) and ZooKeeper have been seen
 * to start and serve. {@link divideMemory} divides less than that too, so that the rule which forbids it can show what would come of it.
 */
export const SMALLEST_MEMORY = 384 * MEBIBYTE;

/** What is divided where a limit is smaller still, or no number. */
const SMALLEST_DIVIDED = 4 * MEBIBYTE;

/**
 * Share of the limit, and bound, of each role's heap.
 *
 * A broker reads and writes through the page cache: half is left to it, and no heap above the 6 GiB with which Kafka's documentation tells of
 * its largest clusters (https://kafka.apache.org/documentation/#java; Strimzi stops at 5 GiB). A broker that is a controller too counts as
 * a broker.
 *
 * A controller keeps all metadata in its heap (the image and its timeline structures, KIP-500) and reads its small log at the start
 * only. ZooKeeper keeps all its data in the heap as well, and must never swap or collect for long, so its heap stays smaller
 * (https://zookeeper.apache.org/doc/r3.8.4/zookeeperAdmin.html, "Things to Avoid").
 */
const SHARES: Readonly<Record<JvmRole, { share: number; most: number }>> = {
  broker: { share: 0.5, most: 6 * GIBIBYTE },
  controller: { share: 0.65, most: 8 * GIBIBYTE },
  zookeeper: { share: 0.65, most: 4 * GIBIBYTE },
};

/**
 * Divides a container's memory limit. The limit counts the heap, what the JVM needs besides, and the page cache of the files that the container
 * touches; only the last gives way (https://docs.kernel.org/admin-guide/cgroup-v2.html#memory).
 *
 * Besides the heap a broker needs some 45 MiB for classes, 15 to 60 MiB for compiled code, the stacks of its 100 threads, the tables of G1 (up to 4 % of
 * the heap) and direct buffers: with a heap of 128 MiB a combined node of Kafka 4.3.1 took 272 MiB in all while it wrote 40 MB/s. So 256 MiB or a
 * tenth of the limit is kept for it, at most 1 GiB. In very small containers, below {@link SMALLEST_MEMORY}, the heap gets a third.
 *
 * @param memoryLimit the container's memory limit in bytes, whatever is declared
 * @param given the heap that the user wants instead, in bytes; the page cache is what is left, which may be less than nothing: that is for a rule to judge
 */
export function divideMemory(memoryLimit: number, role: JvmRole, given?: number): HeapPlan {
  const limit = Number.isFinite(memoryLimit) ? Math.max(memoryLimit, SMALLEST_DIVIDED) : SMALLEST_DIVIDED;
  const { share, most } = SHARES[role];
  const wanted = Math.min(GIBIBYTE, Math.max(256 * MEBIBYTE, limit / 10));
  const heap = wholeMib(Math.min(most, limit * share, Math.max(limit - wanted, limit / 3)));
  const offHeap = wholeMib(Math.min(wanted, limit - heap));
  return given === undefined
    ? { heap, offHeap, pageCache: wholeMib(limit - heap - offHeap) }
    : { heap: given, offHeap, pageCache: memoryLimit - given - offHeap };
}

/**
 * A value for `log.cleaner.dedupe.buffer.size`, in bytes. A broker takes this much of its heap when it starts its log cleaner
 * (`SkimpyOffsetMap`), which ends the start with "Java heap space" where the heap is small. An eighth of the heap is left to it below 1 GiB.
 *
 * Kafka demands more than 1 MiB for each cleaner thread (`KafkaConfig.validateValues`), and there is one by default; 24 bytes hold one distinct key, so even
 * 2 MiB clean 78,000 keys at a time.
 *
 * @param heap the broker's heap in bytes
 * @returns undefined where Kafka's default of 128 MiB fits
 */
export function dedupeBufferFor(heap: number): number | undefined {
  return heap >= GIBIBYTE ? undefined : Math.max(wholeMib(heap / 8), 2 * MEBIBYTE);
}

function wholeMib(bytes: number): number {
  return Math.floor(bytes / MEBIBYTE) * MEBIBYTE;
}
