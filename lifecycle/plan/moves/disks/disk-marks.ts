import { SettingChange } from '../../decision';
import { CORDON } from '../cordon';

/** How fast a broker copies replicas from one of its disks to another (KIP-113). */
export const DISK_RATE = 'replica.alter.log.dirs.io.max.bytes.per.second';

/**
 * What is done with the disks of a broker: some of them are `emptied`, or all `balanced`. It shows by the last digits of the rate that holds meanwhile, which nobody else sets: so a run knows what
 * former ones have begun, and leaves alone whatever somebody else has set.
 */
export type DiskMark = 'emptied' | 'balanced';

const DIGITS = 10_000;
const ENDINGS: Readonly<Record<DiskMark, number>> = { balanced: 4321, emptied: 4322 };

type Settings = Readonly<Record<string, string>>;

export function diskMarkOf(settings: Settings = {}): DiskMark | 'foreign' | undefined {
  const rate = settings[DISK_RATE];
  if (rate === undefined) { return undefined; }
  return (['balanced', 'emptied'] as const).find((mark) => Number(rate) % DIGITS === ENDINGS[mark]) ?? 'foreign';
}

/**
 * Brings a broker to a mark, with the disks that get no new replicas (KIP-1066); undefined takes it away.
 *
 * @param emptied their paths; none where Kafka has no cordon
 */
export function diskMarkChanges(
  settings: Settings = {}, wanted: { readonly mark: DiskMark; readonly bytesPerSecond: number; readonly emptied: readonly string[] } | undefined,
): readonly SettingChange[] {
  const mark = diskMarkOf(settings);
  if (mark === 'foreign' || (mark === undefined && wanted === undefined)) { return []; }
  const rate = wanted && String(Math.floor(wanted.bytesPerSecond / DIGITS) * DIGITS + ENDINGS[wanted.mark]);
  const isChanged = settings[DISK_RATE] !== rate;
  // A cordon that was there before is somebody else's. Whether a disk may be cordoned is for Kafka to say: that alone is no reason for a change.
  const isOwn = mark === 'emptied';
  const cordon = wanted && wanted.emptied.length > 0 ? [...wanted.emptied].sort().join(',') : undefined;
  const isCordonChanged = isOwn
    ? settings[CORDON] !== undefined && !isSameList(settings[CORDON], cordon)
    : isChanged && cordon !== undefined && settings[CORDON] === undefined;
  return [
    ...isCordonChanged ? [{ key: CORDON, from: settings[CORDON], to: cordon }] : [],
    ...isChanged ? [{ key: DISK_RATE, from: settings[DISK_RATE], to: rate }] : [],
  ];
}

function isSameList(a: string, b: string | undefined): boolean { return a.split(',').map((path) => path.trim()).sort().join() === b; }
