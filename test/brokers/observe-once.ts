import { readFileSync } from 'node:fs';
import { withKafka } from '../../lifecycle/clients/kafka/connected-admin';
import { isUnread } from '../../lifecycle/observation';
import { observeKafka } from '../../lifecycle/observe/kafka';
import { DesiredCluster } from '../../src/lifecycle/desired-state';

/** A program that looks at a cluster once and then has nothing left to do. Its first argument is the file of the desired cluster. */
async function main(file: string): Promise<void> {
  const cluster: DesiredCluster = JSON.parse(readFileSync(file, 'utf8'));
  const clusterId = cluster.metadata.mode === 'kraft' ? cluster.metadata.clusterId : undefined;
  const seen = await withKafka(clusterId, (kafka) => observeKafka(cluster, kafka, {}));
  console.log(JSON.stringify(isUnread(seen) ? seen : { brokers: seen.brokers, topics: seen.partitions.topics }));
}

void main(process.argv[2]);
