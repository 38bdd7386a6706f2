import { NodeLabels } from './node-set';
import { HostSpread, Placement } from './placement';
import { Affinity, PodSpec, TopologySpreadConstraint } from './wire';

/** The well-known label of a Kubernetes node's zone. */
export const ZONE_LABEL = 'topology.kubernetes.io/zone';
const HOST_LABEL = 'kubernetes.io/hostname';

export interface SchedulingModel {
  readonly placement: Placement;
  readonly hosts: HostSpread;
  /** The labels of the pods that are to be apart: all of the pool's, whatever their set. */
  readonly pool: NodeLabels;
  /** The zones in which the pods must be; none: anywhere. */
  readonly zones: readonly string[];
  /** How many pods are to be spread. */
  readonly nodes: number;
}

/** The part of a pod that says where it may run. */
export function schedulingOf(model: SchedulingModel): Pick<PodSpec, 'affinity' | 'nodeSelector' | 'priorityClassName' | 'tolerations' | 'topologySpreadConstraints'> {
  const { placement } = model;
  const affinity = affinityOf(model);
  const spread = spreadOf(model);
  return {
    ...(affinity ? { affinity } : {}),
    ...(spread ? { topologySpreadConstraints: [spread] } : {}),
    ...(Object.keys(placement.nodeSelector ?? {}).length > 0 ? { nodeSelector: { ...placement.nodeSelector } } : {}),
    ...(placement.priorityClassName ? { priorityClassName: placement.priorityClassName } : {}),
    ...(placement.tolerations?.length ? {
      tolerations: placement.tolerations.map((t) => ({
        ...(t.key !== undefined ? { key: t.key } : {}),
        ...(t.effect !== undefined ? { effect: t.effect } : {}),
        ...(t.seconds !== undefined ? { tolerationSeconds: t.seconds } : {}),
        ...(t.value !== undefined ? { operator: 'Equal', value: t.value } : { operator: 'Exists' }),
      })),
    } : {}),
  };
}

function affinityOf(model: SchedulingModel): Affinity | undefined {
  const term = { labelSelector: { matchLabels: model.pool }, topologyKey: HOST_LABEL };
  const nodeAffinity: Affinity['nodeAffinity'] = model.zones.length === 0 ? undefined : {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchExpressions: [{ key: ZONE_LABEL, operator: 'In', values: model.zones }] }],
    },
  };
  const podAntiAffinity: Affinity['podAntiAffinity'] = model.hosts === HostSpread.NONE ? undefined
    : model.hosts === HostSpread.REQUIRED ? { requiredDuringSchedulingIgnoredDuringExecution: [term] }
      : { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: term }] };
  return nodeAffinity || podAntiAffinity ? { ...(nodeAffinity ? { nodeAffinity } : {}), ...(podAntiAffinity ? { podAntiAffinity } : {}) } : undefined;
}

/**
 * Pods of one set spread evenly: over the zones that were stated, strictly; over whatever zones the cluster has, where it can be done.
 * Pods in a set of one zone have nothing to spread over.
 */
function spreadOf(model: SchedulingModel): TopologySpreadConstraint | undefined {
  if (model.zones.length === 1 || model.nodes < 2) { return undefined; }
  return {
    maxSkew: 1,
    topologyKey: ZONE_LABEL,
    whenUnsatisfiable: model.zones.length === 0 ? 'ScheduleAnyway' : 'DoNotSchedule',
    labelSelector: { matchLabels: model.pool },
  };
}
