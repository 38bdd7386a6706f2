import { child } from './finding';
import { JsonObject, kindOf, Manifest, namespaceOf, objectAt, objectNameOf, objectsAt, stringAt } from './manifest';

/** The pod that a workload makes, or a Pod itself. */
export interface PodTemplate {
  readonly owner: Manifest;
  /** `Kind namespace/name` of the owner */
  readonly object: string;
  readonly namespace: string;
  /** Where the template is in its owner; empty for a Pod. */
  readonly path: string;
  readonly metadata: JsonObject;
  readonly spec: JsonObject;
}

export interface Container {
  readonly container: JsonObject;
  readonly name: string;
  readonly path: string;
  readonly list: ContainerList;
}

type ContainerList = typeof CONTAINER_LISTS[number];
const CONTAINER_LISTS = ['initContainers', 'containers', 'ephemeralContainers'] as const;

const TEMPLATE_PATHS: Readonly<Record<string, readonly string[]>> = {
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Deployment: ['spec', 'template'],
  Job: ['spec', 'template'],
  Pod: [],
  PodTemplate: ['template'],
  ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
};

export function podTemplates(manifests: readonly Manifest[]): readonly PodTemplate[] {
  return manifests.flatMap((owner) => {
    const path = TEMPLATE_PATHS[kindOf(owner)];
    if (path === undefined) return [];
    const template = objectAt(owner, ...path);
    return [{
      owner,
      object: objectNameOf(owner),
      namespace: namespaceOf(owner),
      path: path.join('.'),
      metadata: objectAt(template, 'metadata'),
      spec: objectAt(template, 'spec'),
    }];
  });
}

/** The path of the pod's spec in its owner. */
export function specPath(template: PodTemplate): string {
  return child(template.path, 'spec');
}

/** Every container of the pod: init, ordinary and ephemeral. */
export function containersOf(template: PodTemplate): readonly Container[] {
  return CONTAINER_LISTS.flatMap((list) => objectsAt(template.spec, list).map((container, index) => ({
    container,
    name: stringAt(container, 'name') ?? `(number ${index})`,
    path: child(child(specPath(template), list), index),
    list,
  })));
}

/** A container that runs beside the others: an ordinary one, or an init container that restarts always (a sidecar). */
export function runsBesideOthers({ container, list }: Container): boolean {
  return list === 'containers' || (list === 'initContainers' && stringAt(container, 'restartPolicy') === 'Always');
}

/** A probe or lifecycle hook, which reaches the container by httpGet, tcpSocket or grpc. */
export interface Handler {
  readonly handler: JsonObject;
  readonly path: string;
}

export function handlersOf({ container, path }: Container): readonly Handler[] {
  const probes = ['startupProbe', 'readinessProbe', 'livenessProbe'].map((probe) => [probe]);
  const hooks = ['postStart', 'preStop'].map((hook) => ['lifecycle', hook]);
  return [...probes, ...hooks].map((keys) => ({ handler: objectAt(container, ...keys), path: keys.reduce<string>(child, path) }));
}
