import { ActResult } from './act-result';
import { PartitionResult } from '../clients/kafka/kafka-admin';
import { counted } from '../counted';
import { PartitionMove } from '../plan/decision';

/** What may become of a move beside that it is done, by Kafka's name: the next look sees it. */
const HARMLESS: Readonly<Record<string, string>> = {
  NO_REASSIGNMENT_IN_PROGRESS: 'over already',
  UNKNOWN_TOPIC_OR_PARTITION: 'deleted meanwhile',
  // Of a move between disks: the replica is not there any more.
  REPLICA_NOT_AVAILABLE: 'gone meanwhile',
};

/** What has become of moves, of which some are cancelled. */
export function movesResult(results: readonly PartitionResult[], moves: readonly PartitionMove[]): ActResult {
  const cancelled = new Set(moves.filter(({ replicas }) => replicas === undefined).map(nameOf));
  const counts = new Map<string, number>();
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
  const failed = results.filter(({ code }) => code !== 'NONE' && HARMLESS[code] === undefined);
  for (const result of results) {
    if (result.code === 'NONE') { count(cancelled.has(nameOf(result)) ? 'cancelled' : 'begun'); }
    if (HARMLESS[result.code] !== undefined) { count(HARMLESS[result.code]); }
  }
  const said = ['begun', 'cancelled', ...Object.values(HARMLESS)].flatMap((what) => counts.has(what) ? [`${counted(counts.get(what) ?? 0, 'move')} ${what}`] : []).join(', ');
  const [first] = failed;
  if (first === undefined) { return { kind: 'done', said }; }
  const reason = `${counted(failed.length, 'move')} not taken: ${nameOf(first)}: ${first.code}${first.message === undefined ? '' : `: ${first.message}`}`;
  return { kind: 'later', reason: said === '' ? reason : `${reason}; ${said}` };
}

function nameOf({ topic, partition }: { readonly topic: string; readonly partition: number }): string { return `${topic}-${partition}`; }
