import { CORDON } from './cordon';
import { diskMarkOf } from './disks/disk-marks';
import { SettingsObservation } from '../../observation';
import { FOLLOWER_RATE, LEADER_RATE } from '../../throttle-rates';
import { MarkStep, SettingChange } from '../decision';

/** Of a broker that is cordoned as a whole. */
const ALL_DISKS = '*';

/**
 * What becomes of a broker while replicas move: it is `filled`, `emptied`, or `both` gives and takes. It shows by its throttle: one that is filled is not throttled as a leader, one that is
 * emptied not as a follower, as neither does that. So a run that takes over sees what was begun.
 */
export type Mark = 'filled' | 'emptied' | 'both';

export type Marks = ReadonlyMap<number, Mark>;

export function marksOf({ perBroker }: SettingsObservation): Marks {
  return new Map(Object.entries(perBroker).flatMap(([id, settings]) => {
    const [leader, follower] = [LEADER_RATE in settings, FOLLOWER_RATE in settings];
    const mark: Mark | undefined = leader ? follower ? 'both' : 'emptied' : follower ? 'filled' : undefined;
    return mark ? [[Number(id), mark] as const] : [];
  }));
}

/** Brings brokers to marks; those without one lose theirs. */
export function markChanges(
  wanted: Marks, brokers: Iterable<number>, { perBroker }: SettingsObservation,
  { bytesPerSecond, cordon, emptiedDisks = [] }: {
    readonly bytesPerSecond: number; readonly cordon: boolean; readonly emptiedDisks?: readonly { readonly broker: number; readonly path: string }[];
  },
): MarkStep['brokers'] {
  // Disks that are being emptied are cordoned again when their broker as a whole is no longer.
  const cordonOfDisks = (id: number) => diskMarkOf(perBroker[id]) === 'emptied' ? emptiedDisks.filter(({ broker }) => broker === id).map(({ path }) => path).sort().join(',') || undefined : undefined;
  return [...new Set(brokers)].sort((a, b) => a - b).flatMap((id) => {
    const set = perBroker[id] ?? {};
    const mark = wanted.get(id);
    const rate = String(bytesPerSecond);
    // Single disks are cordoned for another reason.
    const isCordoned = set[CORDON]?.startsWith('/') === false && (LEADER_RATE in set || FOLLOWER_RATE in set);
    const changes = [
      change(LEADER_RATE, set[LEADER_RATE], mark === 'emptied' || mark === 'both' ? rate : undefined),
      change(FOLLOWER_RATE, set[FOLLOWER_RATE], mark === 'filled' || mark === 'both' ? rate : undefined),
    ].flatMap((c) => c ?? []);
    // Whether it may be cordoned is for Kafka to say: that alone is no reason for a change.
    const cordoned = mark === 'emptied' ? cordon && changes.length > 0 ? [change(CORDON, set[CORDON], ALL_DISKS)] : [] : isCordoned ? [change(CORDON, set[CORDON], cordonOfDisks(id))] : [];
    const all = [...cordoned.flatMap((c) => c ?? []), ...changes];
    return all.length === 0 ? [] : [{ id, changes: all }];
  });
}

function change(key: string, from: string | undefined, to: string | undefined): SettingChange | undefined {
  return from === to ? undefined : { key, from, to };
}
