import { DesiredVolume } from '../../../../src/lifecycle/desired-state';
import { Situation } from '../../situation';

/** The disks of a cluster that are to be emptied. */
export function emptiedVolumes({ cluster, policy }: Pick<Situation, 'cluster' | 'policy'>): readonly DesiredVolume[] {
  return (policy.rebalance.emptyVolumes ?? []).filter((each) => each.cluster === cluster.name);
}
