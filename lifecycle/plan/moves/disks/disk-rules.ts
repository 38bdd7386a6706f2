import { RuleDescription } from '../../rule';

const LOG_DIRS = 'https://cwiki.apache.org/confluence/display/KAFKA/KIP-113%3A+Support+replicas+movement+between+log+directories';

export const diskEmptied: RuleDescription = {
  id: 'disks.room',
  summary: 'Nothing is moved off a disk that is to be emptied unless the other disks of its broker may hold all of it.',
  why: 'A full disk takes the broker down, and a disk that is only half empty cannot be taken away.',
  source: LOG_DIRS,
  mend: 'Give the broker larger volumes, move some of what it holds to other brokers, shorten the retention of topics, or declare a higher diskLimitPercent.',
};

export const disksUsable: RuleDescription = {
  id: 'disks.usable',
  summary: 'Nothing is moved between the disks of a broker that has lost one of them.',
  why: 'Kafka refuses it.',
  source: LOG_DIRS,
  mend: 'See what is wrong with the volume, and restart the broker: what was on it is then copied from other brokers. Or let what the broker holds go to others.',
};

export const diskCopies: RuleDescription = {
  id: 'disks.end',
  summary: 'What is being copied between disks is waited for, as long as something arrives.',
  why: 'A replica takes the place of the former one when it has caught up with it.',
  source: LOG_DIRS,
  mend: 'See that the broker is in service. If more is written to what is copied than the throttle lets through, it never ends: declare more volumeThroughput.',
  comesByItself: true,
};

export const diskLost: RuleDescription = {
  id: 'disks.lost',
  summary: 'What was on a disk that its broker, in service, reports as failed goes to other brokers: all of it, after the patience that is declared, and only while all else is well.',
  why: 'A restart may bring the disk back; what does not come back leaves partitions with a replica less.',
  source: 'https://cwiki.apache.org/confluence/display/KAFKA/KIP-112%3A+Handle+disk+failure+for+JBOD',
  mend: 'Replace the volume, or see what is wrong with it, and restart the broker.',
  comesByItself: true,
};

export const DISK_RULES: readonly RuleDescription[] = [diskEmptied, disksUsable, diskCopies, diskLost];
