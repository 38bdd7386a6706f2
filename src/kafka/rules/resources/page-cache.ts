import { SMALLEST_MEMORY } from '../../../config/heap';
import { readableBytes } from '../../../kubernetes/quantity';
import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel, brokerPools, poolProperty } from '../../model';

const LEAST_SHARE = 0.2;

export const BROKERS_HAVE_A_PAGE_CACHE: Rule<KafkaModel> = {
  id: 'resources.page-cache',
  severity: Severity.WARNING,
  summary: "Outside development, a fifth of a broker's memory or more is left to the page cache.",
  why: 'Consumers that keep up are served from the page cache; without one, every read and every flush goes to the disk.',
  source: 'https://kafka.apache.org/documentation/#design_filesystem, https://kafka.apache.org/documentation/#os',
  *check(model) {
    if (model.development) { return; }
    for (const pool of brokerPools(model)) {
      const { heap, heapGiven, resources: { memoryBytes } } = pool;
      // A heap that leaves less than nothing, and memory that is too small for any node, are errors already.
      if (!(heap.pageCache >= 0) || !(memoryBytes >= SMALLEST_MEMORY) || heap.pageCache >= LEAST_SHARE * memoryBytes) { continue; }
      yield {
        property: poolProperty(pool, heapGiven ? 'jvm.heap' : 'resources.memory'),
        value: readableBytes(heapGiven ? heap.heap : memoryBytes),
        message: `of ${readableBytes(memoryBytes)} memory only ${readableBytes(heap.pageCache)} are left to the page cache`,
        mend: heapGiven ? 'Lower it, or raise the memory.' : 'Raise it: 8 GiB are usual.',
      };
    }
  },
};
