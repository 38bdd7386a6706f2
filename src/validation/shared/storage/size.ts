import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { ServerGroup } from '../../subjects';

const SMALLEST = 1024 ** 2;

export const VOLUMES_HAVE_A_SIZE: Rule<ServerGroup> = {
  id: 'storage.size',
  severity: Severity.ERROR,
  summary: "A volume's size is a number of at least 1 MiB.",
  why: 'Kubernetes refuses a claim of nothing, and nothing that stores data starts on less.',
  source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#persistentvolumeclaims',
  *check({ volumes }) {
    for (const { property, kind, bytes } of volumes) {
      if (bytes === undefined || (bytes >= SMALLEST && Number.isSafeInteger(bytes))) { continue; }
      yield {
        property,
        value: `${bytes} bytes`,
        message: kind === 'persistent' ? 'no volume can have this size' : 'no volume can have this limit',
        mend: 'State a whole size of 1 MiB or more, for example Size.gibibytes(100).',
      };
    }
  },
};
