import { checkArguments } from '../validation/props/check-props';
import { mark } from '../validation/props/mark';

/** What is to be known of a version that the library does not know. */
export interface ZooKeeperVersionOptions {
  /**
   * The container image, laid out as the official one is.
   * @default - `zookeeper:<version>`
   */
  readonly image?: string;
}

/** A version of Apache ZooKeeper. */
export class ZooKeeperVersion {
  /** ZooKeeper 3.8, with which Kafka 3.9 is tested. */
  public static readonly V3_8 = ZooKeeperVersion.of('3.8.6');

  /**
   * Any version from 3.8 on, below 4.
   *
   * @param version three numbers, for example `3.8.6`
   * @param options where the library's assumptions do not hold
   * @throws if `version` is not made of three numbers, is older than 3.8, or is not a 3.x
   */
  public static of(version: string, options?: ZooKeeperVersionOptions): ZooKeeperVersion {
    const given = checkArguments('ZooKeeperVersion.of', { version, options });
    const match = /^(\d+)\.(\d+)\.(\d+)$/.exec(given.version);
    if (!match) { throw new Error(`ZooKeeperVersion.of: '${version}' is not a version of ZooKeeper. Give three numbers, for example '3.8.6'.`); }
    if (Number(match[1]) !== 3 || Number(match[2]) < 8) {
      throw new Error(`ZooKeeperVersion.of: '${version}' is not supported; Kafka 3.9 needs 3.8 or a later 3.x.`);
    }
    return new ZooKeeperVersion(version, given.options?.image ?? `zookeeper:${version}`);
  }

  private constructor(
    /** The version: three numbers. */
    public readonly version: string,
    /** The container image. */
    public readonly image: string,
  ) {
    mark(this, 'ZooKeeperVersion');
  }
}
