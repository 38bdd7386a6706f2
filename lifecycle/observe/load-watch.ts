import { byTopic } from './catch-up';
import { LostSince } from './lost-since';
import { PartitionRows } from './partition-rows';
import type { DesiredPrometheus, DesiredRebalance } from '../../src/lifecycle/desired-state';
import type { KafkaAdmin } from '../clients/kafka/kafka-admin';
import type { KafkaNode } from '../clients/kafka/kafka-node';
import { PrometheusError, Sample, ask } from '../clients/prometheus/prometheus';
import { allAnswers } from '../contact/all-answers';
import { Unreadable } from '../contact/unreadable';
import type { LoadObservation } from '../observation';
import { PartitionTable, partitionName } from '../partition-table';

/** What of a policy says what is watched. */
export type WatchPolicy = Pick<DesiredRebalance, 'loadWindowSeconds' | 'prometheus'>;

type Watched = Pick<LoadObservation, 'rates' | 'watchedSeconds' | 'latencyMillis' | 'latencyUnread'>;

/** Where partitions began and ended, by `topic-partition`. */
interface Offsets {
  readonly at: number;
  readonly ends: ReadonlyMap<string, number>;
}

/**
 * What moves in a cluster besides what lies there: what is written in a second, as two looks at the ends of the logs tell it, each record taken for as large as those of its partition are on the
 * average; or what Prometheus tells. A run looks for as long as its policy says, once, and goes by that.
 */
export class LoadWatch {
  public readonly lost: LostSince;
  private first?: Offsets;
  private known?: { readonly topics: readonly string[]; readonly written: Float64Array };

  /** @param now in milliseconds */
  constructor(private readonly policy: WatchPolicy, private readonly now: () => number) { this.lost = new LostSince(now); }

  /** @throws Unreadable */
  public async look(kafka: KafkaAdmin, nodes: readonly KafkaNode[], partitions: PartitionTable, size: Float64Array): Promise<Watched> {
    const { prometheus, loadWindowSeconds } = this.policy;
    const latency = prometheus?.latency === undefined ? {} : await latencyOf(prometheus);
    if (loadWindowSeconds === undefined) { return latency; }
    const out = await toldRates(prometheus, 'bytesOut', partitions, size) ?? new Float64Array(size.length);
    const told = await toldRates(prometheus, 'bytesIn', partitions, size);
    if (told) { return { ...latency, rates: { in: told, out } }; }
    return { ...latency, ...await this.written(kafka, nodes, partitions, size, loadWindowSeconds, out) };
  }

  private async written(
    kafka: KafkaAdmin, nodes: readonly KafkaNode[], partitions: PartitionTable, size: Float64Array, window: number, out: Float64Array,
  ): Promise<Watched> {
    // Rows are the same as long as the topics are. To ask again at each look while something moves would be of no use.
    if (this.known?.topics.join() === partitions.topics.join() && this.known.written.length === size.length) {
      return { rates: { in: this.known.written, out } };
    }
    const now = await this.offsets(kafka, nodes, partitions);
    this.first ??= now;
    const seconds = (now.at - this.first.at) / 1000;
    if (seconds < window) { return { watchedSeconds: seconds }; }
    const starts = await askLeaders(nodes, partitions, (node, rows) => kafka.startOffsets(node, byTopic(partitions, rows)));
    const written = size.map((bytes, row) => {
      const name = partitionName(partitions, row);
      const end = now.ends.get(name) ?? 0;
      const records = end - (starts.get(name) ?? 0);
      return records > 0 ? Math.max(0, end - (this.first?.ends.get(name) ?? end)) / seconds * bytes / records : 0;
    });
    this.known = { topics: partitions.topics, written };
    return { rates: { in: written, out } };
  }

  private async offsets(kafka: KafkaAdmin, nodes: readonly KafkaNode[], partitions: PartitionTable): Promise<Offsets> {
    const ends = await askLeaders(nodes, partitions, (node, rows) => kafka.endOffsets(node, byTopic(partitions, rows)));
    return { at: this.now(), ends };
  }
}

/** Asks each leader about the partitions that it leads. */
async function askLeaders(
  nodes: readonly KafkaNode[], { leader }: PartitionTable,
  question: (node: KafkaNode, rows: readonly number[]) => Promise<ReadonlyMap<string, number>>,
): Promise<ReadonlyMap<string, number>> {
  const rows = new Map<number, number[]>(nodes.map(({ id }) => [id, []]));
  leader.forEach((id, row) => { rows.get(id)?.push(row); });
  const asked = nodes.filter(({ id }) => (rows.get(id) ?? []).length > 0);
  const { answers, silent } = await allAnswers(asked, async (node) => question(node, rows.get(node.id) ?? []));
  if (silent.size > 0) { throw new Unreadable([...silent.values()].sort()); }
  return new Map([...answers.values()].flatMap((each) => [...each]));
}

async function latencyOf(prometheus: DesiredPrometheus): Promise<Pick<LoadObservation, 'latencyMillis' | 'latencyUnread'>> {
  const values = (await samplesOf(prometheus, 'latency')).map(({ value }) => value);
  return values.length === 0 ? { latencyUnread: `Prometheus tells nothing of '${prometheus.latency}'` } : { latencyMillis: Math.max(...values) };
}

/** By row; undefined if that is not asked for. What is told of a topic as a whole is divided among its partitions by their sizes. */
async function toldRates(
  prometheus: DesiredPrometheus | undefined, what: 'bytesIn' | 'bytesOut', partitions: PartitionTable, size: Float64Array,
): Promise<Float64Array | undefined> {
  if (prometheus?.[what] === undefined) { return undefined; }
  const samples = await samplesOf(prometheus, what);
  const rates = new Float64Array(size.length);
  const rows = new PartitionRows(partitions);
  const ofTopic = new Map<string, number>();
  for (const { labels: { topic, partition }, value } of samples) {
    if (topic === undefined) { continue; }
    if (partition === undefined) {
      ofTopic.set(topic, (ofTopic.get(topic) ?? 0) + value);
      continue;
    }
    const row = rows.find(topic, Number(partition));
    if (row !== undefined) { rates[row] += value; }
  }
  if (samples.length === 0) { throw new Unreadable([`Prometheus tells nothing of '${prometheus[what]}'`], false, 'See whether the brokers export metrics of that name.'); }
  if (samples.every(({ labels }) => labels.topic === undefined)) {
    throw new Unreadable([`what Prometheus tells of '${prometheus[what]}' has no label 'topic'`], false, "Have the expression say 'by (topic)', or 'by (topic, partition)'.");
  }
  const [bytes, count] = [new Float64Array(partitions.topics.length), new Float64Array(partitions.topics.length)];
  partitions.topic.forEach((t, row) => { bytes[t] += size[row]; count[t] += 1; });
  return rates.map((rate, row) => {
    const t = partitions.topic[row];
    const whole = ofTopic.get(partitions.topics[t]) ?? 0;
    return rate + (bytes[t] > 0 ? whole * size[row] / bytes[t] : whole / count[t]);
  });
}

async function samplesOf(prometheus: DesiredPrometheus, what: 'bytesIn' | 'bytesOut' | 'latency'): Promise<readonly Sample[]> {
  try {
    return await ask(prometheus.url, prometheus[what] ?? '');
  } catch (error) {
    if (!(error instanceof PrometheusError)) { throw error; }
    throw new Unreadable([error.message], false, error.refused ? 'Correct the expression that the policy has for it (docs/rebalancing.md).' : undefined);
  }
}
