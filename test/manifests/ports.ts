import { Finding } from './finding';
import { selectorMatches } from './label-selector';
import { Json, JsonObject, Manifest, namespaceOf, objectAt, objectNameOf, objectsAt, ofKind, stringAt } from './manifest';
import { Container, containersOf, handlersOf, PodTemplate, podTemplates, runsBesideOthers } from './pod-template';
import { templatesOf } from './selectors';

/** Every port that is named or numbered somewhere is one that a container declares, once. */
export function portFindings(manifests: readonly Manifest[]): Finding[] {
  const templates = podTemplates(manifests);
  return [
    ...ofKind(manifests, 'Service').flatMap((service) => serviceFindings(service, templates)),
    ...ofKind(manifests, 'NetworkPolicy').flatMap((policy) => policyFindings(policy, templates)),
    ...ofKind(manifests, 'Ingress').flatMap((ingress) => ingressFindings(ingress, ofKind(manifests, 'Service'))),
    ...templates.flatMap((template) => [
      ...collisions(template),
      ...containersOf(template).flatMap((container) => handlerFindings(container, template.object)),
    ]),
  ];
}

function portsOf(containers: readonly Container[]): readonly JsonObject[] {
  return containers.flatMap(({ container }) => objectsAt(container, 'ports'));
}

function protocolOf(port: JsonObject): string {
  return stringAt(port, 'protocol') ?? 'TCP';
}

/** A port is asked for by its name or its number. */
function declares(ports: readonly JsonObject[], wanted: Json | undefined, protocol: string): boolean {
  return ports.some((port) => protocolOf(port) === protocol && (typeof wanted === 'number' ? port.containerPort === wanted : port.name === wanted));
}

/** targetPort is port where it is not given. A number need not be declared, but one that is not is most often a slip. */
function serviceFindings(service: Manifest, templates: readonly PodTemplate[]): Finding[] {
  const pods = templatesOf(service, templates);
  if (pods.length === 0) return [];
  return objectsAt(objectAt(service, 'spec'), 'ports').flatMap((port, at) => {
    const target = port.targetPort ?? port.port;
    if (pods.some((template) => declares(portsOf(containersOf(template).filter(runsBesideOthers)), target, protocolOf(port)))) return [];
    const problem = `no pod that the Service selects declares the ${protocolOf(port)} port ${JSON.stringify(target)}`;
    return [{ object: objectNameOf(service), path: `spec.ports[${at}].${port.targetPort === undefined ? 'port' : 'targetPort'}`, problem }];
  });
}

/** Ingress ports are those of the pods that the policy protects; egress ports are those of others. */
function policyFindings(policy: Manifest, templates: readonly PodTemplate[]): Finding[] {
  const spec = objectAt(policy, 'spec');
  const pods = templates.filter((template) => template.namespace === namespaceOf(policy)
    && selectorMatches(spec.podSelector, objectAt(template.metadata, 'labels')));
  return objectsAt(spec, 'ingress').flatMap((rule, number) => objectsAt(rule, 'ports').flatMap((port, at) => {
    if (port.port === undefined || port.endPort !== undefined) return [];
    if (pods.length === 0 || pods.some((template) => declares(portsOf(containersOf(template)), port.port, protocolOf(port)))) return [];
    const problem = `no pod that the policy protects declares the ${protocolOf(port)} port ${JSON.stringify(port.port)}`;
    return [{ object: objectNameOf(policy), path: `spec.ingress[${number}].ports[${at}].port`, problem }];
  }));
}

function ingressFindings(ingress: Manifest, services: readonly Manifest[]): Finding[] {
  return objectsAt(objectAt(ingress, 'spec'), 'rules').flatMap((rule, number) => objectsAt(objectAt(rule, 'http'), 'paths').flatMap((path, at) => {
    const backend = objectAt(path, 'backend', 'service');
    const service = services.find((each) => objectAt(each, 'metadata').name === backend.name && namespaceOf(each) === namespaceOf(ingress));
    const { name, number: wanted } = objectAt(backend, 'port');
    const ports = service === undefined ? [] : objectsAt(objectAt(service, 'spec'), 'ports');
    if (service === undefined || ports.some((port) => (name === undefined ? port.port === wanted : port.name === name))) return [];
    const problem = `${objectNameOf(service)} has no port ${JSON.stringify(name ?? wanted ?? null)}`;
    return [{ object: objectNameOf(ingress), path: `spec.rules[${number}].http.paths[${at}].backend.service.port`, problem }];
  }));
}

function handlerFindings(container: Container, object: string): Finding[] {
  const ports = portsOf([container]);
  return handlersOf(container).flatMap(({ handler, path }) => ['httpGet', 'tcpSocket', 'grpc'].flatMap((way) => {
    if (handler[way] === undefined) return [];
    const { port } = objectAt(handler, way);
    if (declares(ports, port, 'TCP')) return [];
    return [{ object, path: `${path}.${way}.port`, problem: `the container "${container.name}" declares no TCP port ${JSON.stringify(port ?? null)}` }];
  }));
}

/** The containers of a pod share its network: what runs side by side cannot listen on one port. Names are unique in the pod, as Services need them. */
function collisions(template: PodTemplate): Finding[] {
  const seen = new Set<string>();
  const findings: Finding[] = [];
  for (const { container, path } of containersOf(template).filter(runsBesideOthers)) {
    objectsAt(container, 'ports').forEach((port, at) => {
      const claims = [`${protocolOf(port)} port ${JSON.stringify(port.containerPort)}`];
      if (port.name !== undefined) claims.push(`port name ${JSON.stringify(port.name)}`);
      for (const claim of claims.filter((each) => seen.has(each))) {
        findings.push({ object: template.object, path: `${path}.ports[${at}]`, problem: `${claim} is taken by another port of the pod` });
      }
      claims.forEach((claim) => seen.add(claim));
    });
  }
  return findings;
}
