import { LargeCluster } from '../../benchmark/next/large-cluster';
import { memory, times } from '../../benchmark/next/measure';
import { plainLoop } from '../../benchmark/next/plain-loops';

test('with replicas across racks, a whole rack is a batch, and gets its leaders back', async () => {
  const cluster = new LargeCluster(9, 180, 'across racks');
  const { partitions } = await cluster.observe();
  expect(partitions.topic.length).toBe(180);
  expect(plainLoop(partitions, 0)).toBe(0);
  const measured = await times(cluster, 2);
  expect(measured).toMatchObject({ batchSize: 3, elected: 60 });
  expect(measured.batch).toHaveLength(2);
});

test('with replicas side by side, only brokers that share no partition are a batch', async () => {
  expect(await times(new LargeCluster(18, 360, 'side by side'), 1)).toMatchObject({ batchSize: 2 });
});

test('the memory of the process is told', async () => {
  expect(await memory(new LargeCluster(6, 60, 'across racks'), 2)).toBeGreaterThan(10);
});
