import { MEBIBYTE, readableBytes } from '../../../kubernetes/quantity';
import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { ServerGroup } from '../../subjects';

export const HEAP_FITS_IN_THE_MEMORY: Rule<ServerGroup> = {
  id: 'resources.heap',
  severity: Severity.ERROR,
  summary: 'A heap that is given leaves room in the memory limit for what the JVM needs besides.',
  why: 'Classes, compiled code, thread stacks and direct buffers are not in the heap. When all of it passes the limit, the kernel kills the node without a word, under load, and again after every restart.',
  source: 'docs/sizing.md, https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#how-pods-with-resource-limits-are-run',
  *check({ prefix, heapGiven, heap, resources: { memoryBytes } }) {
    const most = Math.floor((memoryBytes - heap.offHeap) / MEBIBYTE);
    if (!heapGiven || !Number.isFinite(memoryBytes) || heap.heap <= most * MEBIBYTE) { return; }
    yield {
      property: `${prefix}jvm.heap`,
      value: readableBytes(heap.heap),
      message: `of ${readableBytes(memoryBytes)} memory the JVM needs about ${readableBytes(heap.offHeap)} besides`,
      mend: `Lower it to ${most > 0 ? `${most} MiB or less` : 'fit'}, raise ${prefix}resources.memory, or leave it out: it is derived.`,
    };
  },
};
