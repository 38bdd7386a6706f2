import { directMemoryOf } from '../../../config/jvm';
import { readableBytes } from '../../../kubernetes/quantity';
import { Severity } from '../../../validation/finding';
import { Rule, Violation } from '../../../validation/rule';
import { count } from '../../../validation/wording';
import { KafkaModel, PoolModel, brokerPools, nodesOf, poolProperty, settingProperty } from '../../model';
import { bytesSetting } from '../storage/segments';

const FLAG = 'MaxDirectMemorySize';

/**
 * A broker has `num.replica.fetchers` threads for each other broker. Each reads a leader's answer whole: into a direct buffer of the answer's size, which
 * the JDK keeps for the thread, and from there into the heap. An answer is as large as `replica.fetch.response.max.bytes`, or the leader's own
 * `fetch.max.bytes` if that is less (KafkaApis.handleFetchRequest). Both are soft: the first batch is handed out whole, whatever its size (KIP-74).
 *
 * That `message.max.bytes` is above `replica.fetch.max.bytes` or `replica.fetch.response.max.bytes` is therefore no fault: such batches are replicated, one an
 * answer. On 4.3.1 a follower took as long for 480 MB in batches of 4 MB with a `replica.fetch.max.bytes` of 1 MiB as with 8 MiB.
 */
export const FETCHED_BATCHES_FIT_IN_DIRECT_MEMORY: Rule<KafkaModel> = {
  id: 'resources.fetch-buffers',
  severity: Severity.WARNING,
  summary: "A broker's direct memory holds a batch of message.max.bytes, and what all its replica fetchers may read at once: num.replica.fetchers for each other broker, "
    + 'each replica.fetch.response.max.bytes, or a larger batch.',
  why: 'A broker reads whole what it is sent, first into direct memory, then into the heap. Where that does not fit, a fetcher fails again and again and its partitions are never in sync, or the broker ends '
    + 'with OutOfMemoryError: just when it has much to catch up with.',
  source: 'https://kafka.apache.org/documentation/#brokerconfigs_replica.fetch.response.max.bytes, https://kafka.apache.org/documentation/#brokerconfigs_num.replica.fetchers, KIP-74, docs/sizing.md',
  *check(model) {
    const others = nodesOf(brokerPools(model)).length - 1;
    for (const pool of brokerPools(model)) {
      const sizes = ['replica.fetch.response.max.bytes', 'fetch.max.bytes', 'message.max.bytes', 'num.replica.fetchers'].map((key) => bytesSetting(model, pool, key) ?? NaN);
      const direct = directMemoryOf(pool.heap, pool.jvm.flags) ?? NaN;
      const [response, most, batch, perBroker] = sizes;
      const answer = Math.max(Math.min(response, most), batch);
      const fetchers = others * perBroker;
      const key = answer === batch ? 'message.max.bytes' : 'replica.fetch.response.max.bytes';
      if (batch > direct) {
        yield {
          ...declaredBy(pool, 'message.max.bytes'),
          message: `a batch of ${readableBytes(batch)} does not fit in the direct memory of ${readableBytes(direct)}`,
          mend: `Lower message.max.bytes, or raise ${poolProperty(pool, 'resources.memory')}.`,
        };
      } else if (fetchers * answer > direct) {
        yield {
          ...declaredBy(pool, key, 'num.replica.fetchers'),
          message: `${count(fetchers, 'replica fetcher')} may hold ${readableBytes(answer)} each, and the direct memory is ${readableBytes(direct)}`,
          mend: `Lower ${key} to ${Math.floor(direct / fetchers)} or less, or raise ${poolProperty(pool, 'resources.memory')}.`,
        };
      }
    }
  },
};

/** Who is to be asked: whoever set one of the keys, or bounded the direct memory, or gave the memory from which it follows. */
function declaredBy(pool: PoolModel, ...keys: readonly string[]): Pick<Violation, 'property' | 'value'> {
  const key = keys.find((name) => pool.settings.has(name));
  const setting = key === undefined ? undefined : pool.settings.get(key);
  if (key !== undefined && setting) { return { property: settingProperty(pool, key, setting), value: setting.value }; }
  if (FLAG in pool.jvm.flags) { return { property: poolProperty(pool, `jvm.flags '${FLAG}'`), value: String(pool.jvm.flags[FLAG]) }; }
  return { property: poolProperty(pool, 'resources.memory'), value: readableBytes(pool.resources.memoryBytes) };
}
