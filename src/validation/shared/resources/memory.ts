import { SMALLEST_MEMORY } from '../../../config/heap';
import { readableBytes } from '../../../kubernetes/quantity';
import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { ServerGroup } from '../../subjects';

export const MEMORY_SUFFICES: Rule<ServerGroup> = {
  id: 'resources.memory',
  severity: Severity.ERROR,
  summary: `The memory is at least ${readableBytes(SMALLEST_MEMORY)}.`,
  why: 'The JVM itself takes some 250 MiB beside the heap; with less the kernel kills the node while it starts, or at its first load.',
  source: 'docs/sizing.md, https://kafka.apache.org/documentation/#java',
  *check({ prefix, resources: { memoryBytes }, noun }) {
    if (memoryBytes >= SMALLEST_MEMORY && Number.isSafeInteger(memoryBytes)) { return; }
    yield {
      property: `${prefix}resources.memory`,
      value: Number.isFinite(memoryBytes) ? readableBytes(memoryBytes) : String(memoryBytes),
      message: `the smallest ${noun} that is known to start has ${readableBytes(SMALLEST_MEMORY)}`,
      mend: 'Raise it.',
    };
  },
};
