import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { PlacedPod } from '../../subjects';

export const CPU_LIMIT_IS_NOT_BELOW_THE_REQUEST: Rule<PlacedPod> = {
  id: 'resources.cpu-limit',
  severity: Severity.ERROR,
  summary: 'The limit of processors is not below what is reserved.',
  why: 'Kubernetes refuses such a pod.',
  source: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#requests-and-limits',
  *check({ prefix, resources: { cpu, cpuLimit } }) {
    if (cpuLimit === undefined || (Number.isFinite(cpuLimit) && !(cpuLimit < cpu) && cpuLimit >= 0.001)) { return; }
    yield {
      property: `${prefix}resources.cpuLimit`,
      value: String(cpuLimit),
      message: Number.isFinite(cpuLimit) && cpuLimit >= 0.001 ? `${prefix}resources.cpu reserves ${cpu}` : 'this is no number of cores',
      mend: 'Raise it, or leave it out: a node without a limit may use what the host has to spare.',
    };
  },
};
