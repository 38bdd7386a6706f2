import { Finding } from './finding';
import { labelsMatch, selectorMatches } from './label-selector';
import { isObject, Json, JsonObject, kindOf, Manifest, nameOf, namespaceOf, objectAt, objectNameOf, objectsAt, ofKind, stringAt } from './manifest';
import { PodTemplate, podTemplates, specPath } from './pod-template';

/** Every selector selects what it is meant to: the pods of its own workload, at least one pod, the pod itself. */
export function selectorFindings(manifests: readonly Manifest[]): Finding[] {
  const templates = podTemplates(manifests);
  return [
    ...ofKind(manifests, 'Service').flatMap((service) => serviceFindings(service, templates)),
    ...ofKind(manifests, 'PodDisruptionBudget').flatMap((budget) => selectsNothing(budget, 'spec.selector', objectAt(budget, 'spec').selector, templates)),
    ...ofKind(manifests, 'NetworkPolicy').flatMap((policy) => selectsNothing(policy, 'spec.podSelector', objectAt(policy, 'spec').podSelector, templates)),
    ...templates.flatMap((template) => [
      ...workloadFindings(template, templates),
      ...budgetFindings(template, ofKind(manifests, 'PodDisruptionBudget')),
      ...placementFindings(template, templates),
    ]),
    ...ofKind(manifests, 'StatefulSet').flatMap((set) => governingServiceFindings(set, manifests, templates)),
  ];
}

/** The labels of the pods, with those that the workload's controller adds. */
function labelsOf({ owner, metadata }: PodTemplate): JsonObject {
  const labels = objectAt(metadata, 'labels');
  const name = nameOf(owner);
  return kindOf(owner) === 'Job' ? { ...labels, 'job-name': name, 'batch.kubernetes.io/job-name': name } : labels;
}

/** The templates whose pods a Service sends to. Used for its ports too. */
export function templatesOf(service: Manifest, templates: readonly PodTemplate[]): readonly PodTemplate[] {
  const selector = objectAt(service, 'spec').selector;
  if (!isObject(selector) || Object.keys(selector).length === 0) return [];
  return templates.filter((template) => template.namespace === namespaceOf(service)
    && labelsMatch(withoutPodIdentity(selector, template), labelsOf(template)));
}

const POD_NAME = 'statefulset.kubernetes.io/pod-name';
const POD_INDEX = 'apps.kubernetes.io/pod-index';

/**
 * A StatefulSet labels each of its pods with its name and ordinal, which no template can hold: without these, if the set has such a pod.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-name-label
 */
function withoutPodIdentity(selector: JsonObject, { owner }: PodTemplate): JsonObject {
  if (kindOf(owner) !== 'StatefulSet') return selector;
  const prefix = `${nameOf(owner)}-`;
  const isOurs = (label: string, value: Json) => typeof value === 'string' && (label === POD_NAME
    ? value.startsWith(prefix) && isOrdinalOf(owner, value.slice(prefix.length))
    : label === POD_INDEX && isOrdinalOf(owner, value));
  return Object.fromEntries(Object.entries(selector).filter(([label, value]) => !isOurs(label, value)));
}

function isOrdinalOf(set: Manifest, text: string): boolean {
  return /^(0|[1-9]\d*)$/.test(text) && hasOrdinal(set, Number(text));
}

/** Whether a StatefulSet may have this ordinal; one without `replicas` is scaled by others, so every ordinal from the first on is its. */
export function hasOrdinal(set: Manifest, ordinal: number): boolean {
  const spec = objectAt(set, 'spec');
  const first = objectAt(spec, 'ordinals').start;
  const start = typeof first === 'number' ? first : 0;
  return ordinal >= start && (typeof spec.replicas !== 'number' || ordinal < start + spec.replicas);
}

function serviceFindings(service: Manifest, templates: readonly PodTemplate[]): Finding[] {
  if (objectAt(service, 'spec').selector === undefined || templatesOf(service, templates).length > 0) return [];
  return [{ object: objectNameOf(service), path: 'spec.selector', problem: `selects no pod of these manifests: ${JSON.stringify(objectAt(service, 'spec').selector)}` }];
}

function selectsNothing(manifest: Manifest, path: string, selector: Json | undefined, templates: readonly PodTemplate[]): Finding[] {
  const selected = templates.filter((template) => selectorMatches(selector, labelsOf(template)));
  if (selected.some(({ namespace }) => namespace === namespaceOf(manifest))) return [];
  return [{ object: objectNameOf(manifest), path, problem: `selects no pod of these manifests: ${JSON.stringify(selector) ?? 'it is missing'}` }];
}

/** A Job's selector is made by Kubernetes, unless it says manualSelector. */
function workloadFindings(template: PodTemplate, templates: readonly PodTemplate[]): Finding[] {
  const { owner, object } = template;
  if (!['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'].includes(kindOf(owner))) return [];
  const selector = objectAt(owner, 'spec').selector;
  const own: Finding[] = selectorMatches(selector, labelsOf(template)) ? [] : [{
    object, path: 'spec.selector', problem: `does not match the labels of its own pods, ${JSON.stringify(labelsOf(template))}`,
  }];
  const others = templates
    .filter((other) => other !== template && other.namespace === template.namespace && selectorMatches(selector, labelsOf(other)))
    .map((other) => ({ object, path: 'spec.selector', problem: `also matches the pods of ${other.object}` }));
  return [...own, ...others];
}

/** @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/ : the eviction of a pod with two budgets fails */
function budgetFindings(template: PodTemplate, budgets: readonly Manifest[]): Finding[] {
  const matching = budgets.filter((budget) => namespaceOf(budget) === template.namespace
    && selectorMatches(objectAt(budget, 'spec').selector, labelsOf(template)));
  if (matching.length < 2) return [];
  const problem = `has ${matching.length} disruption budgets (${matching.map(objectNameOf).join(', ')}): its pods could not be evicted`;
  return [{ object: template.object, path: `${template.path}.metadata.labels`, problem }];
}

/** Pods keep apart from, or spread among, their like; to be near others is sound if there are such others. */
function placementFindings(template: PodTemplate, templates: readonly PodTemplate[]): Finding[] {
  const { object, spec } = template;
  const path = specPath(template);
  const labels = labelsOf(template);
  const apart: readonly (readonly [string, JsonObject])[] = [
    ...objectsAt(spec, 'topologySpreadConstraints').map((constraint, at) => [`${path}.topologySpreadConstraints[${at}]`, constraint] as const),
    ...affinityTerms(spec, 'podAntiAffinity', path),
  ];
  const findings = apart.filter(([, term]) => !selectorMatches(term.labelSelector, labels))
    .map(([at, term]) => ({ object, path: `${at}.labelSelector`, problem: `does not match the pod itself: ${JSON.stringify(term.labelSelector) ?? 'it is missing'}` }));
  const near = affinityTerms(spec, 'podAffinity', path)
    .filter(([, term]) => !templates.some((other) => selectorMatches(term.labelSelector, labelsOf(other))))
    .map(([at, term]) => ({ object, path: `${at}.labelSelector`, problem: `selects no pod of these manifests: ${JSON.stringify(term.labelSelector) ?? 'it is missing'}` }));
  return [...findings, ...near];
}

function affinityTerms(spec: JsonObject, field: string, path: string): readonly (readonly [string, JsonObject])[] {
  const affinity = objectAt(spec, 'affinity', field);
  const at = `${path}.affinity.${field}`;
  return [
    ...objectsAt(affinity, REQUIRED).map((term, number) => [`${at}.${REQUIRED}[${number}]`, term] as const),
    ...objectsAt(affinity, PREFERRED).map((term, number) => [`${at}.${PREFERRED}[${number}].podAffinityTerm`, objectAt(term, 'podAffinityTerm')] as const),
  ];
}

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

/** The Service that gives the pods of a set their DNS names. */
function governingServiceFindings(set: Manifest, manifests: readonly Manifest[], templates: readonly PodTemplate[]): Finding[] {
  const name = stringAt(objectAt(set, 'spec'), 'serviceName');
  const find = (problem: string): Finding[] => [{ object: objectNameOf(set), path: 'spec.serviceName', problem }];
  if (name === undefined || name === '') return find('is missing: the pods would have no DNS names');
  const service = ofKind(manifests, 'Service').find((each) => nameOf(each) === name && namespaceOf(each) === namespaceOf(set));
  if (service === undefined) return find(`names the Service "${name}", which is not among the manifests`);
  if (objectAt(service, 'spec').clusterIP !== 'None') return find(`the Service "${name}" is not headless (clusterIP: None): the pods would have no DNS names`);
  return templatesOf(service, templates).some(({ owner }) => owner === set) ? [] : find(`the Service "${name}" does not select the set's pods`);
}
