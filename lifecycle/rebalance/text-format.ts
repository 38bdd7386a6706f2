import { PlacedDisk } from './disks/placed-disk';
import { DiskedPlacement, PlacementDisks } from './disks/placement-disks';
import { PlacedBroker, Placement } from './placement';

/** Why a text is no placement: which line, and what of it. */
export class PlacementTextError extends Error {}

/** A line that is longer is no line of this format. */
const LONGEST_LINE = 65_536;
const LINE_FEED = 10;
/** What a line may say of a partition, behind its replicas. */
const FIELDS: readonly string[] = ['disks', 'in', 'out'];

/**
 * Reads a placement from text, one line for each broker, then one for each partition:
 *
 *     B <id> <rack> <capacity> <1 if newly added> <1 if to be drained>
 *     P <topic> <partition> <size> <replicas, separated by commas, the preferred leader first> [disks=<for each of them its disk, or ->] [in=<rate>] [out=<rate>]
 *
 * `in` is what producers write to the partition, `out` what consumers read from its leader, in bytes per second. If some partitions have them, those of the others are 0.
 * Of a broker with several disks, a line for each of them after its own:
 *
 *     D <broker id> <disk> <capacity> <1 if lost> <1 if to be drained>
 *
 * Capacities and sizes are in one unit, whichever it is. Lines that are empty or begin with `#` are left out.
 *
 * @throws PlacementTextError that names the first line that is wrong
 */
export function readPlacement(text: Buffer): DiskedPlacement {
  const brokers: PlacedBroker[] = [];
  const index = new Map<number, number>();
  const topicIndex = new Map<string, number>();
  const seen = new Map<number, Set<number>>();
  const disks = new Disks();
  const [topic, partition, size, replicaStart, replicas, written, read]: number[][] = [[], [], [], [0], [], [], []];
  let hasRates = false;

  const readBroker = (words: readonly string[], at: number) => {
    if (words.length !== 6) { throw wrong(at, `a broker has 5 values, 'B <id> <rack> <capacity> <added> <drained>', and here are ${words.length - 1}`); }
    const id = whole(words[1], at, 'the id of a broker');
    if (index.has(id)) { throw wrong(at, `broker ${id} is there twice`); }
    const capacity = number(words[3], at, 'the capacity of a broker');
    if (capacity === 0) { throw wrong(at, `the capacity of broker ${id} is 0`); }
    index.set(id, brokers.length);
    brokers.push({ id, rack: words[2], capacity, added: flag(words[4], at, 'whether it was added'), leaves: flag(words[5], at, 'whether it is to be drained') });
  };

  const readDisk = (words: readonly string[], at: number) => {
    if (words.length !== 6) { throw wrong(at, `a disk has 5 values, 'D <broker id> <disk> <capacity> <lost> <drained>', and here are ${words.length - 1}`); }
    const id = whole(words[1], at, 'the id of a broker');
    const b = index.get(id);
    if (b === undefined) { throw wrong(at, `it is of broker ${id}, of which no line tells before`); }
    if (replicas.length > 0) { throw wrong(at, 'disks come before partitions'); }
    const capacity = number(words[3], at, 'the capacity of a disk');
    if (capacity === 0) { throw wrong(at, `the capacity of ${words[2]} is 0`); }
    if (!disks.add(b, { path: words[2], capacity, lost: flag(words[4], at, 'whether it is lost'), leaves: flag(words[5], at, 'whether it is to be drained') })) {
      throw wrong(at, `broker ${id} has the disk ${words[2]} twice`);
    }
  };

  const readPartition = (words: readonly string[], at: number) => {
    const more = words.slice(5);
    if (words.length < 5 || !more.every((word) => word.includes('='))) { throw wrong(at, `a partition has 4 values, 'P <topic> <partition> <size> <replicas>', and here are ${words.length - 1}`); }
    const fields = fieldsOf(more, at);
    let t = topicIndex.get(words[1]);
    if (t === undefined) {
      t = topicIndex.size;
      topicIndex.set(words[1], t);
      seen.set(t, new Set());
    }
    const n = whole(words[2], at, 'the number of a partition');
    if (seen.get(t)!.has(n)) { throw wrong(at, `partition ${words[1]}-${n} is there twice`); }
    seen.get(t)!.add(n);
    topic.push(t);
    partition.push(n);
    size.push(number(words[3], at, 'the size of a partition'));
    const first = replicas.length;
    for (const word of words[4].split(',')) {
      const id = whole(word, at, 'a replica');
      const b = index.get(id);
      if (b === undefined) { throw wrong(at, `${words[1]}-${n} has a replica on broker ${id}, of which no line tells before`); }
      if (replicas.indexOf(b, first) >= 0) { throw wrong(at, `${words[1]}-${n} has two replicas on broker ${id}`); }
      replicas.push(b);
    }
    const named = fields.get('disks')?.split(',') ?? [];
    if (named.length > 0 && named.length !== replicas.length - first) { throw wrong(at, `${words[1]}-${n} has ${replicas.length - first} replicas, and ${named.length} disks`); }
    for (let slot = first; slot < replicas.length; slot++) {
      if (!disks.put(replicas[slot], named[slot - first])) { throw wrong(at, `${words[1]}-${n} is on ${named[slot - first]} of broker ${brokers[replicas[slot]].id}, of which no line tells before`); }
    }
    replicaStart.push(replicas.length);
    const [rateIn, rateOut] = [fields.get('in'), fields.get('out')];
    hasRates ||= rateIn !== undefined || rateOut !== undefined;
    written.push(number(rateIn ?? '0', at, `what is written to ${words[1]}-${n}`));
    read.push(number(rateOut ?? '0', at, `what is read from ${words[1]}-${n}`));
  };

  for (let [from, line] = [0, 1]; from < text.length; line++) {
    let end = text.indexOf(LINE_FEED, from);
    if (end < 0) { end = text.length; }
    if (end - from > LONGEST_LINE) { throw wrong(line, 'it is too long'); }
    const content = text.toString('utf8', from, end).trim();
    const words = content.split(/[ \t]+/);
    if (words[0] === 'P') { readPartition(words, line); } else if (words[0] === 'B') { readBroker(words, line); } else if (words[0] === 'D') { readDisk(words, line); } else if (content !== '' && !content.startsWith('#')) {
      throw wrong(line, `it begins with '${words[0].slice(0, 40)}', and only B (a broker), D (one of its disks) and P (a partition) are known`);
    }
    from = end + 1;
  }
  if (brokers.length === 0) { throw new PlacementTextError('There is no broker: a line \'B <id> <rack> <capacity> <added> <drained>\' tells of each.'); }
  return {
    brokers,
    topics: [...topicIndex.keys()],
    topic: Int32Array.from(topic),
    partition: Int32Array.from(partition),
    size: Float64Array.from(size),
    replicaStart: Int32Array.from(replicaStart),
    replicas: Int32Array.from(replicas),
    disks: disks.of(brokers.length),
    ...hasRates ? { rates: { in: Float64Array.from(written), out: Float64Array.from(read) } } : {},
  };
}

/** What else a line says of a partition. */
function fieldsOf(words: readonly string[], at: number): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const word of words) {
    const [key] = word.split('=', 1);
    if (!FIELDS.includes(key)) { throw wrong(at, `'${word.slice(0, 40)}' is no field of a partition: ${FIELDS.map((name) => `${name}=…`).join(', ')} are`); }
    if (fields.has(key)) { throw wrong(at, `'${key}=' is there twice`); }
    if (word.length === key.length + 1) { throw wrong(at, `'${word}' has no value`); }
    fields.set(key, word.slice(key.length + 1));
  }
  return fields;
}

/** The disks of brokers, and on which of them replicas are, in the order of the replicas. */
class Disks {
  private readonly byBroker = new Map<number, { readonly all: PlacedDisk[]; readonly index: Map<string, number> }>();
  private readonly at: number[] = [];

  /** @returns false if the broker has it already */
  public add(broker: number, disk: PlacedDisk): boolean {
    const its = this.byBroker.get(broker) ?? { all: [], index: new Map<string, number>() };
    this.byBroker.set(broker, its);
    if (its.index.has(disk.path)) { return false; }
    its.index.set(disk.path, its.all.push(disk) - 1);
    return true;
  }

  /** @returns false if the broker does not have it */
  public put(broker: number, path = '-'): boolean {
    const disk = path === '-' ? -1 : this.byBroker.get(broker)?.index.get(path);
    if (disk !== undefined) { this.at.push(disk); }
    return disk !== undefined;
  }

  /** Undefined if no broker has any. */
  public of(brokers: number): PlacementDisks | undefined {
    if (this.byBroker.size === 0) { return undefined; }
    return { of: Array.from({ length: brokers }, (_, b) => this.byBroker.get(b)?.all ?? []), at: Int16Array.from(this.at) };
  }
}

/**
 * The lines of the partitions, as they are read.
 *
 * @param disks where the replicas are on brokers with several disks
 */
export function* partitionLines(placement: Placement, disks?: PlacementDisks): Generator<string> {
  const { brokers, topics, topic, partition, size, replicaStart, replicas, rates } = placement;
  for (let p = 0; p < topic.length; p++) {
    let ids = '';
    for (let slot = replicaStart[p]; slot < replicaStart[p + 1]; slot++) { ids += `${ids === '' ? '' : ','}${brokers[replicas[slot]].id}`; }
    const paths = disks ? pathsOf(placement, disks, p) : [];
    const more = paths.some((path) => path !== undefined) ? ` disks=${paths.map((path) => path ?? '-').join(',')}` : '';
    yield `P ${topics[topic[p]]} ${partition[p]} ${size[p]} ${ids}${more}${rates ? ` in=${rates.in[p]} out=${rates.out[p]}` : ''}\n`;
  }
}

/** For each replica of a partition the path of its disk, where that is known. */
export function pathsOf({ replicaStart, replicas }: Placement, { of, at }: PlacementDisks, p: number): readonly (string | undefined)[] {
  return Array.from(replicas.subarray(replicaStart[p], replicaStart[p + 1]), (b, i) => of[b]?.[at[replicaStart[p] + i]]?.path);
}

function wrong(line: number, what: string): PlacementTextError { return new PlacementTextError(`Line ${line}: ${what}.`); }

function whole(word: string, line: number, what: string): number {
  if (!/^\d{1,9}$/.test(word)) { throw wrong(line, `${what} is '${word.slice(0, 40)}', and must be a whole number`); }
  return Number(word);
}

function number(word: string, line: number, what: string): number {
  const value = Number(word);
  if (!/^[\d.]/.test(word) || !Number.isFinite(value) || value < 0) { throw wrong(line, `${what} is '${word.slice(0, 40)}', and must be a number of 0 or more`); }
  return value;
}

function flag(word: string, line: number, what: string): boolean {
  if (word !== '0' && word !== '1') { throw wrong(line, `${what} is '${word.slice(0, 40)}', and must be 0 or 1`); }
  return word === '1';
}
