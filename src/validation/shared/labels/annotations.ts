import { labelKeyProblem } from '../../../kubernetes/label-syntax';
import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { NamedObject } from '../../subjects';

/** `TotalAnnotationSizeLimitB` in Kubernetes' API machinery: all keys and values of an object together. */
const MOST_BYTES = 256 * 1024;

export const ANNOTATIONS_ARE_WELL_FORMED: Rule<NamedObject> = {
  id: 'labels.annotations',
  severity: Severity.ERROR,
  summary: "Annotations have keys as labels have them, hold at most 256 KiB together, and keep out of the library's own.",
  why: 'Kubernetes refuses every object that carries others; the own ones tell pods apart that have to be restarted.',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/#syntax-and-character-set',
  *check({ metadata }) {
    for (const { prefix, annotations } of metadata) {
      for (const [key, value] of Object.entries(annotations)) {
        // Kubernetes judges an annotation's key in lower case.
        const problem = labelKeyProblem(key.toLowerCase());
        const property = `${prefix}annotations '${key}'`;
        if (problem) {
          yield { property, value, message: `the annotation's key must ${problem}`, mend: 'Rename the annotation.' };
        } else if (key.startsWith('cdk8s-kafka/')) {
          yield { property, value, message: 'this annotation is set by the library', mend: 'Use another one.' };
        }
      }
      const bytes = Object.entries(annotations).reduce((n, [key, value]) => n + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
      if (bytes > MOST_BYTES) {
        yield { property: `${prefix}annotations`, value: '', message: `they hold ${bytes} bytes, and Kubernetes takes ${MOST_BYTES} on one object`, mend: 'Shorten them.' };
      }
    }
  },
};
