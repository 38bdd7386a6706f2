import { recoveryOf } from '../../../lifecycle/observe/recovery';

/** Lines of Kafka 3.9.2, shortened; test/brokers/recovery.test.ts shows that Kafka writes them. */
const begun = '[2026-11-28 01:51:40,096] INFO Loading logs from log dirs ArrayBuffer(/data/a, /data/b) (kafka.log.LogManager)';
const unclean = (logs: number, folder = '/data/a') => `[2026-11-28 01:51:40,123] INFO Recovering ${logs} logs from ${folder} since no clean shutdown file was found (kafka.log.LogManager)`;
const clean = (logs: number, folder = '/data/a') => `[2026-11-28 01:51:40,123] INFO Skipping recovery of ${logs} logs from ${folder} since clean shutdown file was found (kafka.log.LogManager)`;
const loaded = (done: number, of: number, folder = '/data/a') => `[2026-11-28 01:51:40,334] INFO Completed load of Log(dir=${folder}/orders-19, topicId=QaIIzTnBQSiMNV5i2XA03w, topic=orders, partition=19, highWatermark=0, lastStableOffset=0, logStartOffset=0, logEndOffset=0) with 1 segments, local-log-start-offset 0 and log-end-offset 0 in 110ms (${done}/${of} completed in ${folder}) (kafka.log.LogManager)`;
const segment = (count: string, partition = 'orders-4') => `[2026-11-28 01:51:40,377] INFO [LogLoader partition=${partition}, dir=/data/a] Recovering unflushed segment 0. ${count} recovered for ${partition}. (kafka.log.LogLoader)`;
const ended = '[2026-11-28 01:51:48,100] INFO Loaded 120 logs in 8000ms, unclean log dirs = ArrayBuffer(/data/a) (kafka.log.LogManager)';
const other = '[2026-11-28 01:51:35,626] INFO [ControllerServer id=0] Loaded new metadata Features(metadataVersion=3.9-IV0) (org.apache.kafka.metadata.publisher.FeaturesPublisher)';

test.each<[string, readonly string[], string | undefined]>([
  ['nothing', [''], undefined],
  ['nothing of the kind', [other], undefined],
  ['the beginning', [begun], 'loads its logs'],
  ['how many there are', [begun, unclean(120)], 'recovered 0 of 120 logs'],
  ['how many are done', [begun, unclean(120), loaded(1, 120), loaded(37, 120), other], 'recovered 37 of 120 logs'],
  ['lines that came in another order than they count', [begun, unclean(120), loaded(2, 120), loaded(1, 120)], 'recovered 2 of 120 logs'],
  ['several folders, counted together', [begun, unclean(120), clean(80, '/data/b'), loaded(30, 120), loaded(9, 80, '/data/b')], 'recovered 39 of 200 logs'],
  ['a clean end before', [begun, clean(120), loaded(37, 120)], 'loaded 37 of 120 logs'],
  ['an end of the log that lacks the beginning', [loaded(37, 120)], 'loaded 37 of 120 logs'],
  ['a log of many segments, Kafka 3', [begun, unclean(120), loaded(37, 120), segment('3/10')], 'recovered 37 of 120 logs, at segment 4 of 10 of orders-4'],
  ['a log of many segments, Kafka 4', [begun, unclean(120), loaded(37, 120), segment('3')], 'recovered 37 of 120 logs, at segment 4 of orders-4'],
  ['the first segment', [begun, unclean(120), loaded(37, 120), segment('0/10')], 'recovered 37 of 120 logs'],
  ['so many segments that nothing else is left', [segment('3000')], 'at segment 3001 of orders-4'],
  ['the next log', [begun, unclean(120), segment('3'), loaded(38, 120)], 'recovered 38 of 120 logs'],
  ['the end', [begun, unclean(120), loaded(120, 120), ended, other], undefined],
  ['what comes after the end', [begun, unclean(120), ended, segment('3')], undefined],
  ['the log of the metadata, which is no beginning', [segment('0', '__cluster_metadata-0'), segment('3/4', '__cluster_metadata-0')], undefined],
  ['another start', [begun, unclean(120), ended, begun, unclean(7)], 'recovered 0 of 7 logs'],
])('%s', (_, lines, expected) => {
  expect(recoveryOf(lines.join('\n'))).toBe(expected);
});
