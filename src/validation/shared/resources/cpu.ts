import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { PlacedPod } from '../../subjects';

/** Kubernetes counts processors in thousandths. */
const SMALLEST = 0.001;

export const CPU_IS_A_NUMBER_OF_CORES: Rule<PlacedPod> = {
  id: 'resources.cpu',
  severity: Severity.ERROR,
  summary: 'The number of processors is at least 0.001.',
  why: 'Kubernetes counts in thousandths of a core and refuses what is no number; without any request a node gets what others leave.',
  source: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#meaning-of-cpu',
  *check({ prefix, resources: { cpu } }) {
    if (Number.isFinite(cpu) && cpu >= SMALLEST) { return; }
    yield { property: `${prefix}resources.cpu`, value: String(cpu), message: 'no node can run on this', mend: 'State a number of cores, for example 2 or 0.5.' };
  },
};
