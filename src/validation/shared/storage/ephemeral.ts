import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { ServerGroup } from '../../subjects';

export const STORAGE_IS_PERSISTENT: Rule<ServerGroup> = {
  id: 'storage.ephemeral',
  severity: Severity.WARNING,
  summary: 'Outside development, data lies on persistent volumes.',
  why: 'An ephemeral volume is lost with its pod: by an eviction, an update, a lost host. When a majority goes at once, all data is gone.',
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir',
  *check({ volumes, noun, development }) {
    const [ephemeral] = volumes.filter((v) => v.kind === 'ephemeral');
    if (development || !ephemeral || volumes.some((v) => v.kind !== 'ephemeral')) { return; }
    yield {
      property: ephemeral.property.replace(/\[\d+\]$/, ''),
      value: 'ephemeral',
      message: `each ${noun} loses its data with its pod`,
      mend: 'Use Storage.persistent(…), or acknowledge this for data that may be lost.',
    };
  },
};
