import { TaintEffect } from '../../../kubernetes/placement';
import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { PlacedPod } from '../../subjects';

export const TOLERATIONS_NAME_A_TAINT: Rule<PlacedPod> = {
  id: 'placement.tolerate-all',
  severity: Severity.WARNING,
  summary: 'A toleration names the taint that it tolerates.',
  why: 'One without a key tolerates every taint, those of hosts that are not ready, unreachable or short of memory among them: pods start there, and stay there.',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/',
  *check({ prefix, placement }) {
    for (const [i, { key, value, effect }] of (placement.tolerations ?? []).entries()) {
      if (key || value !== undefined || effect === TaintEffect.PREFER_NO_SCHEDULE) { continue; }
      yield { property: `${prefix}placement.tolerations[${i}]`, value: '', message: 'without a key it tolerates every taint, those of broken hosts too', mend: "State the taint's 'key'." };
    }
  },
};
