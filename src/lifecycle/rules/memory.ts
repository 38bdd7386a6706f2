import { readableBytes } from '../../kubernetes/quantity';
import { Severity } from '../../validation/finding';
import { Rule } from '../../validation/rule';
import { JudgedLifecycle } from '../model';

const SMALLEST = 128 * 1024 ** 2;

export const PROGRAM_HAS_MEMORY: Rule<JudgedLifecycle> = {
  id: 'lifecycle.memory',
  severity: Severity.ERROR,
  summary: `The memory of a run is at least ${readableBytes(SMALLEST)}.`,
  why: 'Node.js takes some 50 MiB before it has looked at anything; a run that is killed for its memory is killed again.',
  source: 'https://nodejs.org/api/cli.html#--max-old-space-sizesize-in-mib, docs/lifecycle-job.md',
  *check({ resources: { memoryBytes } }) {
    if (Number.isSafeInteger(memoryBytes) && memoryBytes >= SMALLEST) { return; }
    yield {
      property: 'resources.memory',
      value: Number.isFinite(memoryBytes) ? readableBytes(memoryBytes) : String(memoryBytes),
      message: `a run needs at least ${readableBytes(SMALLEST)}`,
      mend: 'Raise it.',
    };
  },
};
