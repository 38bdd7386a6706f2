import { WrongOptions } from './options';
import { isRecord, parsedJson } from '../json';
import { KafkaObservation } from '../observation';
import { partitionName } from '../partition-table';

/** Where a partition is to be. */
export interface Asked {
  readonly topic: string;
  readonly partition: number;
  readonly replicas: readonly number[];
}

/**
 * Reads where partitions are to be: the lines that `rebalance plan` prints, or the JSON of kafka-reassign-partitions.sh.
 *
 * @throws WrongOptions if it cannot be read
 */
export function readAsked(text: string): readonly Asked[] {
  const asked = text.trimStart().startsWith('{') ? readJson(text) : readLines(text);
  if (asked.length === 0) { throw new WrongOptions('The plan names no partition.'); }
  const seen = new Set<string>();
  for (const { topic, partition, replicas } of asked) {
    const name = `${topic}-${partition}`;
    if (seen.has(name)) { throw new WrongOptions(`The plan names the partition ${name} twice.`); }
    if (new Set(replicas).size !== replicas.length) { throw new WrongOptions(`The plan names a broker twice for the partition ${name}.`); }
    seen.add(name);
  }
  return asked;
}

/** @throws WrongOptions if the cluster has not what is named */
export function checkAsked(asked: readonly Asked[], { partitions, brokers }: Pick<KafkaObservation, 'partitions' | 'brokers'>): void {
  const names = new Set(Array.from(partitions.topic, (_, row) => partitionName(partitions, row)));
  const known = new Set(brokers.map(({ id }) => id));
  for (const { topic, partition, replicas } of asked) {
    const name = `${topic}-${partition}`;
    if (!names.has(name)) { throw new WrongOptions(`The plan names the partition ${name}, which the cluster does not have.`); }
    const unknown = replicas.find((id) => !known.has(id));
    if (unknown !== undefined) { throw new WrongOptions(`The plan names broker ${unknown} for the partition ${name}, which is not in service.`); }
  }
}

/** By the rows of the cluster, as far as it has these partitions still. */
export function targetsOf(asked: readonly Asked[], { partitions }: Pick<KafkaObservation, 'partitions'>): ReadonlyMap<number, readonly number[]> {
  const rows = new Map(Array.from(partitions.topic, (_, row) => [partitionName(partitions, row), row]));
  return new Map(asked.flatMap(({ topic, partition, replicas }) => {
    const row = rows.get(`${topic}-${partition}`);
    return row === undefined ? [] : [[row, replicas] as const];
  }));
}

function readLines(text: string): readonly Asked[] {
  return text.split('\n').map((line) => line.trim()).flatMap((line, i) => {
    // Lines that are empty, comments, and brokers say nothing of where partitions are to be.
    if (line === '' || line.startsWith('#') || line.startsWith('B ')) { return []; }
    const [, topic, partition, replicas] = /^P (\S+) (\d+) \S+ (\d+(?:,\d+)*)$/.exec(line) ?? [];
    if (topic === undefined) { throw new WrongOptions(`Line ${i + 1} of the plan is not 'P <topic> <partition> <size> <replicas>'.`); }
    return [{ topic, partition: Number(partition), replicas: replicas.split(',').map(Number) }];
  });
}

function readJson(text: string): readonly Asked[] {
  const parsed = parsedJson(text);
  const partitions: unknown = isRecord(parsed) ? parsed.partitions : undefined;
  if (!Array.isArray(partitions)) { throw new WrongOptions("The plan is JSON and has no list 'partitions', as kafka-reassign-partitions.sh takes it."); }
  return partitions.map((each: unknown, i): Asked => {
    if (!isAsked(each)) { throw new WrongOptions(`'partitions[${i}]' of the plan is not { "topic": …, "partition": …, "replicas": […] }.`); }
    return each;
  });
}

function isAsked(value: unknown): value is Asked {
  return isRecord(value) && typeof value.topic === 'string' && Number.isInteger(value.partition)
    && Array.isArray(value.replicas) && value.replicas.length > 0 && value.replicas.every(Number.isInteger);
}
