import { PartitionTable } from '../../lifecycle/partition-table';

/**
 * The least that any decision must do: look at every in-sync replica of every partition once. What each partition has left without a broker is compared with what it needs.
 *
 * @returns how many partitions are short of replicas without the broker
 */
export function plainLoop({ topic, minInSync, inSyncStart, inSync }: PartitionTable, broker: number): number {
  let short = 0;
  for (let p = 0; p < topic.length; p++) {
    let left = 0;
    for (let i = inSyncStart[p]; i < inSyncStart[p + 1]; i++) { if (inSync[i] !== broker) { left++; } }
    if (left < minInSync[topic[p]]) { short++; }
  }
  return short;
}

/** The least that it takes to read an answer: to touch each of its numbers once. */
export function plainRead(bytes: Buffer): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let sum = 0;
  for (let at = 0; at + 4 <= bytes.length; at += 4) { sum += view.getInt32(at); }
  return sum;
}
