import { KafkaMinor, KeyScope } from './config-key';
import { catalogOf } from './definitions';
import { editDistance } from './edit-distance';
import { isRead, splitListenerKey } from './listener-key';
import { findKey } from './lookup';

const AT_MOST = 3;
/** A word that is missing, or one too many, weighs as much as this number of wrong letters. */
const WORD = 2;
/** Words in another order: less sure than one wrong letter. */
const ORDER = 1;

/** What a name that is no key was probably meant to be, best first; empty if nothing is close, or if it is a key. */
export function suggest(minor: KafkaMinor, name: string, scope: KeyScope = 'broker'): string[] {
  if (findKey(minor, name, scope)) return [];
  const written = name.trim().toLowerCase();
  const listenerKey = scope === 'broker' ? splitListenerKey(written) : undefined;
  if (!listenerKey) return closest(minor, written, scope);
  const { prefix, base } = listenerKey;
  const bases = findKey(minor, base, scope) ? [base] : closest(minor, base, scope);
  const read = bases.filter(each => isRead({ prefix, base: each })).slice(0, AT_MOST).map(each => prefix + each);
  // One that is never read for a listener is meant for the whole broker.
  return read.length > 0 || bases[0] !== base ? read : [base];
}

function closest(minor: KafkaMinor, written: string, scope: KeyScope): string[] {
  // A third of the letters wrong is another word; and in a very short name every word is near.
  const limit = Math.min(4, Math.max(1, Math.floor(written.length / 4)));
  const words = wordsOf(written);
  const found: { name: string; distance: number; rank: number }[] = [];
  for (const key of catalogOf(minor, scope).keys()) {
    // Nobody means what Kafka keeps to itself.
    if (key.internal) continue;
    const byLetters = editDistance(written, key.name, limit);
    const byWords = wordDistance(words, wordsOf(key.name), Math.min(limit, byLetters));
    const distance = Math.min(byLetters, byWords);
    if (distance > limit) continue;
    found.push({ name: key.name, distance, rank: distance + (key.deprecated ? 0.5 : 0) });
  }
  found.sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1));
  // Behind a near certainty, whatever is merely similar is noise.
  return found.filter(each => each.distance <= found[0].distance + 1).slice(0, AT_MOST).map(each => each.name);
}

function wordsOf(name: string): string[] {
  return name.split(/[._\s-]+/).filter(word => word !== '');
}

/** Distance of two names as bags of words, each word paired with the nearest one that is left; `limit + 1` for anything above `limit`. */
function wordDistance(a: readonly string[], b: readonly string[], limit: number): number {
  // One word alone is no more than its letters.
  if (a.length === 1 || b.length === 1) return limit + 1;
  const left = [...b];
  const unpaired = a.filter(word => {
    const same = left.indexOf(word);
    if (same >= 0) left.splice(same, 1);
    return same < 0;
  });
  let distance = Math.abs(unpaired.length - left.length) * WORD + (inSameOrder(a, b) ? 0 : ORDER);
  for (const word of unpaired) {
    if (left.length === 0 || distance > limit) break;
    const costs = left.map(other => wordCost(word, other));
    const least = Math.min(...costs);
    distance += least;
    left.splice(costs.indexOf(least), 1);
  }
  return Math.min(distance, limit + 1);
}

/** Of a word half the letters may be wrong; beyond that it is another word in its place. */
function wordCost(a: string, b: string): number {
  const half = Math.max(1, Math.floor(Math.min(a.length, b.length) / 2));
  const wrong = editDistance(a, b, half);
  return wrong > half ? 2 * WORD : Math.min(wrong, 2 * WORD);
}

/** Whether what one has in common with the other comes in the same order, and, in names of the same length, in the same places. */
function inSameOrder(a: readonly string[], b: readonly string[]): boolean {
  if (a.length === b.length) return a.every((word, i) => word === b[i] || !b.includes(word));
  return a.filter(word => b.includes(word)).join('.') === b.filter(word => a.includes(word)).join('.');
}
