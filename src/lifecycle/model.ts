import type { _DeclaredTrigger } from './lifecycle-trigger';
import { LIFECYCLE_PODS } from './pods';
import { NodeLabels } from '../kubernetes/node-set';
import { Placement } from '../kubernetes/placement';
import { ResourcesModel } from '../kubernetes/resource-requirements';
import { Acknowledgement } from '../validation/finding';

/** A lifecycle Job with everything known: what was declared, every default filled in. Plain data. Renderers turn it into manifests. */
export interface LifecycleModel {
  readonly name: string;
  readonly namespace?: string;
  readonly trigger: _DeclaredTrigger;
  /** Only says what it would do. */
  readonly dryRun: boolean;
  readonly image: string;
  readonly policy: PolicyModel;
  readonly deadlineSeconds: number;
  /** How long a finished Job stays; for ever if undefined. */
  readonly ttlSeconds?: number;
  readonly resources: ResourcesModel;
  readonly placement: Placement;
  readonly labels: NodeLabels;
  readonly annotations: NodeLabels;
  readonly logLayout: 'text' | 'json';
  readonly metricsPort?: number;
}

/** A lifecycle Job with all that the rules judge: what it looks after, and how large its objects have become. */
export interface JudgedLifecycle extends LifecycleModel {
  /** The construct's path, for messages. */
  readonly path: string;
  /** Ensembles first. */
  readonly served: readonly ServedModel[];
  /** The objects that grow with the clusters, as they are written. None as long as a cluster has errors of its own: it may not be possible to write it. */
  readonly written: readonly WrittenObject[];
  readonly acknowledgements: readonly Acknowledgement[];
}

export interface PolicyModel {
  readonly concurrency: number;
  readonly inSyncMargin: number;
  readonly unavoidable: 'accept' | 'refuse';
  readonly noProgressSeconds: number;
  readonly preferredLeaders: boolean;
  readonly undeclaredSettings: 'report' | 'remove';
  readonly rebalance: RebalanceModel;
}

/** When and how replicas move between brokers, in the units of the declaration, so that messages can name its values. */
export interface RebalanceModel {
  readonly when: 'never' | 'scale' | 'drift';
  /** Of no account but with `drift`. */
  readonly driftPercent: number;
  readonly diskBandPercent: number;
  readonly replicaBandPercent: number;
  readonly leaderBandPercent: number;
  readonly volumeBandPercent: number;
  readonly volumeBytes: number;
  /** Undefined with the policy `never`. */
  readonly lostVolumeSeconds?: number;
  readonly emptyVolumes: readonly VolumeModel[];
  readonly networkInBandPercent?: number;
  readonly networkOutBandPercent?: number;
  readonly leaderBytesBandPercent?: number;
  readonly topicBandPercent?: number;
  readonly loadWindowSeconds: number;
  readonly prometheus?: PrometheusModel;
  readonly diskLimitPercent: number;
  readonly limits: LimitsModel;
  readonly brokerLimits: readonly BrokerLimitsModel[];
  readonly excludedTopics: readonly string[];
  /** What a broker's network carries in a second. */
  readonly networkBytes: number;
  readonly networkSharePercent: number;
  readonly leastNetworkSharePercent: number;
  readonly windows: readonly WindowModel[];
  readonly movesPerBroker: number;
  readonly moves: number;
  readonly bytesInFlight: number;
  readonly approval: 'automatic' | 'required';
}

/** What a broker may have at most: replicas, and what it receives and sends in a second. */
export interface LimitsModel {
  readonly replicas?: number;
  readonly networkInBytes?: number;
  readonly networkOutBytes?: number;
}

/** The same of single brokers, by their ids. */
export interface BrokerLimitsModel {
  readonly nodes: readonly number[];
  readonly limits: LimitsModel;
}

/** A volume by its position in the storage of a broker. */
export interface VolumeModel {
  readonly node: number;
  readonly volume: number;
}

/** A time of day in which moves may begin, as declared. */
export interface WindowModel {
  /** `22:00`. */
  readonly from: string;
  readonly to: string;
  readonly days: readonly string[];
  readonly timeZone: string;
}

export interface PrometheusModel {
  readonly url: string;
  readonly bytesIn?: string;
  readonly bytesOut?: string;
  readonly latency?: string;
  readonly mostLatencyMillis?: number;
}

/** A cluster or an ensemble that the Job looks after. */
export interface ServedModel {
  readonly kind: 'cluster' | 'ensemble';
  /** The construct's path. */
  readonly path: string;
  readonly namespace?: string;
  /** Whether it is in the Job's own App. */
  readonly sameApp: boolean;
  /** Whether it is in the Job's own chart. */
  readonly sameChart: boolean;
  /** How often the Job was given it. */
  readonly times: number;
  /** The paths of the Jobs that change it. */
  readonly jobs: readonly string[];
  /** The log directories of each broker, by its id, in the order of its volumes. */
  readonly logDirs: Readonly<Record<number, readonly string[]>>;
  /** Whether the first volume of each node holds the metadata log of KRaft, too. */
  readonly metadataLog: boolean;
  /** The listeners between nodes at which it cannot log in, as declared. */
  readonly barred: readonly string[];
  /** What patches have set that a Job decides, by set: `/spec/replicas` and its value. */
  readonly patches: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface WrittenObject {
  /** `ConfigMap lifecycle-program`. */
  readonly object: string;
  /** As JSON. */
  readonly bytes: number;
}

/** Whether the Job changes anything: only then the sets leave to it how many nodes there are and when they restart. */
export function changesClusters(trigger: _DeclaredTrigger): boolean {
  return trigger.kind !== 'report';
}

/** Whether a tool waits for the run and takes its end for that of the whole deployment. */
export function isHook(trigger: _DeclaredTrigger): boolean {
  return trigger.kind === 'argo-cd' || trigger.kind === 'helm';
}

/** The throttle: how many bytes a second a broker may send, and receive, of what moves. */
export function throttleOf({ networkBytes, networkSharePercent }: RebalanceModel): number {
  return Math.floor(networkBytes * networkSharePercent / 100);
}

/** Whether anything is planned by what is written and read. */
export function isLoadPlanned(model: RebalanceModel): boolean {
  const bands = [model.networkInBandPercent, model.networkOutBandPercent, model.leaderBytesBandPercent];
  const limits = [model.limits, ...model.brokerLimits.map((each) => each.limits)];
  return [...bands, ...limits.flatMap((its) => [its.networkInBytes, its.networkOutBytes])].some((goal) => goal !== undefined);
}

/** With less nothing ever comes to an end: a terabyte takes twelve days. */
export const SLOWEST_THROTTLE = 1024 ** 2;

/** To how much the throttle is lowered at most. */
export function leastThrottleOf(model: RebalanceModel): number {
  return Math.min(throttleOf(model), Math.max(SLOWEST_THROTTLE, Math.floor(model.networkBytes * model.leastNetworkSharePercent / 100)));
}

/** Labels of the Job's own objects. None of a cluster's selectors finds its pod by them. */
export function selectorOf({ name }: Pick<LifecycleModel, 'name'>): NodeLabels {
  return { 'app.kubernetes.io/name': LIFECYCLE_PODS['app.kubernetes.io/name'], 'app.kubernetes.io/instance': name, 'app.kubernetes.io/component': LIFECYCLE_PODS['app.kubernetes.io/component'] };
}

/** The names of the Job's objects. */
export function objectNames(name: string): { readonly account: string; readonly desiredState: string; readonly program: string } {
  return { account: name, desiredState: `${name}-desired-state`, program: `${name}-program` };
}
