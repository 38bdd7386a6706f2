import { DesiredRebalance } from '../../../src/lifecycle/desired-state';
import { LoadObservation } from '../../observation';

/** A replica that is to be copied to a broker, or a list of replicas that only changes. */
export interface PossibleMove {
  readonly row: number;
  /** The replicas that the partition is to have next. */
  readonly replicas: readonly number[];
  /** The broker that gets a replica; undefined if none does. */
  readonly to?: number;
  /** The brokers that lose one. */
  readonly from: readonly number[];
  readonly bytes: number;
}

/** What counts of a move that has begun. */
export type Underway = Pick<PossibleMove, 'to' | 'from' | 'bytes'>;

export interface ChosenMoves {
  readonly moves: readonly PossibleMove[];
  /** What is left, as no disk has room for it now. */
  readonly withoutRoom: readonly PossibleMove[];
}

/** No disk is filled further. */
const SPARE = 0.05;

/** As many moves as may begin now, the largest first: what takes longest should not come last. */
export function chooseMoves(
  possible: readonly PossibleMove[], underway: readonly Underway[], limits: DesiredRebalance, load: LoadObservation,
): ChosenMoves {
  const counts = new Map<number, number>();
  const coming = new Map<number, number>();
  let [count, bytes] = [0, 0];
  const begin = (move: Underway) => {
    for (const id of [...move.from, ...move.to === undefined ? [] : [move.to]]) { counts.set(id, (counts.get(id) ?? 0) + 1); }
    if (move.to !== undefined) { coming.set(move.to, (coming.get(move.to) ?? 0) + move.bytes); }
    count += 1;
    bytes += move.bytes;
  };
  underway.forEach(begin);
  const rooms = new Map<number, number>();
  const room = (id: number) => {
    if (!rooms.has(id)) { rooms.set(id, roomOf(load, id)); }
    return (rooms.get(id) ?? 0) - (coming.get(id) ?? 0);
  };
  const isFull = (id: number | undefined) => id !== undefined && (counts.get(id) ?? 0) >= limits.movesPerBroker;
  const [moves, withoutRoom]: [PossibleMove[], PossibleMove[]] = [[], []];
  for (const move of [...possible].sort((a, b) => b.bytes - a.bytes || a.row - b.row)) {
    if (count >= limits.moves) { break; }
    if (isFull(move.to) || (move.to !== undefined && move.from.some(isFull))) { continue; }
    if (move.to !== undefined && move.bytes > room(move.to)) {
      withoutRoom.push(move);
      continue;
    }
    // One that is larger than all that may be on its way goes alone.
    if (count > 0 && bytes + move.bytes > limits.bytesInFlight) { continue; }
    moves.push(move);
    begin(move);
  }
  return { moves, withoutRoom };
}

/** What the roomiest disk takes; Kafka puts a new replica on one of them. */
function roomOf({ brokers }: LoadObservation, id: number): number {
  const disks = brokers[id]?.disks.filter(({ error }) => error === undefined) ?? [];
  return disks.reduce((most, { usableBytes, totalBytes }) => {
    const free = usableBytes === undefined ? Infinity : usableBytes - SPARE * (totalBytes ?? 0);
    return Math.max(most, free);
  }, 0);
}
