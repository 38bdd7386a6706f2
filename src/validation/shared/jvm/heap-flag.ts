import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { ServerGroup } from '../../subjects';

const HEAP_FLAGS: ReadonlySet<string> = new Set([
  'Xmx', 'Xms', 'Xmn', 'MaxHeapSize', 'InitialHeapSize', 'MinHeapSize', 'MaxRAM', 'MaxRAMPercentage', 'InitialRAMPercentage', 'MinRAMPercentage', 'MaxRAMFraction',
  'InitialRAMFraction', 'MinRAMFraction',
]);

export const HEAP_IS_STATED_AS_HEAP: Rule<ServerGroup> = {
  id: 'jvm.heap-flag',
  severity: Severity.ERROR,
  summary: "The heap's size is stated by jvm.heap, not by flags.",
  why: 'The rules about memory, and the sizes of direct memory and of the log cleaner, go by jvm.heap; they would be wrong.',
  source: 'docs/sizing.md',
  *check({ prefix, jvm }) {
    for (const [name, value] of Object.entries(jvm.flags)) {
      if (!HEAP_FLAGS.has(name)) { continue; }
      yield { property: `${prefix}jvm.flags '${name}'`, value: String(value), message: 'a flag for the size of the heap', mend: `State ${prefix}jvm.heap instead, for example Size.gibibytes(4).` };
    }
  },
};
