import { KafkaOnLoopback, Layout } from './kafka-on-loopback';
import { KafkaAdmin, NewTopic } from '../../lifecycle/clients/kafka/kafka-admin';
import { isUnread, KafkaObservation } from '../../lifecycle/observation';
import { TopicsChange } from '../../lifecycle/plan/decision';
import { HELD } from '../lifecycle/act/held';
import { changeTopics, observeKafka, withKafka } from '../lifecycle/bundled-kafka-side';

/** What a lifecycle Job does to topics, and what it sees of them. */

const CLUSTERS: [string, Layout][] = [['4.3.1', 'dedicated'], ['4.0.2', 'combined'], ['3.9.2', 'dedicated'], ['3.9.2', 'zookeeper']];

test.each(CLUSTERS)('%s, %s: topics are created, enlarged, configured and deleted', async (version, layout) => {
  const cluster = new KafkaOnLoopback(version, layout);
  try {
    await cluster.up();
    const desired = { ...cluster.desired(), topics: [{ name: 'Orders_v1.eu', config: {}, whenRemoved: 'keep' as const }, { name: 'payments', config: {}, whenRemoved: 'keep' as const }] };
    const use = <T>(action: (kafka: KafkaAdmin) => Promise<T>) => withKafka(layout === 'zookeeper' ? undefined : cluster.brokers[0].prepared('CLUSTER_ID'), action);
    const change = (what: TopicsChange) => use((kafka) => changeTopics({ kind: 'topics', reason: '', change: what, notes: {} }, desired, kafka, HELD));
    const sees = async (what: string, isSo: (topics: NonNullable<KafkaObservation['topics']>) => boolean) => {
      const seen = await cluster.eventually(what, () => use((kafka) => observeKafka(desired, kafka, {})), (o) =>
        !isUnread(o) && o.topics !== undefined && isSo(o.topics));
      return isUnread(seen) ? {} : seen.topics ?? {};
    };

    const topics: readonly NewTopic[] = [{ name: 'Orders_v1.eu', partitions: 3, replicas: 3, config: { 'cleanup.policy': 'compact', 'retention.ms': '1000' } }, { name: 'payments', config: {} }];
    expect(await change({ do: 'create', topics })).toEqual({ kind: 'done', said: '2 topics created' });
    expect((await sees('both are there', (seen) => seen['Orders_v1.eu'] !== undefined && seen.payments !== undefined))['Orders_v1.eu'])
      .toEqual({ partitions: 3, fewestReplicas: 3, mostReplicas: 3, moving: false, settings: { 'cleanup.policy': 'compact', 'retention.ms': '1000' } });
    expect(await change({ do: 'create', topics })).toEqual({ kind: 'done', said: '0 topics created' });
    expect(await change({ do: 'create', topics: [{ name: 'wide', replicas: 9, config: {} }] })).toMatchObject({ kind: 'refused', reason: expect.stringContaining('INVALID_REPLICATION_FACTOR') });

    expect(await change({ do: 'add-partitions', topics: [{ topic: 'Orders_v1.eu', from: 3, to: 5 }] })).toEqual({ kind: 'done', said: '1 topic enlarged' });
    await sees('there are more partitions', (seen) => seen['Orders_v1.eu'].partitions === 5);
    expect(await change({ do: 'add-partitions', topics: [{ topic: 'Orders_v1.eu', from: 5, to: 2 }] })).toMatchObject({ kind: 'refused', reason: expect.stringContaining('INVALID_PARTITIONS') });

    const changes = [{ key: 'retention.ms', to: '2000' }, { key: 'cleanup.policy' }];
    expect(await change({ do: 'configure', topics: [{ topic: 'Orders_v1.eu', changes, applied: [] }] })).toMatchObject({ kind: 'done' });
    await sees('the settings are others', (seen) => JSON.stringify(seen['Orders_v1.eu'].settings) === '{"retention.ms":"2000"}');

    expect(await change({ do: 'delete', topics: ['Orders_v1.eu'] })).toEqual({ kind: 'done', said: '1 topic deleted' });
    expect(Object.keys(await sees('it is gone', (seen) => seen['Orders_v1.eu'] === undefined))).toEqual(['payments']);
    expect(await change({ do: 'delete', topics: ['Orders_v1.eu'] })).toEqual({ kind: 'done', said: '0 topics deleted' });
  } finally {
    await cluster.ground.close();
  }
});
