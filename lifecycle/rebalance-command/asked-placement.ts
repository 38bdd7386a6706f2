import { WrongOptions } from './options';
import { isRecord, parsedJson } from '../json';
import { KafkaObservation, LoadObservation } from '../observation';
import { partitionName } from '../partition-table';

/** Where a partition is to be. */
export interface Asked {
  readonly topic: string;
  readonly partition: number;
  readonly replicas: readonly number[];
  /** For each of them the path of the disk where it is to be; undefined where that does not matter. */
  readonly disks?: readonly (string | undefined)[];
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
export function checkAsked(asked: readonly Asked[], { partitions, brokers }: Pick<KafkaObservation, 'partitions' | 'brokers'>, load: LoadObservation): void {
  const names = new Set(Array.from(partitions.topic, (_, row) => partitionName(partitions, row)));
  const known = new Set(brokers.map(({ id }) => id));
  for (const { topic, partition, replicas, disks = [] } of asked) {
    const name = `${topic}-${partition}`;
    if (!names.has(name)) { throw new WrongOptions(`The plan names the partition ${name}, which the cluster does not have.`); }
    const unknown = replicas.find((id) => !known.has(id));
    if (unknown !== undefined) { throw new WrongOptions(`The plan names broker ${unknown} for the partition ${name}, which is not in service.`); }
    replicas.forEach((id, i) => {
      if (disks[i] !== undefined && !load.brokers[id].disks.some(({ path }) => path === disks[i])) { throw new WrongOptions(`The plan names the disk ${disks[i]} of broker ${id} for the partition ${name}, which it does not have.`); }
    });
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

/** On which disks they are to be, by the rows of the cluster. */
export function disksOf(asked: readonly Asked[], { partitions }: Pick<KafkaObservation, 'partitions'>): ReadonlyMap<number, ReadonlyMap<number, string>> {
  const rows = new Map(Array.from(partitions.topic, (_, row) => [partitionName(partitions, row), row]));
  return new Map(asked.flatMap(({ topic, partition, replicas, disks }) => {
    const row = rows.get(`${topic}-${partition}`);
    if (row === undefined || disks === undefined) { return []; }
    return [[row, new Map(replicas.flatMap((id, i) => disks[i] === undefined ? [] : [[id, disks[i]] as const]))] as const];
  }));
}

function readLines(text: string): readonly Asked[] {
  return text.split('\n').map((line) => line.trim()).flatMap((line, i) => {
    // Lines that are empty, comments, and brokers say nothing of where partitions are to be.
    if (line === '' || line.startsWith('#') || /^[BD] /.test(line)) { return []; }
    const [, topic, partition, replicas, more = ''] = /^P (\S+) (\d+) \S+ (\d+(?:,\d+)*)((?: [a-z]+=\S+)*)$/.exec(line) ?? [];
    if (topic === undefined) { throw new WrongOptions(`Line ${i + 1} of the plan is not 'P <topic> <partition> <size> <replicas>'.`); }
    const disks = / disks=(\S+)/.exec(more)?.[1].split(',').map((path) => path === '-' ? undefined : path);
    if (disks !== undefined && disks.length !== replicas.split(',').length) { throw new WrongOptions(`Line ${i + 1} of the plan names ${disks.length} disks for ${replicas.split(',').length} replicas.`); }
    return [{ topic, partition: Number(partition), replicas: replicas.split(',').map(Number), ...disks ? { disks } : {} }];
  });
}

function readJson(text: string): readonly Asked[] {
  const parsed = parsedJson(text);
  const partitions: unknown = isRecord(parsed) ? parsed.partitions : undefined;
  if (!Array.isArray(partitions)) { throw new WrongOptions("The plan is JSON and has no list 'partitions', as kafka-reassign-partitions.sh takes it."); }
  return partitions.map((each: unknown, i): Asked => {
    if (!isAsked(each)) { throw new WrongOptions(`'partitions[${i}]' of the plan is not { "topic": …, "partition": …, "replicas": […] }.`); }
    const { topic, partition, replicas, log_dirs: dirs } = each;
    return { topic, partition, replicas, ...dirs === undefined ? {} : { disks: dirs.map((path) => path === 'any' ? undefined : path) } };
  });
}

function isAsked(value: unknown): value is Asked & { readonly log_dirs?: readonly string[] } {
  return isRecord(value) && typeof value.topic === 'string' && Number.isInteger(value.partition)
    && Array.isArray(value.replicas) && value.replicas.length > 0 && value.replicas.every(Number.isInteger)
    && (value.log_dirs === undefined || (Array.isArray(value.log_dirs) && value.log_dirs.length === value.replicas.length && value.log_dirs.every((dir) => typeof dir === 'string')));
}
