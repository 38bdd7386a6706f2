import { PartitionColumns } from '../partition-table';

/** Finds partitions in columns, where those of a topic lie side by side. */
export class PartitionRows {
  private readonly topicAt: ReadonlyMap<string, number>;
  private readonly firstRow: Int32Array;

  constructor(private readonly columns: PartitionColumns) {
    this.topicAt = new Map(columns.topics.map((topic, i) => [topic, i]));
    this.firstRow = new Int32Array(columns.topics.length + 1).fill(columns.topic.length);
    for (let row = columns.topic.length - 1; row >= 0; row--) { this.firstRow[columns.topic[row]] = row; }
    // A topic without partitions begins where the next one does.
    for (let t = columns.topics.length - 1; t >= 0; t--) { this.firstRow[t] = Math.min(this.firstRow[t], this.firstRow[t + 1]); }
  }

  /** The row of a partition; undefined if there is none. */
  public find(topic: string, partition: number): number | undefined {
    const index = this.topicAt.get(topic);
    if (index === undefined) { return undefined; }
    for (let row = this.firstRow[index]; row < this.firstRow[index + 1]; row++) {
      if (this.columns.partition[row] === partition) { return row; }
    }
    return undefined;
  }
}

/** For each row: 1 while it is reassigned. A partition that is reassigned and in no row is given to `missing`. */
export function reassigningRows(
  columns: PartitionColumns, reassignments: ReadonlyMap<string, readonly number[]>, missing: (topic: string, partition: number) => void,
): Uint8Array {
  const reassigning = new Uint8Array(columns.topic.length);
  if (reassignments.size === 0) { return reassigning; }
  const rows = new PartitionRows(columns);
  for (const [topic, partitions] of reassignments) {
    for (const partition of partitions) {
      const row = rows.find(topic, partition);
      if (row === undefined) { missing(topic, partition); } else { reassigning[row] = 1; }
    }
  }
  return reassigning;
}
