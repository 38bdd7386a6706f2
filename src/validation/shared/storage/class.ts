import { subdomainProblem } from '../../../kubernetes/dns-name';
import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { ServerGroup } from '../../subjects';

export const STORAGE_CLASSES_HAVE_VALID_NAMES: Rule<ServerGroup> = {
  id: 'storage.class',
  severity: Severity.ERROR,
  summary: 'The name of a StorageClass is one that Kubernetes takes.',
  why: 'There can be no class of another name, so the claims would stay pending for ever.',
  source: 'https://kubernetes.io/docs/concepts/storage/storage-classes/',
  *check({ volumes }) {
    for (const { property, storageClass } of volumes) {
      const problem = storageClass === undefined ? undefined : subdomainProblem(storageClass);
      if (problem) {
        yield {
          property: `${property} storageClass`,
          value: storageClass || "''",
          message: `it must ${problem}`,
          mend: 'Use a name that `kubectl get storageclass` shows, or leave it out for the default class.',
        };
      }
    }
  },
};
