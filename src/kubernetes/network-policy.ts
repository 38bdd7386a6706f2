import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import type { NetworkPeer } from './network-peer';
import { NodeLabels } from './node-set';
import { objectMetadata } from './object-metadata';
import { NetworkPolicySpec } from './wire';

/** Ports, and who may reach them. */
export interface Flow {
  readonly ports: readonly number[];
  /** Undefined: everybody. */
  readonly from?: readonly NetworkPeer[];
}

export interface NetworkPolicyModel {
  readonly name: string;
  readonly labels: NodeLabels;
  readonly annotations: NodeLabels;
  readonly selector: NodeLabels;
  /** Known when the manifests are written: what is declared may still change them. */
  readonly flows: () => readonly Flow[];
}

/**
 * What may reach the pods of the selector, and nothing else. What they reach themselves is not limited: names, and whatever plugins ask, are not declared here.
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function networkPolicy(scope: Construct, id: string, model: NetworkPolicyModel): ApiObject {
  return new ApiObject(scope, id, {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: objectMetadata(model.name, model.labels, model.annotations),
    spec: Lazy.any({ produce: () => specOf(model) }),
  });
}

function specOf({ selector, flows }: NetworkPolicyModel): NetworkPolicySpec {
  return {
    podSelector: { matchLabels: selector },
    policyTypes: ['Ingress'],
    // A peer for nobody would be read as everybody.
    ingress: flows().filter(({ from }) => from?.length !== 0).map(({ ports, from }) => ({
      ...(from === undefined ? {} : { from: from.map(peerOf) }),
      ports: ports.map((port) => ({ protocol: 'TCP', port })),
    })),
  };
}

type PolicyPeer = NonNullable<NonNullable<NonNullable<NetworkPolicySpec['ingress']>[number]['from']>[number]>;

function peerOf({ podLabels, namespaceLabels, cidr }: NetworkPeer): PolicyPeer {
  if (cidr !== undefined) { return { ipBlock: { cidr } }; }
  return {
    ...(podLabels === undefined && namespaceLabels !== undefined ? {} : { podSelector: { matchLabels: { ...podLabels } } }),
    ...(namespaceLabels === undefined ? {} : { namespaceSelector: { matchLabels: { ...namespaceLabels } } }),
  };
}
