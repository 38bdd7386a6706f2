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
    const [first, end] = [this.firstRow[index], this.firstRow[index + 1]];
    // Mostly they are in the order of their numbers.
    if (first + partition < end && this.columns.partition[first + partition] === partition) { return first + partition; }
    for (let row = first; row < end; row++) {
      if (this.columns.partition[row] === partition) { return row; }
    }
    return undefined;
  }
}
