import { Chart, ChartProps, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { KafkaCluster, Storage } from 'cdk8s-kafka';

export interface QuickstartProps extends ChartProps {
  /** The zones of your Kubernetes cluster: `kubectl get nodes -L topology.kubernetes.io/zone` shows them. */
  readonly zones?: string[];
}

/** Three controllers and three brokers, in three zones. */
export class Quickstart extends Chart {
  public readonly kafka: KafkaCluster;

  constructor(scope: Construct, id: string, props: QuickstartProps = {}) {
    super(scope, id, { namespace: 'quickstart', ...props });

    this.kafka = new KafkaCluster(this, 'Events', {
      brokers: { nodes: 3, storage: Storage.persistent(Size.gibibytes(200)) },
      zones: props.zones ?? ['zone-a', 'zone-b', 'zone-c'],
    });
  }
}
