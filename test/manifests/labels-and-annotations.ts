import { labelKey, labelValue } from './dns-names';
import { child, Finding } from './finding';
import { isObject, Json, JsonObject, Manifest, objectNameOf } from './manifest';

/** apimachinery pkg/api/validation: TotalAnnotationSizeLimitB */
const ANNOTATIONS_LIMIT = 256 * 1024;

/** Fields that hold labels, wherever they are: of objects, templates and claim templates, and in selectors. */
const LABEL_FIELDS: readonly string[] = ['labels', 'matchLabels', 'nodeSelector'];

/** Labels and annotations, wherever they stand in the object, are ones that Kubernetes takes. */
export function labelFindings(manifests: readonly Manifest[]): Finding[] {
  return manifests.flatMap((manifest) => within(manifest, '', '', manifest).map(([path, problem]) => ({ object: objectNameOf(manifest), path, problem })));
}

type Problem = readonly [path: string, problem: string];

function within(value: Json, path: string, field: string, manifest: Manifest): Problem[] {
  if (Array.isArray(value)) return value.flatMap((each: Json, at: number) => within(each, child(path, at), '', manifest));
  if (!isObject(value)) return [];
  if (LABEL_FIELDS.includes(field) || (manifest.kind === 'Service' && path === 'spec.selector')) return labelProblems(value, path);
  if (field === 'annotations') return annotationProblems(value, path);
  // What a ConfigMap or a Secret holds is the program's matter.
  return Object.entries(value).filter(([key]) => !['data', 'binaryData', 'stringData'].includes(key))
    .flatMap(([key, each]) => within(each, child(path, key), key, manifest));
}

function labelProblems(labels: JsonObject, path: string): Problem[] {
  return Object.entries(labels).flatMap(([key, value]) => {
    const problems = [labelKey(key), typeof value === 'string' ? labelValue(value) : `${JSON.stringify(value)} is no text`];
    return problems.filter((problem) => problem !== undefined).map((problem): Problem => [child(path, key), problem]);
  });
}

/** The keys of annotations are checked in lower case. apimachinery pkg/api/validation: ValidateAnnotations */
function annotationProblems(annotations: JsonObject, path: string): Problem[] {
  const keys = Object.entries(annotations).flatMap(([key, value]) => {
    const problems = [labelKey(key.toLowerCase()), typeof value === 'string' ? undefined : `${JSON.stringify(value)} is no text`];
    return problems.filter((problem) => problem !== undefined).map((problem): Problem => [child(path, key), problem]);
  });
  const size = Object.entries(annotations).reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(String(value)), 0);
  return size > ANNOTATIONS_LIMIT ? [...keys, [path, `all annotations have ${size} bytes, Kubernetes takes ${ANNOTATIONS_LIMIT}`]] : keys;
}
