import { FlatReader, NumberSink } from './flat-reader';
import { PartitionColumns } from '../../partition-table';

/** What Metadata tells of all partitions. */
export interface ToldPartitions extends PartitionColumns {
  /** What of it is no sound answer, in words. */
  readonly unsound: readonly string[];
}

/**
 * Codes with which a partition is still told in full: its leader or a replica is not in service (LEADER_NOT_AVAILABLE, REPLICA_NOT_AVAILABLE), or the leader does not
 * have the listener that was asked (LISTENER_NOT_FOUND, while brokers are restarted with another set of listeners).
 */
const TOLD_IN_FULL = new Set([0, 5, 9, 72]);

/** Enough to know what is wrong. */
const MOST_UNSOUND = 10;

/** Reads the topics of an answer to Metadata 12 straight into columns: an object for each of a million partitions would take more memory than the program has. */
export function readPartitionColumns(reader: FlatReader, codeName: (code: number) => string): ToldPartitions {
  const topics: string[] = [];
  const unsound: string[] = [];
  const [topic, partition, leader, replicaStart, replicas, inSyncStart, inSync] = Array.from({ length: 7 }, () => new Column());
  const doubt = (what: string) => { if (unsound.length < MOST_UNSOUND) { unsound.push(what); } };
  for (let t = reader.arrayLength(); t > 0; t--) {
    const topicCode = reader.int16();
    const name = reader.string();
    reader.skipUuid();
    reader.boolean(); // is_internal
    const index = topics.push(name) - 1;
    if (topicCode !== 0) { doubt(`topic ${name}: ${codeName(topicCode)}`); }
    for (let p = reader.arrayLength(); p > 0; p--) {
      const code = reader.int16();
      const number = reader.int32();
      topic.push(index);
      partition.push(number);
      leader.push(reader.int32());
      reader.int32(); // leader_epoch
      replicaStart.push(replicas.length);
      inSyncStart.push(inSync.length);
      const before = replicas.length;
      reader.int32sInto(replicas);
      reader.int32sInto(inSync);
      reader.skipInt32s(); // offline_replicas
      reader.skipTaggedFields();
      if (!TOLD_IN_FULL.has(code)) { doubt(`${name}-${number}: ${codeName(code)}`); }
      if (replicas.length === before) { doubt(`${name}-${number} has no replicas`); }
    }
    reader.int32(); // topic_authorized_operations
    reader.skipTaggedFields();
  }
  replicaStart.push(replicas.length);
  inSyncStart.push(inSync.length);
  return {
    topics,
    topic: topic.whole(),
    partition: partition.whole(),
    leader: leader.whole(),
    replicaStart: replicaStart.whole(),
    replicas: replicas.whole(),
    inSyncStart: inSyncStart.whole(),
    inSync: inSync.whole(),
    unsound,
  };
}

/** Numbers that become more. */
class Column implements NumberSink {
  public length = 0;
  private numbers = new Int32Array(1024);

  public push(number: number): void {
    if (this.length === this.numbers.length) { this.enlarge(this.length + 1); }
    this.numbers[this.length++] = number;
  }

  public grow(by: number): Int32Array {
    this.length += by;
    if (this.length > this.numbers.length) { this.enlarge(this.length); }
    return this.numbers;
  }

  public whole(): Int32Array { return this.numbers.slice(0, this.length); }

  private enlarge(length: number): void {
    const larger = new Int32Array(Math.max(length, this.numbers.length * 2));
    larger.set(this.numbers);
    this.numbers = larger;
  }
}
