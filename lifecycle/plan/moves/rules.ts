import { DISK_RULES } from './disks/disk-rules';
import { Unread } from '../../observation';
import { Hold, RuleDescription } from '../rule';

const REASSIGNMENT = 'https://cwiki.apache.org/confluence/display/KAFKA/KIP-455%3A+Create+an+Administrative+API+for+Replica+Reassignment';
const DECOMMISSION = 'https://kafka.apache.org/documentation/#basic_ops_decommissioning_brokers';

export const moveOthers: RuleDescription = {
  id: 'moves.others',
  summary: 'No move begins while somebody else moves partitions.',
  why: 'Both would take from the same network, and whoever ends first removes the throttle of the other.',
  source: REASSIGNMENT,
  mend: 'Wait until the other moves have ended, or cancel them: kafka-reassign-partitions.sh --list, --cancel.',
};

export const moveThrottled: RuleDescription = {
  id: 'moves.throttled',
  summary: 'Nothing is moved of a topic, or in a cluster, that somebody else throttles.',
  why: 'A run would overwrite that throttle, and remove it in the end.',
  source: 'https://kafka.apache.org/documentation/#rep-throttle',
  mend: 'Remove it: kafka-reassign-partitions.sh --verify does after a move of its own, or kafka-configs.sh --alter --delete-config with (leader|follower).replication.throttled.(rate|replicas).',
};

export const movesEnd: RuleDescription = {
  id: 'moves.end',
  summary: 'What moves is waited for, as long as something arrives.',
  why: 'A move ends when its new replica is in sync.',
  source: REASSIGNMENT,
  mend: 'See that brokers are in service. If more is produced to what moves than the throttle lets through, it never ends: declare a larger share of the network.',
  comesByItself: true,
};

export const loadRead: RuleDescription = {
  id: 'moves.load-read',
  summary: 'No move is planned unless every broker in service has told what its disks hold.',
  why: 'What is not known cannot be balanced, and a disk could run full.',
  source: 'https://cwiki.apache.org/confluence/display/KAFKA/KIP-113%3A+Support+replicas+movement+between+log+directories',
  mend: 'Make sure that all brokers can be reached from the Job.',
  comesByItself: true,
};

export function loadUnread({ unread, mend }: Unread): Hold {
  return { reason: `what is on the disks could not be read: ${unread.join('; ')}`, progress: '', unlikely: mend };
}

export const loadWatched: RuleDescription = {
  id: 'moves.load-watched',
  summary: 'Where bands for what brokers receive or send are declared, what is written is watched for a time before anything is planned.',
  why: 'A plan that rests on a moment moves replicas to and fro.',
  source: 'https://github.com/linkedin/cruise-control/wiki/Overview',
  mend: 'Wait for the time of loadWindow.',
  comesByItself: true,
};

export const moveWindow: RuleDescription = {
  id: 'moves.window',
  summary: 'If windows are declared, moves begin in them alone, but for what makes up for a broker or a disk that is lost. What is under way when one ends arrives.',
  why: 'Moves take from the network and the disks, and there are hours in which neither has any to spare.',
  source: 'https://kafka.apache.org/documentation/#rep-throttle',
  mend: 'Have a run in the window: LifecycleTrigger.schedule, or apply it then. Or declare wider windows.',
};

export const moveRoom: RuleDescription = {
  id: 'moves.room',
  summary: 'No replica is moved to a broker none of whose disks has room for it and a twentieth to spare.',
  why: 'A full disk takes the broker down.',
  source: 'https://cwiki.apache.org/confluence/display/KAFKA/KIP-827%3A+Expose+log+dirs+total+and+usable+space+via+Kafka+API',
  mend: 'Give the brokers larger disks, or shorten the retention of topics.',
};

export const moveApproval: RuleDescription = {
  id: 'moves.approval',
  summary: 'If that is declared, nothing is moved that need not be before somebody has approved of it.',
  why: 'Moves take from the network and the disks for hours.',
  source: 'https://strimzi.io/docs/operators/latest/deploying#con-optimization-proposals-str',
  mend: "Annotate the status ConfigMap of the Job with cdk8s-kafka/approve and the proposal's id, and run the Job again.",
};

export const scaleInPossible: RuleDescription = {
  id: 'scale.in-possible',
  summary: 'Nothing is moved away from brokers that are no longer declared unless all of it has a place to go.',
  why: 'A broker that cannot be emptied cannot be removed, and moving half of it helps nobody.',
  source: DECOMMISSION,
  mend: 'Declare more brokers.',
};

export const scaleInEmpty: RuleDescription = {
  id: 'scale.in-empty',
  summary: 'A broker is removed only when no partition, no reassignment and none of its disks has a replica left there.',
  why: 'What is on it would be lost with it.',
  source: DECOMMISSION,
  mend: 'Wait until the broker has deleted what has moved away (file.delete.delay.ms).',
};

export const scaleInGone: RuleDescription = {
  id: 'scale.in-gone',
  summary: 'The cluster forgets a broker only when its pod is gone and it is not in service any more.',
  why: 'Kafka does not check that: a broker that runs and was forgotten can only be killed.',
  source: 'https://cwiki.apache.org/confluence/display/KAFKA/KIP-631%3A+The+Quorum-based+Kafka+Controller',
  mend: 'See what keeps its pod.',
  comesByItself: true,
};

/** All that moves and scaling in wait for or are blocked by. */
export const MOVE_RULES: readonly RuleDescription[] = [
  moveOthers, moveThrottled, movesEnd, loadRead, loadWatched, moveWindow, moveRoom, moveApproval, scaleInPossible, scaleInEmpty, scaleInGone,
  ...DISK_RULES,
];
