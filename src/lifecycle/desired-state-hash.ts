import { createHash } from 'crypto';

/**
 * The hash by which a desired state is known, to the byte. By it a run knows whether it sees the one that it is for: its ConfigMap may reach it later than its Job, and be replaced
 * while it runs.
 */
export function desiredStateHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 10);
}
