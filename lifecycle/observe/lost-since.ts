import type { BrokerLoadObservation } from '../observation';

/**
 * Since when a run has seen brokers say that a disk has failed. Nothing of that is kept in the cluster: another run begins anew, and so rather waits too long than moves what a restart would have
 * brought back.
 */
export class LostSince {
  private since = new Map<string, number>();

  /** @param now in milliseconds */
  constructor(private readonly now: () => number) {}

  /** The same, with the time of what has failed. A disk that is well again is forgotten. */
  public look(brokers: Readonly<Record<number, BrokerLoadObservation>>): Readonly<Record<number, BrokerLoadObservation>> {
    const known = this.since;
    const now = this.now();
    this.since = new Map();
    return Object.fromEntries(Object.entries(brokers).map(([id, broker]): [string, BrokerLoadObservation] => {
      const disks = broker.disks.map((disk) => {
        if (disk.error === undefined) { return disk; }
        const name = `${id} ${disk.path}`;
        const since = known.get(name) ?? now;
        this.since.set(name, since);
        return { ...disk, lostSeconds: (now - since) / 1000 };
      });
      return [id, { ...broker, disks }];
    }));
  }
}
