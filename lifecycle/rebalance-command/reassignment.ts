import { Placement } from '../rebalance/placement';

/** What changes, as `kafka-reassign-partitions.sh --reassignment-json-file` takes it, part by part. */
export function* reassignment(before: Placement, after: Placement): Generator<string> {
  const { topics, topic, partition, brokers } = before;
  let separator = '{"version":1,"partitions":[\n';
  let any = false;
  for (let p = 0; p < topic.length; p++) {
    const [was, willBe] = [before, after].map(({ replicaStart, replicas }) => replicas.subarray(replicaStart[p], replicaStart[p + 1]));
    if (was.length === willBe.length && was.every((b, i) => b === willBe[i])) { continue; }
    yield `${separator}${JSON.stringify({ topic: topics[topic[p]], partition: partition[p], replicas: Array.from(willBe, (b) => brokers[b].id) })}`;
    [separator, any] = [',\n', true];
  }
  yield any ? '\n]}\n' : '{"version":1,"partitions":[]}\n';
}
