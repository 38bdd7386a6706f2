import { Yaml } from 'cdk8s';
import { Kubectl } from './kubectl';

const POD = 'kafka-tools';

/** A partition as `kafka-topics --describe` prints it. */
export interface Partition {
  readonly topic: string;
  readonly partition: number;
  readonly leader: string;
  readonly replicas: readonly string[];
  readonly isr: readonly string[];
}

/** Kafka's tools are short-lived: what takes long to start, or compiles what runs only once, costs more than it brings. */
export const TOOLS_ENVIRONMENT = [
  { name: 'LOG_DIR', value: '/tmp' },
  { name: 'KAFKA_JVM_PERFORMANCE_OPTS', value: '-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData' },
];

/** Kafka's own command-line tools, in a pod of their own: in a broker's container they would take its memory. */
export class KafkaTools {
  private started?: Promise<void>;

  private readonly awayFrom: string[] = [];

  constructor(private readonly kubectl: Kubectl, private readonly image: string) {}

  /** Keeps the tools away from a Kubernetes node that is to be lost. To be said before the first of them is used. */
  public keepAwayFrom(node: string): void {
    this.awayFrom.push(node);
  }

  /** Creates a topic, unless it is there. */
  public async createTopic(servers: string, topic: string, partitions: number): Promise<void> {
    await this.run(['kafka-topics.sh', '--bootstrap-server', servers, '--create', '--if-not-exists', '--topic', topic, '--partitions', String(partitions)]);
  }

  public async describeTopic(servers: string, topic: string): Promise<readonly Partition[]> {
    return partitionsIn(await this.run(['kafka-topics.sh', '--bootstrap-server', servers, '--describe', '--topic', topic]));
  }

  /** The partitions that lack in-sync replicas. */
  public async underReplicated(servers: string): Promise<readonly Partition[]> {
    return partitionsIn(await this.run(['kafka-topics.sh', '--bootstrap-server', servers, '--describe', '--under-replicated-partitions']));
  }

  /** Sends records and waits until all replicas that must have them do. */
  public async produce(servers: string, topic: string, records: readonly string[]): Promise<void> {
    await this.run(['kafka-console-producer.sh', '--bootstrap-server', servers, '--topic', topic, '--producer-property', 'acks=all'], `${records.join('\n')}\n`);
  }

  /** Sends so many records of a kilobyte, as quickly as it goes. */
  public async fill(servers: string, topic: string, records: number): Promise<void> {
    await this.run([
      'kafka-producer-perf-test.sh', '--topic', topic, '--num-records', String(records), '--record-size', '1024', '--throughput', '-1',
      '--producer-props', `bootstrap.servers=${servers}`, 'acks=all',
    ]);
  }

  /** Reads as many records as are wanted, from the beginning. */
  public async consume(servers: string, topic: string, count: number): Promise<readonly string[]> {
    const text = await this.run([
      'kafka-console-consumer.sh', '--bootstrap-server', servers, '--topic', topic, '--from-beginning', '--max-messages', String(count), '--timeout-ms', '30000',
    ]);
    return text.split('\n').filter((line) => line !== '');
  }

  /** How many records a topic holds. */
  public async countRecords(servers: string, topic: string): Promise<number> {
    const offsets = await this.run(['kafka-get-offsets.sh', '--bootstrap-server', servers, '--topic', topic]);
    return offsets.split('\n').filter((line) => line !== '').reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(':') + 1)), 0);
  }

  /** What `kafka-metadata-quorum describe --status` says, by name. */
  public async quorum(servers: string): Promise<ReadonlyMap<string, string>> {
    const text = await this.run(['kafka-metadata-quorum.sh', '--bootstrap-server', servers, 'describe', '--status']);
    return new Map(text.split('\n').filter((line) => line.includes(':')).map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
  }

  /** Writes a file where the tools run. As an argument: what is given to the standard input of a command that ends at once can be lost on its way. */
  public async write(file: string, text: string): Promise<void> {
    this.started ??= this.start();
    await this.started;
    await this.kubectl.exec(POD, 'tools', ['sh', '-c', 'printf "%s" "$1" >"$2"', 'sh', text, file]);
  }

  /** Runs a tool of /opt/kafka/bin. */
  public async run(command: readonly string[], input?: string): Promise<string> {
    this.started ??= this.start();
    await this.started;
    const tool = [`/opt/kafka/bin/${command[0]}`, ...command.slice(1)];
    // Not by the standard input of kubectl, for the same reason as files.
    return this.kubectl.exec(POD, 'tools', input === undefined ? tool : ['sh', '-c', 'input=$1; shift; printf "%s" "$input" | "$@"', 'sh', input, ...tool], { seconds: 120 });
  }

  private async start(): Promise<void> {
    await this.kubectl.run(['delete', 'pod', POD, '--ignore-not-found', '--grace-period=0', '--force']);
    await this.kubectl.run(['apply', '--filename', '-'], {
      input: Yaml.stringify(restrictedPod(POD, [{ name: 'tools', image: this.image, command: ['sleep', 'infinity'], env: TOOLS_ENVIRONMENT }], {
        awayFrom: this.awayFrom,
      })),
    });
    await this.kubectl.run(['wait', `pod/${POD}`, '--for=condition=Ready', '--timeout=180s'], { seconds: 190 });
  }
}

function partitionsIn(text: string): readonly Partition[] {
  return [...text.matchAll(/Topic: (\S+)\s+Partition: (\d+)\s+Leader: (\S+)\s+Replicas: (\S+)\s+Isr: (\S*)/g)].map(([, topic, partition, leader, replicas, isr]) => ({
    topic, partition: Number(partition), leader, replicas: replicas.split(','), isr: isr.split(',').filter((id) => id !== ''),
  }));
}

export interface ContainerDeclaration {
  readonly name: string;
  readonly image: string;
  readonly command: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value: string }[];
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
}

export interface PodDeclaration {
  /** Kubernetes nodes on which it must not run. */
  readonly awayFrom?: readonly string[];
  /** The service account whose token it gets. @default - none */
  readonly serviceAccount?: string;
  readonly volumes?: readonly object[];
}

/** The manifest of a pod that the restricted Pod Security Standard allows. */
export function restrictedPod(name: string, containers: readonly ContainerDeclaration[], more: PodDeclaration = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: { 'app.kubernetes.io/name': name } },
    spec: {
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 0,
      enableServiceLinks: false,
      automountServiceAccountToken: more.serviceAccount !== undefined,
      ...(more.serviceAccount === undefined ? {} : { serviceAccountName: more.serviceAccount }),
      securityContext: { runAsNonRoot: true, runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000, seccompProfile: { type: 'RuntimeDefault' } },
      ...(more.awayFrom?.length ? {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'NotIn', values: more.awayFrom }] }],
            },
          },
        },
      } : {}),
      containers: containers.map((container) => ({ ...container, securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } })),
      volumes: more.volumes ?? [],
    },
  };
}
