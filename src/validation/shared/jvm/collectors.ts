import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { ServerGroup } from '../../subjects';
import { listed } from '../../wording';

const COLLECTORS = ['UseSerialGC', 'UseParallelGC', 'UseG1GC', 'UseZGC', 'UseShenandoahGC', 'UseEpsilonGC'];

export const JVM_HAS_ONE_COLLECTOR: Rule<ServerGroup> = {
  id: 'jvm.collectors',
  severity: Severity.ERROR,
  summary: 'At most one garbage collector is chosen.',
  why: 'The JVM ends at once with "Conflicting collector combinations in option list", and the node never starts.',
  source: 'https://docs.oracle.com/en/java/javase/17/gctuning/available-collectors.html',
  *check({ prefix, jvm }) {
    const chosen = COLLECTORS.filter((name) => jvm.flags[name] === true);
    if (chosen.length < 2) { return; }
    yield { property: `${prefix}jvm.flags`, value: listed(chosen, 'and'), message: 'a JVM has one garbage collector', mend: 'Choose one of them, or none for G1.' };
  },
};
