import { Chart, ChartProps, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { KafkaCluster, KafkaVersion, Metadata, Storage, ZooKeeperEnsemble } from 'cdk8s-kafka';

/** A three-node ZooKeeper ensemble with SSD storage, and a six-node Kafka cluster with 16 TB of HDD storage per node. */
export class ZooKeeperExample extends Chart {
  public readonly zookeeper: ZooKeeperEnsemble;
  public readonly kafka: KafkaCluster;

  constructor(scope: Construct, id: string, props: ChartProps = {}) {
    super(scope, id, { namespace: 'zookeeper-example', ...props });

    this.zookeeper = new ZooKeeperEnsemble(this, 'ZooKeeper', {
      nodes: 3,
      storage: Storage.persistent(Size.gibibytes(100), { storageClass: 'ssd' }),
    });
    this.kafka = new KafkaCluster(this, 'Kafka', {
      version: KafkaVersion.V3_9,
      metadata: Metadata.zooKeeper(this.zookeeper),
      brokers: { nodes: 6, storage: Storage.persistent(Size.tebibytes(16), { storageClass: 'hdd' }) },
    });
  }
}
