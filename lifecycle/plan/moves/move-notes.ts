import { KafkaObservation, ThrottledReplicas } from '../../observation';

/** Where a partition comes from, and where it goes: replicas in their order. */
export interface MoveNote {
  readonly former: readonly number[];
  readonly target: readonly number[];
}

/** By the row of the partition. */
export type MoveNotes = ReadonlyMap<number, MoveNote>;

/** Kafka's protocol takes no longer text, in bytes; a topic's list of thousands of partitions is cut before. */
const LONGEST = 32_000;

/**
 * What runs have set out to do, kept where the throttle needs it anyway: the former replicas of each partition in `leader.replication.throttled.replicas` of its topic, the first of
 * them once more at the end, `0:1,0:2,0:3,0:1`, and those that it is to have in `follower.replication.throttled.replicas`, `0:4,0:2,0:3`. To Kafka both are sets. Nobody else writes a replica
 * twice, so a run knows its own moves by it, whoever began them; and follows one plan to its end, as another one made halfway could lead back.
 */
export function moveNotes({ partitions: { topics, topic, partition }, throttled }: Pick<KafkaObservation, 'partitions' | 'throttled'>): MoveNotes {
  const notes = new Map<number, MoveNote>();
  const known = topics.map((name) => readNotes(throttled[name] ?? {}));
  if (known.every((of) => of.size === 0)) { return notes; }
  for (let row = 0; row < topic.length; row++) {
    const note = known[topic[row]].get(partition[row]);
    if (note) { notes.set(row, note); }
  }
  return notes;
}

/** Of one topic, by the number of the partition; empty if the lists are somebody else's. */
export function readNotes({ leader, follower }: ThrottledReplicas): ReadonlyMap<number, MoveNote> {
  const targets = groups(follower);
  return new Map([...groups(leader)].flatMap(([partition, replicas]) => {
    const former = replicas.slice(0, -1);
    const target = targets.get(partition);
    const isOwn = former.length > 0 && replicas[former.length] === former[0] && new Set(former).size === former.length;
    return isOwn && target ? [[partition, { former, target }] as const] : [];
  }));
}

/** Replicas by partition, of a list of `partition:broker`. */
function groups(list: string | undefined): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (const [, partition, broker] of (list ?? '').matchAll(/(\d+):(\d+)/g)) {
    const replicas = found.get(Number(partition));
    if (replicas) { replicas.push(Number(broker)); } else { found.set(Number(partition), [Number(broker)]); }
  }
  return found;
}

/** The lists of a topic, of as many of the notes as they can hold, the first ones first. */
export function throttledReplicas(notes: readonly (readonly [number, MoveNote])[]): ThrottledReplicas {
  const [leader, follower]: [string[], string[]] = [[], []];
  let [first, second] = [0, 0];
  for (const [partition, { former, target }] of notes) {
    const [from, to] = [[...former, former[0]], target].map((replicas) => replicas.map((id) => `${partition}:${id}`).join(','));
    if (first + from.length + 1 > LONGEST || second + to.length + 1 > LONGEST) { continue; }
    [first, second] = [first + from.length + 1, second + to.length + 1];
    leader.push(from);
    follower.push(to);
  }
  return leader.length === 0 ? {} : { leader: leader.join(','), follower: follower.join(',') };
}
