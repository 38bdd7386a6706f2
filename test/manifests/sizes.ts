import { Yaml } from 'cdk8s';
import { Finding } from './finding';
import { Manifest, objectNameOf } from './manifest';

/**
 * `kubectl apply` copies the whole object into an annotation, of which all together may have 262,144 bytes: this leaves room for the others.
 *
 * @see https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/
 */
export const LARGEST_OBJECT = 250_000;

/** Every object is below 250,000 bytes, as JSON (which kubectl keeps) and as the YAML that CDK8s writes. */
export function sizeFindings(manifests: readonly Manifest[]): Finding[] {
  return manifests.flatMap((manifest) => {
    const json = Buffer.byteLength(JSON.stringify(manifest));
    const yaml = Buffer.byteLength(Yaml.stringify(manifest));
    return [['JSON', json] as const, ['YAML', yaml] as const].filter(([, size]) => size >= LARGEST_OBJECT).map(([form, size]) => ({
      object: objectNameOf(manifest), path: '', problem: `has ${size} bytes as ${form}, ${LARGEST_OBJECT} are too many`,
    }));
  });
}
