import { LostDisks } from './disks/lost-disks';
import { Leaving } from './leaving';
import { Marks } from './marks';
import { Situation } from '../situation';

/** What replicas move for, the first that applies. */
export type Purpose =
  /** Brokers are no longer declared: all that they have goes to others. */
  | { readonly kind: 'empty'; readonly leaving: readonly number[] }
  /** Brokers that were being emptied are declared again: what has moved since returns. */
  | { readonly kind: 'return' }
  /** Disks have failed: what was on them goes to other brokers. */
  | { readonly kind: 'replace'; readonly lost: readonly LostDisks[] }
  /** Brokers are new: they take their share. */
  | { readonly kind: 'fill'; readonly added: readonly number[] }
  /** Somebody says where partitions are to be, by their rows. */
  | { readonly kind: 'asked'; readonly targets: ReadonlyMap<number, readonly number[]> }
  /** Somebody wants nothing more to move: what is under way is given up. */
  | { readonly kind: 'stop' }
  /** Everything is brought into the bands: `begun` already, or only if something has drifted too far. */
  | { readonly kind: 'balance'; readonly begun: boolean };

/**
 * @param marks of brokers, as this and former runs have set them
 * @param isNoted whether any partition is noted as moved by a run
 * @param lost disks that are waited for no longer
 */
export function purposeOf(situation: Situation, { ids }: Leaving, marks: Marks, isNoted: boolean, lost: readonly LostDisks[]): Purpose | undefined {
  const { kafka, policy: { rebalance: { when } } } = situation;
  if (!kafka) { return undefined; }
  if (ids.length > 0) { return { kind: 'empty', leaving: ids }; }
  const brokers = situation.nodes.filter((n) => n.broker).map((n) => n.id);
  if (isNoted && brokers.some((id) => marks.get(id) === 'emptied')) { return { kind: 'return' }; }
  if (when === 'never') { return undefined; }
  if (lost.length > 0) { return { kind: 'replace', lost }; }
  const holding = new Set(kafka.partitions.replicas);
  const added = holding.size === 0 ? [] : brokers.filter((id) => (isNoted && marks.get(id) === 'filled') || !holding.has(id));
  if (added.length > 0) { return { kind: 'fill', added }; }
  if (when === 'scale') { return undefined; }
  return { kind: 'balance', begun: isNoted && brokers.some((id) => marks.get(id) === 'both') };
}
