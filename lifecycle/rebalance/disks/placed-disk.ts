/** A log directory of a broker, as the planner sees it. */
export interface PlacedDisk {
  /** Its absolute path, as Kafka names it. */
  readonly path: string;
  /** What it holds, in the unit of sizes. Disks are filled in proportion to it. */
  readonly capacity: number;
  /** All that is on it must go to other disks of the broker: it is to be taken away. */
  readonly leaves: boolean;
  /** It cannot be used. Kafka moves nothing between the disks of a broker as long as one of them is lost (`ReplicaManager.alterReplicaLogDirs`, KIP-113). */
  readonly lost: boolean;
}

/** What is on the disks of one broker. A replica's place in `size` is its index. */
export interface DiskLayout {
  readonly disks: readonly PlacedDisk[];
  readonly size: ArrayLike<number>;
  /** By replica: the disk where it is, or where it is being copied to; -1 if nobody knows. */
  readonly at: ArrayLike<number>;
  /** By replica, where it is being copied: the disk where it is until then. */
  readonly from?: ReadonlyMap<number, number>;
  /** Replicas that move only if they must. */
  readonly fixed?: ReadonlySet<number>;
}

export interface DiskGoals {
  /** `full`: every disk is brought into its band. `drain`: only what must leave its disk moves. */
  readonly mode: 'full' | 'drain';
  /** How far a disk's bytes may be from what it is to hold: 0.1 is a tenth. */
  readonly band: number;
  /** How much of a disk may be in use. */
  readonly limit: number;
}

/** The band is that in which Cruise Control keeps the disks of a broker by default (`disk.balance.threshold` 1.10), the limit its `disk.capacity.threshold`. */
export const DEFAULT_DISK_GOALS: DiskGoals = { mode: 'full', band: 0.1, limit: 0.8 };
