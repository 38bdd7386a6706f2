import { child, Finding } from './finding';
import { Manifest, objectAt, objectsAt, stringAt } from './manifest';
import { Container, containersOf, PodTemplate, podTemplates, specPath } from './pod-template';

/**
 * What this project asks of every pod beyond the restricted Pod Security Standard.
 *
 * @param withToken objects (`Kind namespace/name`) whose pods may hold a service account's token, because they speak with Kubernetes
 */
export function hardenedPodFindings(manifests: readonly Manifest[], withToken: readonly string[] = []): Finding[] {
  const templates = podTemplates(manifests);
  const stale = withToken.filter((object) => !templates.some((template) => template.object === object))
    .map((object) => ({ object, path: '', problem: 'is exempt from the rule on tokens, but makes no pod among the manifests: remove the exemption' }));
  return [...stale, ...templates.flatMap((template) => [
    ...podFindings(template),
    ...(withToken.includes(template.object) ? [] : tokenFindings(template)),
    ...containersOf(template).flatMap((container) => containerFindings(container, template)),
  ])];
}

function podFindings(template: PodTemplate): Finding[] {
  const { object, spec } = template;
  const findings: Finding[] = [];
  if (spec.enableServiceLinks !== false) {
    // Variables such as KAFKA_PORT, made from a Service's name, are read as configuration by many images.
    findings.push({ object, path: child(specPath(template), 'enableServiceLinks'), problem: 'must be false' });
  }
  if (spec.hostNetwork === true) findings.push({ object, path: child(specPath(template), 'hostNetwork'), problem: 'the host\'s network is forbidden' });
  objectsAt(spec, 'volumes').forEach((volume, index) => {
    if (volume.hostPath !== undefined) {
      findings.push({ object, path: child(child(specPath(template), 'volumes'), index), problem: 'a hostPath volume is forbidden' });
    }
  });
  return findings;
}

function tokenFindings(template: PodTemplate): Finding[] {
  const { object, spec } = template;
  const path = specPath(template);
  const findings: Finding[] = [];
  if (spec.automountServiceAccountToken !== false) {
    findings.push({ object, path: child(path, 'automountServiceAccountToken'), problem: 'must be false, or the object exempt' });
  }
  objectsAt(spec, 'volumes').forEach((volume, index) => objectsAt(objectAt(volume, 'projected'), 'sources').forEach((source, at) => {
    // A token for another audience is none for Kubernetes' API.
    if (source.serviceAccountToken !== undefined && stringAt(objectAt(source, 'serviceAccountToken'), 'audience') === undefined) {
      findings.push({ object, path: `${path}.volumes[${index}].projected.sources[${at}]`, problem: 'mounts a token for Kubernetes\' API: exempt the object, or leave it out' });
    }
  }));
  return findings;
}

function containerFindings({ container, path, list }: Container, { object }: PodTemplate): Finding[] {
  const findings: Finding[] = [];
  const find = (at: string, problem: string) => findings.push({ object, path: `${path}.${at}`, problem });

  if (objectAt(container, 'securityContext').readOnlyRootFilesystem !== true) find('securityContext.readOnlyRootFilesystem', 'must be true');
  // Kubernetes refuses resources on ephemeral containers.
  if (list !== 'ephemeralContainers') {
    const resources = objectAt(container, 'resources');
    if (objectAt(resources, 'limits').memory === undefined) find('resources.limits.memory', 'is missing: one pod could take the node\'s memory');
    for (const resource of ['cpu', 'memory']) {
      if (objectAt(resources, 'requests')[resource] === undefined) find(`resources.requests.${resource}`, 'is missing: the scheduler could not know what the pod needs');
    }
  }
  const problem = imageProblem(stringAt(container, 'image') ?? '');
  if (problem !== undefined) find('image', problem);
  return findings;
}

/** An image is named by a tag other than `latest`, or by its digest. */
function imageProblem(image: string): string | undefined {
  const [name, digest] = image.split('@');
  if (digest !== undefined && /^sha256:[0-9a-f]{64}$/.test(digest)) return undefined;
  const lastPart = name.slice(name.lastIndexOf('/') + 1);
  const colon = lastPart.indexOf(':');
  const tag = colon < 0 ? '' : lastPart.slice(colon + 1);
  if (digest !== undefined) return `"${image}" has a digest that is not sha256: and 64 hexadecimal digits`;
  if (tag === '') return `"${image}" has no tag, which means latest: name a version`;
  return tag === 'latest' ? `"${image}" is whatever is newest: name a version` : undefined;
}
