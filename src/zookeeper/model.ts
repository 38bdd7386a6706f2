import { HeapPlan } from '../config/heap';
import { JvmModel, LoggingModel } from '../config/runtime-model';
import type { NetworkPeer } from '../kubernetes/network-peer';
import { NodeLabels, VolumeModel } from '../kubernetes/node-set';
import { HostSpread, Placement } from '../kubernetes/placement';
import { ResourcesModel } from '../kubernetes/resource-requirements';
import { Acknowledgement } from '../validation/finding';

/** A ZooKeeper ensemble with everything known. Plain data. */
export interface ZooKeeperModel {
  /** The construct's path, for messages. */
  readonly path: string;
  readonly name: string;
  readonly namespace?: string;
  readonly clusterDomain: string;
  readonly version: string;
  readonly image: string;
  readonly development: boolean;
  /** Whether a lifecycle Job starts and restarts the servers. */
  readonly served: boolean;
  readonly zones: readonly string[];
  /** The number of servers as declared, whatever it is. */
  readonly declaredNodes: number;
  readonly firstNodeId: number;
  readonly servers: readonly ServerModel[];
  /** Snapshots first; a second one is that of the transaction log. */
  readonly volumes: readonly VolumeModel[];
  /** How many volumes each of the two storages was declared with; ZooKeeper uses one. */
  readonly declaredVolumes: { readonly storage: number; readonly transactionLog: number };
  readonly resources: ResourcesModel;
  readonly heap: HeapPlan;
  readonly heapGiven: boolean;
  readonly jvm: JvmModel;
  readonly logging: LoggingModel;
  readonly placement: Placement;
  readonly hosts: HostSpread;
  /** Who may reach the port for clients; undefined: everybody. */
  readonly peers?: readonly NetworkPeer[];
  /** What the user set in zoo.cfg. */
  readonly config: Readonly<Record<string, string>>;
  readonly labels: NodeLabels;
  readonly annotations: NodeLabels;
  readonly acknowledgements: readonly Acknowledgement[];
}

/** An id is a byte (ZooKeeper Administrator's Guide, "myid"), so there are no more servers either. */
export const LARGEST_ID = 255;

export interface ServerModel {
  /** `myid`. */
  readonly id: number;
  readonly podName: string;
  readonly host: string;
}

/** The headless Service that gives every server its name. */
export function serversService(model: Pick<ZooKeeperModel, 'name'>): string {
  return `${model.name}-nodes`;
}

export function selectorOf(model: Pick<ZooKeeperModel, 'name'>): NodeLabels {
  return { 'app.kubernetes.io/name': 'zookeeper', 'app.kubernetes.io/instance': model.name, 'app.kubernetes.io/component': 'server' };
}
