import { Gate, SafetyRule } from '../rule';
import { ensembleLeaderLast, ensembleMajority, ensembleOneServer, ensembleUnavoidable } from './ensemble';
import { inSyncReadable, inSyncUnavoidable, inSyncWritable } from './in-sync';
import { kafkaRead } from './kafka-read';
import { leavingSettled } from './leaving-settled';
import { manifestsApplied, manifestsConfiguration, manifestsOnDelete, manifestsSeen } from './manifests';
import { ensembleMembership, quorumMembership } from './membership';
import { oneRack } from './one-rack';
import { activeControllerLast, controllersFirst } from './order';
import { quorumMajority, quorumOneVoter, quorumUnavoidable } from './quorum';
import { reassignment } from './reassignment';
import { recovering } from './recovering';
import { settled } from './settled';
import type { EnsembleSituation } from '../ensemble';
import type { Situation } from '../situation';

/** What must hold before anything is decided on a cluster or an ensemble, in the order in which it is asked. */
export const GATES: readonly Gate[] = [manifestsApplied, manifestsSeen, manifestsOnDelete, manifestsConfiguration];

export const CLUSTER_GATES: readonly Gate<Situation>[] = [...GATES, quorumMembership];

export const ENSEMBLE_GATES: readonly Gate<EnsembleSituation>[] = [...GATES, ensembleMembership];

/** What must hold before pods are replaced. Of several that hold a node, the first one is told. */
export const SAFETY_RULES: readonly SafetyRule<Situation>[] = [
  kafkaRead,
  settled,
  leavingSettled,
  recovering,
  reassignment,
  quorumUnavoidable,
  quorumMajority,
  quorumOneVoter,
  controllersFirst,
  activeControllerLast,
  inSyncUnavoidable,
  inSyncReadable,
  inSyncWritable,
  oneRack,
];

/** The same for a ZooKeeper ensemble. */
export const ENSEMBLE_RULES: readonly SafetyRule<EnsembleSituation>[] = [
  settled,
  recovering,
  ensembleUnavoidable,
  ensembleMajority,
  ensembleOneServer,
  ensembleLeaderLast,
];
