import type { SimulatedKafka } from './kafka';
import type { Random } from './random';
import type { BrokerLoadObservation, FutureReplica, LoadObservation } from '../../../lifecycle/observation';
import type { PartitionTable } from '../../../lifecycle/partition-table';
import type { AlterLogDirsStep } from '../../../lifecycle/plan/decision';
import { DISK_RATE } from '../../../lifecycle/plan/moves/disks/disk-marks';
import type { DesiredRebalance } from '../../../src/lifecycle/desired-state';

/** What a disk holds, in bytes. */
const DISK = 1e13;

interface Copy {
  readonly to: number;
  readonly began: number;
}

/** The disks of the brokers of a cluster: on which of them each replica is, and what is copied from one to another. */
export class SimulatedDisks {
  /** By `partition broker`. */
  private readonly at = new Map<string, number>();
  private readonly copies = new Map<string, Copy>();
  private readonly times = new Map<string, number>();

  /** @param count how many disks each broker has */
  constructor(private readonly kafka: SimulatedKafka, private readonly random: Random, private readonly count: number) {}

  public path(disk: number): string { return `/data-${disk}`; }

  /** What is wrong with moves between disks, as somebody could know; undefined if they have begun. */
  public alter({ moves }: AlterLogDirsStep, { emptyVolumes = [], movesPerBroker }: DesiredRebalance): string | undefined {
    for (const { broker, topic, partition, to: path } of moves) {
      const p = this.kafka.rowOf.get(`${topic}-${partition}`);
      const key = `${p} ${broker}`;
      const to = Array.from({ length: this.count }, (_, d) => this.path(d)).indexOf(path);
      if (p === undefined || !this.kafka.serves(broker) || !this.kafka.partitions.replicasOf(p).includes(broker)) { continue; }
      if (to < 0) { return `there is no ${path} on broker ${broker}`; }
      if (emptyVolumes.some((each) => each.broker === broker && each.path === path)) { return `${key} goes to ${path}, which is to be empty`; }
      if (this.kafka.perBroker[broker]?.[DISK_RATE] === undefined) { return `${key} is copied without a throttle`; }
      const times = (this.times.get(key) ?? 0) + 1;
      this.times.set(key, times);
      if (times > MOST_TIMES) { return `${key} is moved again and again`; }
      this.copies.delete(key);
      if (to === this.diskOf(p, broker)) { continue; }
      this.copies.set(key, { to, began: this.kafka.timeline.now });
      const underway = [...this.copies.keys()].filter((each) => each.endsWith(` ${broker}`)).length;
      // An exchange takes two.
      if (underway > Math.max(2, movesPerBroker)) { return `${underway} are under way on broker ${broker}`; }
      this.copy(p, broker);
    }
    return undefined;
  }

  /** The brokers' disks in the load, instead of the only one. */
  public observe(load: LoadObservation, table: PartitionTable): LoadObservation {
    const disk = new Int16Array(table.replicas.length).fill(-1);
    const futures: FutureReplica[] = [];
    const bytes = new Map<number, number[]>();
    for (let row = 0; row < table.topic.length; row++) {
      for (let slot = table.replicaStart[row]; slot < table.replicaStart[row + 1]; slot++) {
        const id = table.replicas[slot];
        if (!this.kafka.serves(id)) { continue; }
        disk[slot] = this.diskOf(row, id);
        const its = bytes.get(id) ?? Array.from({ length: this.count }, () => 0);
        its[disk[slot]] += load.size[row];
        bytes.set(id, its);
        const copy = this.copies.get(`${row} ${id}`);
        if (copy) { futures.push({ row, broker: id, disk: copy.to, bytes: load.size[row] / 2 }); }
      }
    }
    const brokers = Object.entries(load.brokers).map(([id, { replicas }]): [string, BrokerLoadObservation] => [id, {
      replicas,
      disks: Array.from({ length: this.count }, (_, d) => {
        const replicaBytes = bytes.get(Number(id))?.[d] ?? 0;
        return { path: this.path(d), totalBytes: DISK, usableBytes: DISK - replicaBytes, replicaBytes };
      }),
    }]);
    return { ...load, brokers: Object.fromEntries(brokers), disk, futures };
  }

  /** What must not be left when a run says that it has converged. */
  public unconverged({ emptyVolumes = [], when, drift }: DesiredRebalance, ids: readonly number[], lookedAt: number): string[] {
    const { partitions } = this.kafka;
    return ids.filter((id) => this.kafka.serves(id)).flatMap((id) => {
      const isEmptied = (d: number) => emptyVolumes.some(({ broker, path }) => broker === id && path === this.path(d));
      const disks = Array.from({ length: this.count }, (_, d) => d);
      const load = disks.map(() => 0);
      let [largest, left] = [0, 0];
      for (let p = 0; p < partitions.count; p++) {
        if (!partitions.replicasOf(p).includes(id) || partitions.reassigning[p] === 1) { continue; }
        const copy = this.copies.get(`${p} ${id}`);
        const d = copy && copy.began <= lookedAt ? copy.to : this.diskOf(p, id);
        load[d] += partitions.bytesOf(p);
        largest = Math.max(largest, partitions.bytesOf(p));
        if (isEmptied(d)) { left += 1; }
      }
      const staying = disks.filter((d) => !isEmptied(d));
      const share = load.reduce((sum, bytes) => sum + bytes, 0) / staying.length;
      const far = when === 'drift' ? staying.filter((d) => Math.abs(load[d] - share) > drift * share + largest) : [];
      const emptied = disks.some(isEmptied);
      return [
        ...left > 0 ? [`broker ${id} has ${left} replicas on a disk that is to be empty`] : [],
        ...far.map((d) => `disk ${d} of broker ${id} has ${load[d]} of ${share}`),
        ...!emptied && this.kafka.perBroker[id]?.[DISK_RATE] !== undefined ? [`broker ${id} has ${DISK_RATE}`] : [],
      ];
    });
  }

  /** Kafka puts a new replica on the disk with the fewest; here it is drawn, most of them on the last one. */
  private diskOf(p: number, id: number): number {
    const key = `${p} ${id}`;
    const known = this.at.get(key) ?? Math.min(this.count - 1, this.random.whole(0, this.count));
    this.at.set(key, known);
    return known;
  }

  private copy(p: number, id: number): void {
    const { kafka, random, copies } = this;
    const key = `${p} ${id}`;
    const copy = copies.get(key);
    const process = kafka.node(id)?.runningSince;
    const rate = Number(kafka.perBroker[id]?.[DISK_RATE] ?? 1e9);
    kafka.timeline.in(random.between(300, 2000) + 1000 * kafka.partitions.bytesOf(p) / rate, () => {
      if (copy === undefined || copies.get(key) !== copy) { return; }
      if (!kafka.partitions.replicasOf(p).includes(id)) {
        // It has been moved to another broker.
        copies.delete(key);
        this.at.delete(key);
        return;
      }
      // A broker that starts goes on with what it has.
      if (!kafka.serves(id) || kafka.node(id)?.runningSince !== process) { this.copy(p, id); return; }
      copies.delete(key);
      this.at.set(key, copy.to);
    });
  }
}

/** Off a disk that is to be empty, turned once, and for balance. */
const MOST_TIMES = 3;
