import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { objectMetadata } from './object-metadata';
import { quantity } from './quantity';
import { StatefulSet } from './stateful-set';
import { PersistentVolumeClaimSpec, PodSpec, StatefulSetSpec } from './wire';

export type NodeLabels = Readonly<Record<string, string>>;

/** One volume of every node of a set. */
export interface VolumeModel {
  /** The claim template's name: a claim is named `<volume>-<set>-<ordinal>`. */
  readonly name: string;
  readonly mountPath: string;
  readonly kind: 'persistent' | 'ephemeral';
  readonly bytes?: number;
  readonly storageClass?: string;
}

/** What a set of nodes is made of that cannot change later: the objects' names, ids and selectors. */
export interface NodeSetIdentity {
  readonly name: string;
  readonly serviceName: string;
  /** The ordinal of the first node: the number at the end of a pod's name is the node's id. */
  readonly firstOrdinal: number;
  readonly nodes: number;
  readonly selector: NodeLabels;
  readonly labels: NodeLabels;
  readonly annotations: NodeLabels;
  readonly volumes: readonly VolumeModel[];
}

/** What may change from one synthesis to the next, and with it the pods. */
export interface NodeSetContent {
  readonly podLabels: NodeLabels;
  readonly podAnnotations: NodeLabels;
  readonly pod: PodSpec;
  /** How long a new pod must have been ready before the next one is replaced. */
  readonly minReadySeconds: number;
  readonly update: 'RollingUpdate' | 'OnDelete';
}

/**
 * The class that a claim template names. It cannot exist (a StorageClass' name has no capitals), so that a node whose claim was not
 * declared stays pending instead of taking a new, empty volume.
 */
const CLAIMS_ARE_DECLARED_APART = 'claims-are-declared-apart';

/** Claims, and Secrets that a run has filled, are never pruned: Argo CD, Flux, Helm. */
export const KEEP: NodeLabels = {
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
  'helm.sh/resource-policy': 'keep',
};

/**
 * Nodes with an identity: a StatefulSet, and a claim of its own for each node and volume. A StatefulSet's claim templates are immutable;
 * a claim that is an object of its own grows by an ordinary apply, and the StatefulSet adopts it by its name.
 */
export class NodeSet extends Construct {
  public readonly statefulSet: StatefulSet;
  public readonly claims: readonly ApiObject[];

  /**
   * @param served whether a lifecycle Job decides how many pods there are, and replaces them: the manifest then says nothing of either. A number that is in no manifest, at no
   * time, is left as it is by whoever applies it.
   */
  constructor(
    scope: Construct, id: string, private readonly identity: NodeSetIdentity, content: () => NodeSetContent, served: () => boolean = () => false,
  ) {
    super(scope, id);
    // Claims come first in the manifests: one that the set finds missing would be made from the template.
    this.claims = identity.volumes.filter((v) => v.kind === 'persistent').flatMap((volume) => this.claimsOf(volume));
    this.statefulSet = new StatefulSet(this, 'Resource', {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: objectMetadata(identity.name, identity.labels, identity.annotations),
      spec: Lazy.any({ produce: () => statefulSetSpec(identity, content(), served()) }),
    }, served);
  }

  private claimsOf(volume: VolumeModel): ApiObject[] {
    return Array.from({ length: this.identity.nodes }, (_, i) => this.identity.firstOrdinal + i).map((ordinal) => {
      const spec: PersistentVolumeClaimSpec = {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: quantity(volume.bytes ?? 0) } },
        ...(volume.storageClass !== undefined ? { storageClassName: volume.storageClass } : {}),
      };
      return new ApiObject(this, `${volume.name}-${ordinal}`, {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: objectMetadata(`${volume.name}-${this.identity.name}-${ordinal}`, this.identity.labels, { ...this.identity.annotations, ...KEEP }),
        spec,
      });
    });
  }
}

function statefulSetSpec(identity: NodeSetIdentity, content: NodeSetContent, served: boolean): StatefulSetSpec {
  const ephemeral = identity.volumes.filter((v) => v.kind === 'ephemeral');
  const persistent = identity.volumes.filter((v) => v.kind === 'persistent');
  return {
    serviceName: identity.serviceName,
    ...(served ? {} : { replicas: identity.nodes }),
    ordinals: { start: identity.firstOrdinal },
    // A quorum forms only when its members start together.
    podManagementPolicy: 'Parallel',
    // The Job looks at the servers themselves before it goes on.
    minReadySeconds: served ? 0 : content.minReadySeconds,
    updateStrategy: { type: served ? 'OnDelete' : content.update },
    selector: { matchLabels: identity.selector },
    template: {
      metadata: { labels: { ...content.podLabels, ...identity.labels, ...identity.selector }, annotations: content.podAnnotations },
      spec: {
        ...content.pod,
        volumes: [
          ...(content.pod.volumes ?? []),
          ...ephemeral.map((v) => ({ name: v.name, emptyDir: v.bytes === undefined ? {} : { sizeLimit: quantity(v.bytes) } })),
        ],
      },
    },
    ...(persistent.length === 0 ? {} : {
      volumeClaimTemplates: persistent.map((v) => ({
        metadata: { name: v.name },
        // The same whatever the volumes' size and class: this part of the set can never be changed.
        spec: { accessModes: ['ReadWriteOnce'], storageClassName: CLAIMS_ARE_DECLARED_APART, resources: { requests: { storage: '1Gi' } } },
      })),
    }),
  };
}
