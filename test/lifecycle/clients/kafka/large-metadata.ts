const PARTITIONS_OF_TOPIC = 20;

/** Where everything is: the racks of brokers, and the replicas of partitions, counted through all topics. */
export interface Placement {
  rackOf(broker: number): string;
  replicasOf(partition: number): readonly number[];
}

/** An answer to Metadata 12 of a large cluster, three replicas each; written into one piece of memory. */
export function largeMetadataAnswer(partitions: number, brokers: number, placement: Placement = inTurn(brokers)): Buffer {
  const topics = partitions / PARTITIONS_OF_TOPIC;
  const writer = new Writer(Buffer.alloc(partitions * 44 + topics * 64 + brokers * 64 + 64));
  writer.int32(0).varint(brokers + 1);
  for (let id = 0; id < brokers; id++) { writer.int32(id).string(`events-broker-a-${id}.events-nodes`).int32(9092).string(placement.rackOf(id)).varint(0); }
  writer.string('ours').int32(0).varint(topics + 1);
  let first = 0;
  for (let topic = 0; topic < topics; topic++) {
    writer.int16(0).string(`topic-of-some-app-${topic}`).skip(16).varint(0).varint(PARTITIONS_OF_TOPIC + 1);
    for (let partition = 0; partition < PARTITIONS_OF_TOPIC; partition++, first++) {
      const replicas = placement.replicasOf(first);
      writer.int16(0).int32(partition).int32(replicas[0]).int32(1).int32s(replicas).int32s(replicas).int32s([]).varint(0);
    }
    writer.int32(0).varint(0);
  }
  return writer.varint(0).written;
}

function inTurn(brokers: number): Placement {
  return { rackOf: (id) => `rack-${id % 3}`, replicasOf: (first) => [first % brokers, (first + 1) % brokers, (first + 2) % brokers] };
}

class Writer {
  private end = 0;

  constructor(private readonly bytes: Buffer) {}

  public get written(): Buffer { return this.bytes.subarray(0, this.end); }

  public int16(value: number): this {
    this.end = this.bytes.writeInt16BE(value, this.end);
    return this;
  }

  public int32(value: number): this {
    this.end = this.bytes.writeInt32BE(value, this.end);
    return this;
  }

  public int32s(values: readonly number[]): this {
    this.varint(values.length + 1);
    for (const value of values) { this.int32(value); }
    return this;
  }

  public string(text: string): this {
    this.varint(text.length + 1);
    this.end += this.bytes.write(text, this.end, 'latin1');
    return this;
  }

  public varint(value: number): this {
    for (let left = value; ; left = Math.floor(left / 128)) {
      this.end = this.bytes.writeUInt8(left < 128 ? left : 128 + left % 128, this.end);
      if (left < 128) { return this; }
    }
  }

  public skip(length: number): this {
    this.end += length;
    return this;
  }
}
