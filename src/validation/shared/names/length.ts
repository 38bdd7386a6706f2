import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { Installation } from '../../subjects';

/** Kubernetes labels each pod with its set's name, a hyphen, and a hash of up to ten characters (`controller-revision-hash`). */
const REVISION_SUFFIX = 11;

interface Limit { readonly what: string; readonly length: number; readonly most: number; readonly because: string }

export const NAMES_ARE_SHORT_ENOUGH: Rule<Installation> = {
  id: 'names.length',
  severity: Severity.ERROR,
  summary: 'All names that begin with the name are short enough: Services, pods and labels 63 characters, a StatefulSet 52, a volume claim and a host name 253.',
  why: 'Kubernetes refuses the object, or, for a StatefulSet that is too long, can never make its pods.',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/, https://github.com/kubernetes/kubernetes/issues/64023',
  *check(installation) {
    const worst = limits(installation).reduce<Limit | undefined>((a, b) => (a && a.length - a.most >= b.length - b.most ? a : b), undefined);
    if (!worst || worst.length <= worst.most) { return; }
    yield {
      property: 'name',
      value: installation.name,
      message: `${worst.what} has ${worst.length} characters, and ${worst.because}`,
      mend: `State a 'name' that is ${worst.length - worst.most} characters shorter.`,
    };
  },
};

function limits({ services, sets }: Installation): Limit[] {
  const longest = (names: readonly string[]) => names.reduce((a, b) => (b.length > a.length ? b : a), '');
  return [
    ...services.map((name) => ({ what: `the Service '${name}'`, length: name.length, most: 63, because: 'a Service may have 63' })),
    ...sets.flatMap((set) => {
      const [pod, host, volume] = [longest(set.pods), longest(set.hosts), longest(set.volumes)];
      return [
        {
          what: `the StatefulSet '${set.name}'`,
          length: set.name.length,
          most: 63 - REVISION_SUFFIX,
          because: `a StatefulSet may have ${63 - REVISION_SUFFIX}, as its pods get a label of its name and ${REVISION_SUFFIX} more characters`,
        },
        { what: `the pod '${pod}'`, length: pod.length, most: 63, because: 'a host name may have 63' },
        { what: `the host '${host}'`, length: host.length, most: 253, because: 'a full host name may have 253' },
        { what: `the claim '${volume}-${pod}'`, length: volume.length + 1 + pod.length, most: 253, because: 'a claim may have 253' },
      ];
    }),
  ];
}
