import { counted } from '../counted';
import { isUnread } from '../observation';
import { PartitionTable } from '../partition-table';
import { isReady, nodesOf } from '../plan/node';
import type { Seen } from '../run/world';

/** A unit in a few numbers. */
export interface UnitSummary {
  /** Declared nodes. */
  readonly nodes: number;
  readonly outdated: number;
  /** Those of which Kubernetes does not say that they are ready. */
  readonly notReady: number;
  /** Undefined where Kafka could not be read, and for ensembles. */
  readonly kafka?: KafkaSummary;
}

export interface KafkaSummary {
  readonly brokers: number;
  readonly controllers: number;
  readonly partitions: number;
  /** Of how many partitions a replica is not in sync, and how many have no leader. */
  readonly outOfSync: number;
  readonly offline: number;
}

export function summaryOf(seen: Seen): UnitSummary {
  const sets = seen.kind === 'cluster' ? seen.cluster.sets : [seen.ensemble.set];
  const nodes = nodesOf(sets, seen.observation.sets, new Set());
  const summary = { nodes: nodes.length, outdated: nodes.filter((n) => n.outdated).length, notReady: nodes.filter((n) => !isReady(n)).length };
  if (seen.kind === 'ensemble' || isUnread(seen.observation.kafka)) { return summary; }
  const { brokers, quorum, partitions } = seen.observation.kafka;
  return {
    ...summary,
    kafka: {
      brokers: brokers.filter((b) => !b.fenced).length,
      controllers: quorum?.voters.length ?? 0,
      partitions: partitions.topic.length,
      ...stateOf(partitions),
    },
  };
}

/** `9 brokers, 3 controllers, 4,812 partitions, all in sync`. */
export function summaryWords(summary: UnitSummary): string {
  const { kafka } = summary;
  if (!kafka) { return counted(summary.nodes, 'node'); }
  const state = kafka.outOfSync === 0 ? ', all in sync' : `, ${kafka.outOfSync} of them not in sync`;
  return [
    counted(kafka.brokers, 'broker'),
    ...(kafka.controllers > 0 ? [counted(kafka.controllers, 'controller')] : []),
    `${counted(kafka.partitions, 'partition')}${kafka.partitions > 0 ? state : ''}`,
  ].join(', ');
}

function stateOf(table: PartitionTable): Pick<KafkaSummary, 'outOfSync' | 'offline'> {
  let [outOfSync, offline] = [0, 0];
  for (let p = 0; p < table.topic.length; p++) {
    const missing = table.replicaStart[p + 1] - table.replicaStart[p] - (table.inSyncStart[p + 1] - table.inSyncStart[p]);
    if (missing > 0) { outOfSync++; }
    if (table.leader[p] < 0) { offline++; }
  }
  return { outOfSync, offline };
}
