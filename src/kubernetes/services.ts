import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { NodeLabels } from './node-set';
import { objectMetadata } from './object-metadata';
import { ServicePort, ServiceSpec } from './wire';

export interface ServiceModel {
  readonly name: string;
  readonly labels: NodeLabels;
  readonly annotations: NodeLabels;
  readonly selector: NodeLabels;
  /** Known when the manifests are written: what is declared may still change them. */
  readonly ports: () => readonly ServicePort[];
}

/**
 * The Service that gives every pod of the selector a name of its own. A pod has its name before it is ready: the members of a quorum
 * must find each other in order to become ready.
 */
export function headlessService(scope: Construct, id: string, model: ServiceModel): ApiObject {
  return service(scope, id, model, { clusterIP: 'None', publishNotReadyAddresses: true });
}

/** A Service with one address, behind which are the pods that are ready. */
export function clusterService(scope: Construct, id: string, model: ServiceModel): ApiObject {
  return service(scope, id, model, { type: 'ClusterIP' });
}

function service(scope: Construct, id: string, model: ServiceModel, more: ServiceSpec): ApiObject {
  const spec: ServiceSpec = { ...more, selector: model.selector, ports: Lazy.any({ produce: model.ports }) };
  return new ApiObject(scope, id, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: objectMetadata(model.name, model.labels, model.annotations),
    spec,
  });
}
