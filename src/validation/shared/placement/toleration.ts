import { labelKeyProblem, labelValueProblem } from '../../../kubernetes/label-syntax';
import { TaintEffect, Toleration } from '../../../kubernetes/placement';
import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { PlacedPod } from '../../subjects';

export const TOLERATIONS_ARE_WELL_FORMED: Rule<PlacedPod> = {
  id: 'placement.toleration',
  severity: Severity.ERROR,
  summary: 'A toleration has the form that Kubernetes takes: no value without a key, no seconds without the effect NoExecute.',
  why: 'Kubernetes refuses the pods.',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/',
  *check({ prefix, placement }) {
    for (const [i, toleration] of (placement.tolerations ?? []).entries()) {
      const found = problem(toleration);
      if (found) { yield { property: `${prefix}placement.tolerations[${i}]${found[0]}`, value: found[1], message: found[2], mend: found[3] }; }
    }
  },
};

function problem({ key, value, effect, seconds }: Toleration): [member: string, value: string, message: string, mend: string] | undefined {
  if (value !== undefined && !key) { return ['.value', value, 'it has no key to go with', "State the taint's 'key'."]; }
  const keyProblem = key ? labelKeyProblem(key) : undefined;
  if (key && keyProblem) { return ['.key', key, `a taint's key must ${keyProblem}`, 'Use the key of the taint as `kubectl describe node` shows it.']; }
  const valueProblem = value === undefined ? undefined : labelValueProblem(value);
  if (value !== undefined && valueProblem) { return ['.value', value, `a taint's value must ${valueProblem}`, 'Use the value of the taint as `kubectl describe node` shows it.']; }
  if (seconds === undefined) { return undefined; }
  if (effect !== TaintEffect.NO_EXECUTE) { return ['.seconds', String(seconds), 'only a taint with the effect NoExecute ends after a time', "State 'effect: TaintEffect.NO_EXECUTE'."]; }
  return Number.isSafeInteger(seconds) ? undefined : ['.seconds', String(seconds), 'this is no whole number of seconds', 'State one.'];
}
