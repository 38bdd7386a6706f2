import { checkArguments } from '../validation/props/check-props';
import { mark } from '../validation/props/mark';
import { ZooKeeperEnsemble } from '../zookeeper/zookeeper-ensemble';

/** Options of metadata kept in ZooKeeper. */
export interface ZooKeeperMetadataOptions {
  /**
   * The path within ZooKeeper below which the cluster's data lies. Kafka makes it. Clusters that share an ensemble need a path each.
   *
   * @default - `/` and the cluster's name
   * @see https://kafka.apache.org/39/documentation.html#brokerconfigs_zookeeper.connect
   */
  readonly chroot?: string;
}

/**
 * A cluster's metadata as declared.
 * @internal
 */
export type _DeclaredMetadata =
  | { readonly mode: 'kraft' }
  | { readonly mode: 'zookeeper'; readonly servers: string; readonly ensemblePath?: string; readonly chroot?: string };

/** Where a Kafka cluster keeps its metadata: topics, partitions, configuration, who leads what. */
export class Metadata {
  /** In a quorum of Kafka's own controllers (KRaft). */
  public static kraft(): Metadata {
    return new Metadata(() => ({ mode: 'kraft' }));
  }

  /**
   * In a ZooKeeper ensemble that is declared beside the cluster. Kafka 3.9 only.
   *
   * @param ensemble the ensemble
   * @param options the path within it
   */
  public static zooKeeper(ensemble: ZooKeeperEnsemble, options?: ZooKeeperMetadataOptions): Metadata {
    const given = checkArguments('Metadata.zooKeeper', { ensemble, options });
    return new Metadata(() => ({
      mode: 'zookeeper', servers: given.ensemble.connectString, ensemblePath: given.ensemble.node.path, chroot: given.options?.chroot,
    }), given.ensemble);
  }

  /**
   * In a ZooKeeper ensemble that something else runs. Kafka 3.9 only.
   *
   * @param servers hosts and ports, separated by commas: `zk-0.example.com:2181,zk-1.example.com:2181`
   * @param options the path within it
   */
  public static externalZooKeeper(servers: string, options?: ZooKeeperMetadataOptions): Metadata {
    const given = checkArguments('Metadata.externalZooKeeper', { servers, options });
    return new Metadata(() => ({ mode: 'zookeeper', servers: given.servers, chroot: given.options?.chroot }));
  }

  /**
   * The ensemble beside the cluster, if it is in one.
   * @internal
   */
  public readonly _ensemble?: ZooKeeperEnsemble;

  private constructor(private readonly declare: () => _DeclaredMetadata, ensemble?: ZooKeeperEnsemble) {
    this._ensemble = ensemble;
    mark(this, 'Metadata');
  }

  /** @internal */
  public _declared(): _DeclaredMetadata { return this.declare(); }
}
