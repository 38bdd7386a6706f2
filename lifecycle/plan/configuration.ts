import { ConfigureStep, SettingChange } from './decision';
import { FOLLOWER_RATE, LEADER_RATE } from '../throttle-rates';
import { CORDON } from './moves/cordon';
import { DISK_RATE, diskMarkOf } from './moves/disks/disk-marks';
import { moveNotes } from './moves/move-notes';
import { isSame } from './same-value';
import { Situation } from './situation';
import { DynamicSettings } from '../../src/lifecycle/desired-state';
import { SettingsObservation } from '../observation';

/** Set by whoever moves partitions, for as long as the move lasts. */
const THROTTLES = [LEADER_RATE, FOLLOWER_RATE, DISK_RATE];

/** Neither drift nor ours to remove. */
const SET_BY_OTHERS = [
  ...THROTTLES,
  // Kafka itself, where eligible leader replicas are on; there it refuses to have it removed (KIP-966).
  'min.insync.replicas',
];

/** What a run keeps set on a broker of which it empties disks. */
function isKept({ set }: Place, key: string): boolean {
  return (key === DISK_RATE || key === CORDON) && diskMarkOf(set) === 'emptied';
}

/** All brokers alike, or one of them: where a setting is set. */
interface Place {
  readonly broker?: number;
  readonly title: string;
  readonly desired: Readonly<Record<string, string>>;
  /** What is set there at run time. */
  readonly set: Readonly<Record<string, string>>;
  /** What runs before have set there. */
  readonly applied: readonly string[];
  /** What holds where nothing is set there, on every broker that was asked. */
  holds(key: string): readonly (string | undefined)[];
}

/** Brings run-time settings to what is declared: one step for all brokers alike, then one for each broker that has its own. */
export function configure(situation: Situation): ConfigureStep | undefined {
  if (!situation.kafka) { return undefined; }
  const { settings } = situation.kafka;
  for (const place of places(situation.cluster.dynamic, settings)) {
    const wrong = Object.entries(place.desired).filter(([key, value]) => !isAsDesired(place, key, value));
    const removed = Object.keys(place.set).filter((key) => mayBeRemoved(situation, place, key)).sort();
    const changes: SettingChange[] = [
      ...wrong.map(([key, to]) => ({ key, from: place.set[key] ?? place.holds(key).find((v) => v !== undefined && !isSame(v, to)), to })),
      ...removed.map((key) => ({ key, from: place.set[key] })),
    ];
    if (changes.length === 0) { continue; }
    const applied = new Set([...place.applied.filter((key) => key in place.set), ...wrong.map(([key]) => key)]);
    for (const key of removed) { applied.delete(key); }
    return { kind: 'configure', reason: `${place.title}: ${changes.map(describe).join(', ')}`, broker: place.broker, changes, applied: [...applied].sort() };
  }
  return undefined;
}

/** Settings that somebody else changed at run time and nobody declared, one sentence each. */
export function driftOf(situation: Situation): readonly string[] {
  if (!situation.kafka) { return []; }
  const { reassignments, settings } = situation.kafka;
  const isMoving = reassignments.length > 0 || moveNotes(situation.kafka).size > 0;
  const tellsNothing = isMoving ? SET_BY_OTHERS : SET_BY_OTHERS.filter((key) => !THROTTLES.includes(key));
  return places(situation.cluster.dynamic, settings).flatMap((place) => Object.entries(place.set)
    .filter(([key]) => !(key in place.desired) && !place.applied.includes(key) && !tellsNothing.includes(key) && !isKept(place, key))
    .map(([key, value]) => `${place.title}: ${key} is set to ${value} at run time and is not declared`));
}

function places(dynamic: DynamicSettings, settings: SettingsObservation): Place[] {
  const brokers = [...new Set([...Object.keys(dynamic.perBroker), ...Object.keys(settings.perBroker)])].map(Number).sort((a, b) => a - b);
  return [
    {
      title: 'all brokers',
      desired: dynamic.clusterWide,
      set: settings.clusterWide,
      applied: settings.applied[''] ?? [],
      // A broker with a value of its own for the key goes by that, whatever holds for all.
      holds: (key) => Object.entries(settings.effective)
        .filter(([id]) => settings.perBroker[id]?.[key] === undefined)
        .map(([, values]) => values[key]),
    },
    ...brokers.map((id): Place => ({
      broker: id,
      title: `broker ${id}`,
      desired: dynamic.perBroker[id] ?? {},
      set: settings.perBroker[id] ?? {},
      applied: settings.applied[id] ?? [],
      holds: (key) => settings.effective[id] === undefined ? [] : [settings.effective[id][key]],
    })),
  ];
}

function isAsDesired(place: Place, key: string, value: string): boolean {
  if (place.set[key] !== undefined) { return isSame(place.set[key], value); }
  return place.holds(key).every((held) => held !== undefined && isSame(held, value));
}

function mayBeRemoved(situation: Situation, place: Place, key: string): boolean {
  if (key in place.desired || SET_BY_OTHERS.includes(key) || isKept(place, key)) { return false; }
  return place.applied.includes(key) || situation.policy.undeclaredSettings === 'remove';
}

function describe({ key, from, to }: SettingChange): string {
  return to === undefined ? `${key} is no longer set (${from})` : `${key}: ${from ?? '(not set)'} -> ${to}`;
}
