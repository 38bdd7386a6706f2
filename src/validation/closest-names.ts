import { editDistance } from '../config/catalog/edit-distance';

const AT_MOST = 3;

/** Which of the names a misspelt one was probably meant to be, best first; empty if none is close. */
export function closestNames(written: string, names: readonly string[]): string[] {
  // In a very short name every word is near.
  const limit = Math.min(4, Math.max(1, Math.floor(written.length / 4)));
  return names
    .map((name) => ({ name, distance: editDistance(written.toLowerCase(), name.toLowerCase(), limit) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, AT_MOST)
    .map(({ name }) => name);
}
