import { GIBIBYTE, readableBytes } from '../../../kubernetes/quantity';
import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { ServerGroup } from '../../subjects';

export const HEAP_KEEPS_COMPRESSED_POINTERS: Rule<ServerGroup> = {
  id: 'resources.large-heap',
  severity: Severity.WARNING,
  summary: 'A heap is below 32 GiB.',
  why: 'From 32 GiB on the JVM cannot compress its pointers, so that a little more heap holds fewer objects, and collections take longer. Kafka gains nothing from it: it works through the page cache.',
  source: 'https://docs.oracle.com/en/java/javase/17/vm/java-hotspot-virtual-machine-performance-enhancements.html (compressed ordinary object pointers), https://kafka.apache.org/documentation/#java',
  *check({ prefix, heapGiven, heap: { heap }, jvm }) {
    // Larger alignment addresses more; ZGC never compresses.
    if (!heapGiven || !(heap >= 32 * GIBIBYTE) || 'ObjectAlignmentInBytes' in jvm.flags || jvm.flags.UseZGC === true) { return; }
    yield {
      property: `${prefix}jvm.heap`,
      value: readableBytes(heap),
      message: 'from 32 GiB on the JVM cannot compress its pointers, and holds less in more memory',
      mend: 'Stay below, for example at 6 GiB, and leave the rest to the page cache.',
    };
  },
};
