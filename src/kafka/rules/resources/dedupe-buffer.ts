import { MEBIBYTE, readableBytes } from '../../../kubernetes/quantity';
import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel, brokerPools, settingProperty } from '../../model';
import { bytesSetting } from '../storage/segments';

const KEY = 'log.cleaner.dedupe.buffer.size';
/** A heap of 192 MiB with the default buffer of 128 MiB has been seen to be too small, on 3.9 and 4.3. */
const MOST_OF_THE_HEAP = 2 / 3;

export const DEDUPE_BUFFER_FITS: Rule<KafkaModel> = {
  id: 'resources.dedupe-buffer',
  severity: Severity.ERROR,
  summary: 'log.cleaner.dedupe.buffer.size is less than two thirds of the heap, and more than 1 MiB for each of log.cleaner.threads.',
  why: 'A broker takes the whole buffer from its heap when it starts, and ends with "Java heap space" if it does not fit; with less than 1 MiB for a thread Kafka refuses to start.',
  source: 'org.apache.kafka.storage.internals.log.LogCleaner, SkimpyOffsetMap, kafka.server.KafkaConfig#validateValues',
  *check(model) {
    for (const pool of brokerPools(model)) {
      const [buffer, threads] = [bytesSetting(model, pool, KEY), bytesSetting(model, pool, 'log.cleaner.threads')];
      if (buffer === undefined || threads === undefined) { continue; }
      const setting = pool.settings.get(KEY);
      const property = setting ? settingProperty(pool, KEY, setting) : `config '${KEY}'`;
      const value = setting?.value ?? `${buffer} by default`;
      const perThread = Math.floor(buffer / threads);
      if (perThread <= MEBIBYTE) {
        yield { property, value, message: `each of ${threads} cleaner threads would have ${perThread} bytes, and Kafka does not start with 1 MiB or less`, mend: `Raise it above ${threads * MEBIBYTE}.` };
      } else if (pool.settings.get('log.cleaner.enable')?.value.trim().toLowerCase() !== 'false' && buffer >= MOST_OF_THE_HEAP * pool.heap.heap) {
        yield {
          property,
          value,
          message: `it is taken from the heap of ${readableBytes(pool.heap.heap)} when a broker starts, which would have too little left`,
          mend: `Lower it to ${Math.max(2 * MEBIBYTE * threads, Math.floor(pool.heap.heap / 8 / MEBIBYTE) * MEBIBYTE)}, or enlarge the heap.`,
        };
      }
    }
  },
};
