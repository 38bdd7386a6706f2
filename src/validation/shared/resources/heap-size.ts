import { MEBIBYTE } from '../../../kubernetes/quantity';
import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { ServerGroup } from '../../subjects';

/** A combined node of Kafka 4.3.1 with small buffers has been seen to start with 48 MiB, and to end with "Java heap space" with 32. */
const SMALLEST = 48 * MEBIBYTE;

export const HEAP_IS_IN_WHOLE_MEBIBYTES: Rule<ServerGroup> = {
  id: 'resources.heap-size',
  severity: Severity.ERROR,
  summary: 'A heap that is given is a whole number of MiB, at least 48.',
  why: 'It is handed to the JVM in MiB, and a fraction would be lost; with less than 48 MiB the node runs out of heap while it starts.',
  source: 'docs/sizing.md, https://docs.oracle.com/en/java/javase/17/docs/specs/man/java.html (-Xmx)',
  *check({ prefix, heapGiven, heap: { heap } }) {
    if (!heapGiven || (heap % MEBIBYTE === 0 && heap >= SMALLEST)) { return; }
    yield {
      property: `${prefix}jvm.heap`,
      value: `${heap / MEBIBYTE} MiB`,
      message: heap >= SMALLEST ? 'this is no whole number of MiB' : 'no node starts with so little',
      mend: 'State a size such as Size.mebibytes(512), or leave it out: it is derived from the memory.',
    };
  },
};
