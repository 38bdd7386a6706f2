import { DiskedPlacement, PlacementDisks } from '../rebalance/disks/placement-disks';
import { Placement } from '../rebalance/placement';
import { pathsOf } from '../rebalance/text-format';

/** What changes, as `kafka-reassign-partitions.sh --reassignment-json-file` takes it, part by part. */
export function* reassignment(before: DiskedPlacement, after: Placement, disks?: PlacementDisks): Generator<string> {
  const { topics, topic, partition } = before;
  let separator = '{"version":1,"partitions":[\n';
  let any = false;
  for (let p = 0; p < topic.length; p++) {
    const [was, willBe] = [before, after].map(({ brokers, replicaStart, replicas }) => {
      return Array.from(replicas.subarray(replicaStart[p], replicaStart[p + 1]), (b) => brokers[b].id);
    });
    const [on, to] = [before.disks ? pathsOf(before, before.disks, p) : [], disks ? pathsOf(after, disks, p) : []];
    const isSame = was.length === willBe.length && was.every((id, i) => id === willBe[i]);
    const isMoved = willBe.some((id, i) => was.includes(id) && to[i] !== on[was.indexOf(id)]);
    if (isSame && !isMoved) { continue; }
    const dirs = to.some((path) => path !== undefined) ? { log_dirs: to.map((path) => path ?? 'any') } : {};
    yield `${separator}${JSON.stringify({ topic: topics[topic[p]], partition: partition[p], replicas: willBe, ...dirs })}`;
    [separator, any] = [',\n', true];
  }
  yield any ? '\n]}\n' : '{"version":1,"partitions":[]}\n';
}
