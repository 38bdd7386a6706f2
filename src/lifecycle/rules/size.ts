import { Severity } from '../../validation/finding';
import { Rule } from '../../validation/rule';
import { JudgedLifecycle } from '../model';

/** `kubectl apply` copies an object into an annotation, of which all together may have 262,144 bytes: this leaves room for the others. */
const LARGEST = 250_000;

export const OBJECTS_CAN_BE_APPLIED: Rule<JudgedLifecycle> = {
  id: 'lifecycle.size',
  severity: Severity.ERROR,
  summary: `Each object of a lifecycle Job has less than ${LARGEST} bytes.`,
  why: 'kubectl apply copies an object into an annotation of itself, and Kubernetes refuses what is larger.',
  source: 'https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/, docs/lifecycle-job.md',
  *check({ written }) {
    for (const { object, bytes } of written) {
      if (bytes < LARGEST) { continue; }
      yield { property: object, value: `${bytes} bytes`, message: `${LARGEST} are too many`, mend: 'Declare a Job for each cluster, or fewer settings that differ from broker to broker.' };
    }
  },
};
