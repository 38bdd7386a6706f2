import type { SettingsObservation } from '../observation';
import { throttleOf } from '../throttle-rates';

/** Since when a run has seen brokers throttled as they are. Nothing of that is kept in the cluster: on its first look it does not know. */
export class ThrottleSince {
  private seen?: { readonly rate: number | undefined; readonly since: number };

  /** @param now in milliseconds */
  constructor(private readonly now: () => number) {}

  /** In seconds; undefined on the first look. */
  public look({ perBroker }: Pick<SettingsObservation, 'perBroker'>): number | undefined {
    const [rate, now, before] = [throttleOf(perBroker), this.now(), this.seen];
    this.seen = before?.rate === rate && before !== undefined ? before : { rate, since: now };
    return before === undefined ? undefined : (now - this.seen.since) / 1000;
  }
}
