import { Placement, changedReplicas } from '../rebalance/placement';

/** What changes, as `kafka-reassign-partitions.sh --reassignment-json-file` takes it, part by part. */
export function* reassignment(before: Placement, after: Placement): Generator<string> {
  const { topics, topic, partition } = before;
  let separator = '{"version":1,"partitions":[\n';
  let any = false;
  for (const [p, replicas] of changedReplicas(before, after)) {
    yield `${separator}${JSON.stringify({ topic: topics[topic[p]], partition: partition[p], replicas })}`;
    [separator, any] = [',\n', true];
  }
  yield any ? '\n]}\n' : '{"version":1,"partitions":[]}\n';
}
