import type { DesiredCluster, DesiredEnsemble, DesiredState } from '../../src/lifecycle/desired-state';

/** What converges by itself: an ensemble or a cluster. */
export type Unit =
  | { readonly kind: 'ensemble'; readonly ensemble: DesiredEnsemble }
  | { readonly kind: 'cluster'; readonly cluster: DesiredCluster };

/** In the order in which they are brought to converge: a cluster's metadata must be well before the cluster is touched. */
export function unitsOf(state: DesiredState): Unit[] {
  return [
    ...state.ensembles.map((ensemble): Unit => ({ kind: 'ensemble', ensemble })),
    ...state.clusters.map((cluster): Unit => ({ kind: 'cluster', cluster })),
  ];
}

export function unitName(unit: Unit): string {
  return unit.kind === 'ensemble' ? unit.ensemble.name : unit.cluster.name;
}

/** The ensemble without which a unit is not touched. */
export function ensembleOf(unit: Unit): string | undefined {
  return unit.kind === 'cluster' && unit.cluster.metadata.mode === 'zookeeper' ? unit.cluster.metadata.ensemble : undefined;
}
