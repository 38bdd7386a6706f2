import { checkArguments } from '../validation/props/check-props';
import { mark } from '../validation/props/mark';

/** What is to be known of a version that the library does not know. */
export interface KafkaVersionOptions {
  /**
   * The container image.
   * @default - `apache/kafka:<version>`
   */
  readonly image?: string;

  /**
   * The metadata version (release) with which a new cluster's volumes are formatted, as `kafka-storage format --release-version` takes it.
   * @default - the version's first two numbers, for example `4.3`
   * @see https://kafka.apache.org/documentation/#kraft_storage
   */
  readonly metadataVersion?: string;
}

/**
 * A version of Apache Kafka: which image runs it, and what it can do.
 */
export class KafkaVersion {
  /** Kafka 3.9, the last one that can keep its metadata in ZooKeeper. */
  public static readonly V3_9 = KafkaVersion.of('3.9.2');
  /** Kafka 4.0. */
  public static readonly V4_0 = KafkaVersion.of('4.0.2');
  /** Kafka 4.1. */
  public static readonly V4_1 = KafkaVersion.of('4.1.2');
  /** Kafka 4.2. */
  public static readonly V4_2 = KafkaVersion.of('4.2.2');
  /** Kafka 4.3, the default. */
  public static readonly V4_3 = KafkaVersion.of('4.3.1');

  /**
   * Any version from 3.9 on. Configuration keys of a version later than those the library knows are checked against the newest one it knows.
   *
   * @param version three numbers, for example `4.3.1`
   * @param options where the library's assumptions do not hold
   * @throws if `version` is not made of three numbers, or is older than 3.9
   */
  public static of(version: string, options?: KafkaVersionOptions): KafkaVersion {
    const given = checkArguments('KafkaVersion.of', { version, options });
    const match = /^(\d+)\.(\d+)\.(\d+)$/.exec(given.version);
    if (!match) { throw new Error(`KafkaVersion.of: '${version}' is not a version of Kafka. Give three numbers, for example '4.3.1'.`); }
    const [major, minor] = [Number(match[1]), Number(match[2])];
    if (major < 3 || (major === 3 && minor < 9)) {
      throw new Error(`KafkaVersion.of: '${version}' is too old; 3.9 is the oldest that is supported.`);
    }
    return new KafkaVersion(version, `${major}.${minor}`, given.options?.image ?? `apache/kafka:${version}`, given.options?.metadataVersion ?? `${major}.${minor}`, major < 4);
  }

  private constructor(
    /** The version: three numbers. */
    public readonly version: string,
    /** The version's first two numbers. */
    public readonly minor: string,
    /** The container image. */
    public readonly image: string,
    /** The metadata version with which new volumes are formatted. */
    public readonly metadataVersion: string,
    /** Whether the metadata may be kept in ZooKeeper (KIP-833 removed it in 4.0). */
    public readonly supportsZooKeeper: boolean,
  ) {
    mark(this, 'KafkaVersion');
  }
}
