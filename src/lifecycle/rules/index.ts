import { JOB_CAN_LOG_IN } from './access';
import { CONCURRENCY_IS_A_NUMBER_OF_BROKERS } from './concurrency';
import { CRON_EXPRESSION_IS_ONE } from './cron';
import { DEADLINE_IS_BEYOND_A_WAIT } from './deadline';
import { HOOKS_DO_SOMETHING } from './dry-run-hook';
import { MARGIN_IS_A_NUMBER_OF_REPLICAS } from './in-sync-margin';
import { PROGRAM_HAS_MEMORY } from './memory';
import { METRICS_PORT_CAN_BE_OPENED } from './metrics-port';
import { JOB_NAME_IS_SHORT_ENOUGH } from './name-length';
import { JOB_IS_WHERE_ITS_CLUSTERS_ARE } from './namespace';
import { WAITS_HAVE_TIME } from './no-progress';
import { JOB_HAS_WORK } from './nothing';
import { SETS_ARE_LEFT_TO_THE_JOB } from './patched-set';
import { BANDS_CAN_BE_REACHED } from './rebalance-bands';
import { DISKS_MAY_BE_USED } from './rebalance-disk-limit';
import { DRIFT_IS_BEYOND_THE_BANDS } from './rebalance-drift';
import { BROKERS_MAY_HAVE_SOMETHING } from './rebalance-limits';
import { LOAD_CAN_BE_KNOWN } from './rebalance-load';
import { SOMETHING_MAY_MOVE } from './rebalance-moves';
import { MOVES_COME_TO_AN_END } from './rebalance-throttle';
import { EXCLUDED_TOPICS_CAN_EXIST } from './rebalance-topics';
import { VOLUMES_CAN_BE_EMPTIED } from './rebalance-volumes';
import { WINDOWS_OPEN } from './rebalance-windows';
import { SOMEBODY_DOES_THE_WORK } from './reports-only';
import { OBJECTS_CAN_BE_APPLIED } from './size';
import { namedObjectOf, podOf } from './subjects';
import { TIME_ZONE_EXISTS } from './time-zone';
import { FINISHED_JOBS_CAN_BE_SEEN } from './ttl';
import { CLUSTERS_ARE_GIVEN_ONCE } from './twice';
import { ONE_JOB_CHANGES_A_CLUSTER } from './two-jobs';
import { evaluate } from '../../validation/engine';
import { Finding } from '../../validation/finding';
import { Rule, forEach } from '../../validation/rule';
import { OBJECT_RULES, POD_RULES } from '../../validation/shared';
import { JudgedLifecycle } from '../model';

/** Every rule about a lifecycle Job, in the order of what is found. */
export const LIFECYCLE_RULES: readonly Rule<JudgedLifecycle>[] = [
  JOB_HAS_WORK,
  CLUSTERS_ARE_GIVEN_ONCE,
  JOB_IS_WHERE_ITS_CLUSTERS_ARE,
  ONE_JOB_CHANGES_A_CLUSTER,
  JOB_CAN_LOG_IN,
  SOMEBODY_DOES_THE_WORK,
  SETS_ARE_LEFT_TO_THE_JOB,
  ...forEach(OBJECT_RULES, (model: JudgedLifecycle) => [namedObjectOf(model)]),
  JOB_NAME_IS_SHORT_ENOUGH,
  CONCURRENCY_IS_A_NUMBER_OF_BROKERS,
  MARGIN_IS_A_NUMBER_OF_REPLICAS,
  BANDS_CAN_BE_REACHED,
  DRIFT_IS_BEYOND_THE_BANDS,
  DISKS_MAY_BE_USED,
  BROKERS_MAY_HAVE_SOMETHING,
  EXCLUDED_TOPICS_CAN_EXIST,
  MOVES_COME_TO_AN_END,
  SOMETHING_MAY_MOVE,
  VOLUMES_CAN_BE_EMPTIED,
  LOAD_CAN_BE_KNOWN,
  WINDOWS_OPEN,
  WAITS_HAVE_TIME,
  DEADLINE_IS_BEYOND_A_WAIT,
  CRON_EXPRESSION_IS_ONE,
  TIME_ZONE_EXISTS,
  HOOKS_DO_SOMETHING,
  FINISHED_JOBS_CAN_BE_SEEN,
  METRICS_PORT_CAN_BE_OPENED,
  PROGRAM_HAS_MEMORY,
  ...forEach(POD_RULES, (model: JudgedLifecycle) => [podOf(model)]),
  OBJECTS_CAN_BE_APPLIED,
];

/** What the rules find in a lifecycle Job. */
export function lifecycleFindings(model: JudgedLifecycle): Finding[] {
  return evaluate(model.path, model, LIFECYCLE_RULES, model.acknowledgements);
}
