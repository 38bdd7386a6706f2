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
