import { createHash } from 'crypto';

/** What a node is configured with, as a short text that is another one whenever the content is. */
export function contentHash(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 10);
}
