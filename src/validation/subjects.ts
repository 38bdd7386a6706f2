import { HeapPlan, JvmRole } from '../config/heap';
import { LoggingFramework } from '../config/logging';
import { JvmModel, LoggingModel } from '../config/runtime-model';
import { NodeLabels, VolumeModel } from '../kubernetes/node-set';
import { Placement } from '../kubernetes/placement';
import { ResourcesModel } from '../kubernetes/resource-requirements';

/**
 * What rules that hold for every kind of server look at. Kafka and ZooKeeper show their models in these three forms; a rule written for one of
 * them is the same rule for both.
 */

/** A cluster or an ensemble as a whole: its names and what is said once for all its objects. */
export interface Installation {
  readonly name: string;
  readonly namespace?: string;
  readonly clusterDomain: string;
  readonly development: boolean;
  readonly zones: readonly string[];
  readonly image: string;
  readonly logging: LoggingModel;
  readonly framework: LoggingFramework;
  /** Whoever's labels and annotations they are: `''`, or `brokers.`. */
  readonly metadata: readonly { readonly prefix: string; readonly labels: NodeLabels; readonly annotations: NodeLabels }[];
  readonly services: readonly string[];
  readonly sets: readonly InstalledSet[];
}

/** What a cluster and an ensemble say in the same words. */
type SaidAlike = Pick<Installation, 'name' | 'namespace' | 'clusterDomain' | 'development' | 'zones' | 'image' | 'logging'>;

/** A model as an installation: what all models say alike, and what only this kind of model knows. */
export function installation(model: SaidAlike, own: Omit<Installation, keyof SaidAlike>): Installation {
  const { name, namespace, clusterDomain, development, zones, image, logging } = model;
  return { name, namespace, clusterDomain, development, zones, image, logging, ...own };
}

/** What has a name, an image, labels and annotations of the user's choice, whatever else it is. */
export type NamedObject = Pick<Installation, 'name' | 'namespace' | 'image' | 'metadata'>;

/** The names of a StatefulSet and of what belongs to it. */
export interface InstalledSet {
  readonly name: string;
  readonly volumes: readonly string[];
  readonly pods: readonly string[];
  readonly hosts: readonly string[];
}

/** Nodes of the same kind, resources and storage. */
export interface ServerGroup {
  /** What stands before their properties: `brokers.`, or nothing. */
  readonly prefix: string;
  /** One of them, in words. */
  readonly noun: string;
  readonly role: JvmRole;
  readonly development: boolean;
  readonly zones: readonly string[];
  readonly resources: ResourcesModel;
  readonly heap: HeapPlan;
  readonly heapGiven: boolean;
  readonly jvm: JvmModel;
  readonly placement: Placement;
  /** Each volume, with the property that declares it. */
  readonly volumes: readonly (Pick<VolumeModel, 'kind' | 'bytes' | 'storageClass'> & { readonly property: string })[];
}

/** What the models of all nodes say in the same words. */
interface NodesModel extends Pick<ServerGroup, 'resources' | 'heap' | 'heapGiven' | 'jvm' | 'placement'> {
  readonly volumes: readonly VolumeModel[];
}

/** How the user names the nodes and what is theirs. */
interface NodesWording extends Pick<ServerGroup, 'prefix' | 'noun' | 'role'> {
  /** The property by which the i-th volume was declared. */
  volumeProperty(i: number): string;
}

/** Nodes as a group: what all models say alike of them, in the user's words. */
export function serverGroup(
  { development, zones }: Pick<Installation, 'development' | 'zones'>, { resources, heap, heapGiven, jvm, placement, volumes }: NodesModel, wording: NodesWording,
): ServerGroup {
  const { prefix, noun, role } = wording;
  return {
    prefix,
    noun,
    role,
    development,
    zones,
    resources,
    heap,
    heapGiven,
    jvm,
    placement,
    volumes: volumes.map(({ kind, bytes, storageClass }, i) => ({ kind, bytes, storageClass, property: wording.volumeProperty(i) })),
  };
}

/** A pod of whatever kind: where it may run, on what processors. */
export type PlacedPod = Pick<ServerGroup, 'prefix' | 'zones' | 'placement' | 'resources'>;

/** Servers of which a majority must always be there. */
export interface Quorum {
  /** The property that says how many there are. */
  readonly property: string;
  /** Several of them, in words. */
  readonly noun: string;
  readonly members: number;
  readonly zones: readonly string[];
  readonly development: boolean;
}
