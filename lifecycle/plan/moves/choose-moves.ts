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

/** A move, and the disk on which the replica is to be put, where the broker has several and tells of them. */
export interface ChosenMove extends PossibleMove {
  readonly path?: string;
}

export interface ChosenMoves {
  readonly moves: readonly ChosenMove[];
  /** What is left, as no disk has room for it now. */
  readonly withoutRoom: readonly PossibleMove[];
}

/** No disk is filled further. */
export const SPARE = 0.05;

/**
 * As many moves as may begin now, the largest first: what takes longest should not come last.
 *
 * @param emptied disks on which nothing is to be put
 */
export function chooseMoves(
  possible: readonly PossibleMove[], underway: readonly Underway[], limits: DesiredRebalance, load: LoadObservation, emptied: readonly EmptiedDisk[],
): ChosenMoves {
  const counts = new Map<number, number>();
  const rooms = new Rooms(load, emptied);
  let [count, bytes] = [0, 0];
  const begin = (move: Underway) => {
    for (const id of [...move.from, ...move.to === undefined ? [] : [move.to]]) { counts.set(id, (counts.get(id) ?? 0) + 1); }
    if (move.to !== undefined) { rooms.take(move.to, move.bytes); }
    count += 1;
    bytes += move.bytes;
  };
  underway.forEach(begin);
  const isFull = (id: number | undefined) => id !== undefined && (counts.get(id) ?? 0) >= limits.movesPerBroker;
  const [moves, withoutRoom]: [ChosenMove[], PossibleMove[]] = [[], []];
  for (const move of [...possible].sort((a, b) => b.bytes - a.bytes || a.row - b.row)) {
    if (count >= limits.moves) { break; }
    if (isFull(move.to) || (move.to !== undefined && move.from.some(isFull))) { continue; }
    const disk = move.to === undefined ? undefined : rooms.roomiest(move.to);
    if (move.to !== undefined && move.bytes > (disk?.free ?? 0)) {
      withoutRoom.push(move);
      continue;
    }
    // One that is larger than all that may be on its way goes alone.
    if (count > 0 && bytes + move.bytes > limits.bytesInFlight) { continue; }
    moves.push(disk?.isOneOfSeveral === true ? { ...move, path: disk.path } : move);
    begin(move);
  }
  return { moves, withoutRoom };
}

export interface EmptiedDisk {
  readonly broker: number;
  readonly path: string;
}

interface Room {
  readonly path: string;
  /** In bytes, down to what is to spare; `Infinity` if the broker does not tell. */
  free: number;
  /** It may be chosen: Kafka itself takes the disk with the fewest replicas, be it the fullest. */
  readonly isOneOfSeveral: boolean;
}

/** What the disks of brokers take, and what of it is spoken for. */
class Rooms {
  private readonly known = new Map<number, readonly Room[]>();

  constructor(private readonly load: LoadObservation, private readonly emptied: readonly EmptiedDisk[]) {}

  public roomiest(id: number): Room | undefined {
    const rooms = this.known.get(id) ?? this.of(id);
    this.known.set(id, rooms);
    return rooms.reduce<Room | undefined>((most, room) => most !== undefined && most.free >= room.free ? most : room, undefined);
  }

  public take(id: number, bytes: number): void {
    const room = this.roomiest(id);
    if (room) { room.free -= bytes; }
  }

  private of(id: number): readonly Room[] {
    const isEmptied = (path: string) => this.emptied.some((each) => each.broker === id && each.path === path);
    const usable = this.load.brokers[id]?.disks.filter(({ error, path }) => error === undefined && !isEmptied(path)) ?? [];
    return usable.map(({ path, usableBytes, totalBytes }) => {
      const free = usableBytes === undefined ? Infinity : usableBytes - SPARE * (totalBytes ?? 0);
      return { path, free, isOneOfSeveral: this.load.brokers[id].disks.length > 1 && free < Infinity };
    });
  }
}
