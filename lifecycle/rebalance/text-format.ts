import { PlacedBroker, Placement } from './placement';

/** Why a text is no placement: which line, and what of it. */
export class PlacementTextError extends Error {}

/** A line that is longer is no line of this format. */
const LONGEST_LINE = 65_536;
const LINE_FEED = 10;

/**
 * Reads a placement from text, one line for each broker, then one for each partition:
 *
 *     B <id> <rack> <capacity> <1 if newly added> <1 if to be drained>
 *     P <topic> <partition> <size> <replicas, separated by commas, the preferred leader first>
 *
 * Capacities and sizes are in one unit, whichever it is. Lines that are empty or begin with `#` are left out.
 *
 * @throws PlacementTextError that names the first line that is wrong
 */
export function readPlacement(text: Buffer): Placement {
  const brokers: PlacedBroker[] = [];
  const index = new Map<number, number>();
  const topicIndex = new Map<string, number>();
  const seen = new Map<number, Set<number>>();
  const [topic, partition, size, replicaStart, replicas]: number[][] = [[], [], [], [0], []];

  const readBroker = (words: readonly string[], at: number) => {
    if (words.length !== 6) { throw wrong(at, `a broker has 5 values, 'B <id> <rack> <capacity> <added> <drained>', and here are ${words.length - 1}`); }
    const id = whole(words[1], at, 'the id of a broker');
    if (index.has(id)) { throw wrong(at, `broker ${id} is there twice`); }
    const capacity = number(words[3], at, 'the capacity of a broker');
    if (capacity === 0) { throw wrong(at, `the capacity of broker ${id} is 0`); }
    index.set(id, brokers.length);
    brokers.push({ id, rack: words[2], capacity, added: flag(words[4], at, 'whether it was added'), leaves: flag(words[5], at, 'whether it is to be drained') });
  };

  const readPartition = (words: readonly string[], at: number) => {
    if (words.length !== 5) { throw wrong(at, `a partition has 4 values, 'P <topic> <partition> <size> <replicas>', and here are ${words.length - 1}`); }
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
    replicaStart.push(replicas.length);
  };

  for (let [from, line] = [0, 1]; from < text.length; line++) {
    let end = text.indexOf(LINE_FEED, from);
    if (end < 0) { end = text.length; }
    if (end - from > LONGEST_LINE) { throw wrong(line, 'it is too long'); }
    const content = text.toString('utf8', from, end).trim();
    const words = content.split(/[ \t]+/);
    if (words[0] === 'P') { readPartition(words, line); } else if (words[0] === 'B') { readBroker(words, line); } else if (content !== '' && !content.startsWith('#')) {
      throw wrong(line, `it begins with '${words[0].slice(0, 40)}', and only B (a broker) and P (a partition) are known`);
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
  };
}

/** The lines of the partitions, as they are read. */
export function* partitionLines(placement: Placement): Generator<string> {
  const { brokers, topics, topic, partition, size, replicaStart, replicas } = placement;
  for (let p = 0; p < topic.length; p++) {
    let ids = '';
    for (let slot = replicaStart[p]; slot < replicaStart[p + 1]; slot++) { ids += `${ids === '' ? '' : ','}${brokers[replicas[slot]].id}`; }
    yield `P ${topics[topic[p]]} ${partition[p]} ${size[p]} ${ids}\n`;
  }
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
