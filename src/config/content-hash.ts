import { createHash } from 'crypto';

/** What a node is configured with, as a short text that is another one whenever the content is. */
export function contentHash(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 10);
}

/** The same, for content whose members may come in any order: that of a manifest, after a user's patches. */
export function unorderedHash(content: unknown): string {
  return contentHash(inOrder(content));
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) { return value.map(inOrder); }
  if (typeof value !== 'object' || value === null) { return value; }
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, member]) => [key, inOrder(member)]));
}
