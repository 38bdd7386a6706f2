import { PartitionRows } from './partition-rows';
import { Reassignment } from '../clients/kafka/kafka-admin';
import { Unreadable } from '../contact/unreadable';
import { ReassignmentObservation } from '../observation';
import { PartitionColumns } from '../partition-table';

/** What is being reassigned, in the order of the rows. */
export function reassignmentsIn(columns: PartitionColumns, told: ReadonlyMap<string, readonly Reassignment[]>): readonly ReassignmentObservation[] {
  if (told.size === 0) { return []; }
  const rows = new PartitionRows(columns);
  const reassignments: ReassignmentObservation[] = [];
  for (const [topic, partitions] of told) {
    for (const { partition, adding, removing } of partitions) {
      const row = rows.find(topic, partition);
      if (row === undefined) { throw new Unreadable([`${topic}-${partition} is reassigned, but in no metadata`], true); }
      reassignments.push({ row, adding, removing });
    }
  }
  return reassignments.sort((a, b) => a.row - b.row);
}

/** For each row: 1 while it is reassigned. */
export function reassigningRows(rows: number, reassignments: readonly ReassignmentObservation[]): Uint8Array {
  const reassigning = new Uint8Array(rows);
  for (const { row } of reassignments) { reassigning[row] = 1; }
  return reassigning;
}
