import { withKafka } from '../../../../lifecycle/clients/kafka/connected-admin';
import { KafkaNode } from '../../../../lifecycle/clients/kafka/kafka-node';

/** A program that reads the metadata of the node that its first argument is, and says what it took. */
async function main(node: KafkaNode): Promise<void> {
  const { partitions } = await withKafka('ours', (kafka) => kafka.metadata(node));
  const last = partitions.topic.length - 1;
  console.log(JSON.stringify({
    partitions: partitions.topic.length,
    last: [partitions.topics[partitions.topic[last]], partitions.partition[last], partitions.leader[last], ...partitions.inSync.slice(-3)],
    mebibytes: process.resourceUsage().maxRSS / 1024,
  }));
}

void main(JSON.parse(process.argv[2]));
