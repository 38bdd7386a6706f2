import { Chart, ChartProps, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { KafkaCluster, Sizing, Storage } from 'cdk8s-kafka';

/** One node that is controller and broker at once, as small as it goes: for development. */
export class SingleNode extends Chart {
  public readonly kafka: KafkaCluster;

  constructor(scope: Construct, id: string, props: ChartProps = {}) {
    super(scope, id, { namespace: 'single-node', ...props });

    this.kafka = new KafkaCluster(this, 'Dev', {
      combined: { nodes: 1, storage: Storage.persistent(Size.gibibytes(10)) },
      sizing: Sizing.DEVELOPMENT,
    });
  }
}
