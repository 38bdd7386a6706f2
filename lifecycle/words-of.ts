import { isRecord } from './json';

/** What went wrong, in words. */
export function wordsOf(error: unknown): string {
  return isRecord(error) && typeof error.message === 'string' ? error.message : String(error);
}
