import { Size } from 'cdk8s';
import { bytesOf } from './bytes';
import { checkArguments } from '../validation/props/check-props';
import { mark } from '../validation/props/mark';

/** Options of a persistent volume. */
export interface PersistentStorageOptions {
  /**
   * The name of the StorageClass that provides the volume, for example `ssd`. The class of a claim that is there cannot be changed.
   *
   * @default - the default StorageClass of the Kubernetes cluster
   * @see https://kubernetes.io/docs/concepts/storage/storage-classes/
   */
  readonly storageClass?: string;
}

/** Options of a volume that lives and dies with its pod. */
export interface EphemeralStorageOptions {
  /**
   * The largest amount of data that the volume may hold; a pod that exceeds it is evicted by Kubernetes.
   *
   * @default - as much as the Kubernetes node has
   * @see https://kubernetes.io/docs/concepts/storage/volumes/#emptydir
   */
  readonly sizeLimit?: Size;
}

/**
 * One volume of every node of a pool, as declared.
 * @internal
 */
export interface _DeclaredVolume {
  readonly kind: 'persistent' | 'ephemeral';
  /** Requested size (persistent) or limit (ephemeral), in bytes. */
  readonly bytes?: number;
  readonly storageClass?: string;
}

/**
 * Where a node keeps its data.
 *
 * Each node of a pool gets volumes of its own. A persistent volume's claim is an object of its own in the manifests, so it grows
 * by declaring a larger size (the StorageClass must allow expansion), and it stays when a node or the cluster goes.
 */
export class Storage {
  /**
   * One persistent volume per node.
   *
   * @param size the size of each node's volume; at least 1 MiB
   * @param options which StorageClass
   * @throws if `size` is missing or no `Size`
   */
  public static persistent(size: Size, options?: PersistentStorageOptions): Storage {
    const given = checkArguments('Storage.persistent', { size, options });
    return new Storage([{ kind: 'persistent', bytes: bytesOf(given.size), storageClass: given.options?.storageClass }]);
  }

  /**
   * One volume per node that is lost with its pod (`emptyDir`). For development and tests only: whatever makes all pods go at once
   * loses all records.
   *
   * @param options the limit of its size
   */
  public static ephemeral(options?: EphemeralStorageOptions): Storage {
    const given = checkArguments('Storage.ephemeral', { options });
    return new Storage([{ kind: 'ephemeral', bytes: bytesOf(given.options?.sizeLimit) }]);
  }

  /**
   * Several volumes per node ("just a bunch of disks"). Kafka places each partition on one of them. The first one holds the KRaft
   * metadata log too. Volumes are told apart by their position. Their number is part of the StatefulSet and cannot be changed by an apply (docs/limits.md).
   *
   * @param volumes storages of one volume each, all persistent or all ephemeral
   * @throws if `volumes` is empty or one of them is itself a list of several volumes
   */
  public static jbod(volumes: Storage[]): Storage {
    checkArguments('Storage.jbod', { volumes });
    if (volumes.length === 0) { throw new Error("Storage.jbod: 'volumes' is an empty list. Give at least one volume."); }
    const nested = volumes.findIndex((v) => v.volumes.length !== 1);
    if (nested >= 0) {
      throw new Error(`Storage.jbod: 'volumes[${nested}]' is itself a list of ${volumes[nested].volumes.length} volumes. Give them one by one.`);
    }
    return new Storage(volumes.map((v) => v.volumes[0]));
  }

  private constructor(private readonly volumes: readonly _DeclaredVolume[]) { mark(this, 'Storage'); }

  /** @internal */
  public get _volumes(): readonly _DeclaredVolume[] { return this.volumes; }
}
