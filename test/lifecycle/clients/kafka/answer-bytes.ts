/** Writes answers of Kafka's protocol in their flexible versions (KIP-482), as a node would. */
export class AnswerBytes {
  private readonly parts: Buffer[] = [];

  public get bytes(): Buffer { return Buffer.concat(this.parts); }

  public boolean(value: boolean): this { return this.int8(value ? 1 : 0); }

  public int8(value: number): this { return this.part(1, (b) => b.writeInt8(value)); }

  public int16(value: number): this { return this.part(2, (b) => b.writeInt16BE(value)); }

  public int32(value: number): this { return this.part(4, (b) => b.writeInt32BE(value)); }

  public int64(value: number): this { return this.part(8, (b) => b.writeBigInt64BE(BigInt(value))); }

  public uuid(): this { return this.part(16, () => {}); }

  public string(value: string | undefined): this {
    if (value === undefined) { return this.unsignedVarint(0); }
    const text = Buffer.from(value);
    this.unsignedVarint(text.length + 1);
    this.parts.push(text);
    return this;
  }

  public array<T>(items: readonly T[], write: (item: T) => void): this {
    this.unsignedVarint(items.length + 1);
    items.forEach(write);
    return this;
  }

  public int32s(values: readonly number[]): this { return this.array(values, (v) => this.int32(v)); }

  /** Tagged fields of a later version, by their numbers. */
  public tags(fields: Readonly<Record<number, Buffer>> = {}): this {
    this.unsignedVarint(Object.keys(fields).length);
    for (const [tag, value] of Object.entries(fields)) {
      this.unsignedVarint(Number(tag)).unsignedVarint(value.length);
      this.parts.push(value);
    }
    return this;
  }

  private unsignedVarint(value: number): this {
    if (value < 128) { return this.part(1, (b) => b.writeUInt8(value)); }
    this.part(1, (b) => b.writeUInt8(128 + value % 128));
    return this.unsignedVarint(Math.floor(value / 128));
  }

  private part(length: number, write: (part: Buffer) => void): this {
    const part = Buffer.alloc(length);
    write(part);
    this.parts.push(part);
    return this;
  }
}

export interface ToldPartition {
  readonly partition: number;
  readonly leader: number;
  readonly replicas: readonly number[];
  readonly inSync: readonly number[];
  readonly code?: number;
}

export interface ToldMetadata {
  readonly brokers: readonly { readonly id: number; readonly host: string; readonly rack?: string }[];
  readonly controllerId?: number;
  readonly topics: readonly { readonly name: string; readonly code?: number; readonly partitions: readonly ToldPartition[] }[];
}

/** An answer to Metadata 12. */
export function metadataAnswer({ brokers, controllerId = 0, topics }: ToldMetadata): Buffer {
  const answer = new AnswerBytes();
  return answer
    .int32(0)
    .array(brokers, ({ id, host, rack }) => answer.int32(id).string(host).int32(9092).string(rack).tags())
    .string('cluster').int32(controllerId)
    .array(topics, ({ name, code = 0, partitions }) => answer
      .int16(code).string(name).uuid().boolean(false)
      .array(partitions, (p) => answer
        .int16(p.code ?? 0).int32(p.partition).int32(p.leader).int32(7)
        .int32s(p.replicas).int32s(p.inSync).int32s([]).tags({ 3: Buffer.from('later') }))
      .int32(-2147483648).tags())
    .tags().bytes;
}
