import { Yaml } from 'cdk8s';
import { TOOLS_ENVIRONMENT, restrictedPod } from './kafka-tools';
import { Kubectl } from './kubectl';
import { until } from './until';

export interface LoadOptions {
  readonly servers: string;
  /** A topic that exists. */
  readonly topic: string;
  /** Kubernetes nodes on which the load must not run: those that are to be lost. */
  readonly awayFrom?: readonly string[];
  /** How long the producer goes on trying to send a record: `delivery.timeout.ms`, whose own default is two minutes. @default 60 */
  readonly patienceSeconds?: number;
}

/** What became of the records of a load. */
export interface LoadResult {
  /** The numbers of all records that were acknowledged. */
  readonly acknowledged: readonly number[];
  /** What the producer said of each send that failed. */
  readonly failed: readonly string[];
  /** The numbers of acknowledged records that were never consumed. */
  readonly lost: readonly number[];
}

const POD = 'load';

/** Settings with which a producer loses nothing by its own fault: it goes on trying. */
const PRODUCER = [
  'acks=all', 'enable.idempotence=true', 'retries=2147483647', 'request.timeout.ms=5000', 'reconnect.backoff.max.ms=500',
  // A hundred records a second in some ten requests: what is one each keeps two processors busy with itself.
  'linger.ms=100',
];

// The files stay when the programs have ended, until the pod goes. `exec` in the background gives Java's own process id.
const PRODUCER_SCRIPT = `printf '%s\\n' ${PRODUCER.join(' ')} "delivery.timeout.ms=$PATIENCE" >/tmp/producer.properties
/opt/kafka/bin/kafka-verifiable-producer.sh --bootstrap-server "$SERVERS" --topic "$TOPIC" --acks -1 --throughput 100 --producer.config /tmp/producer.properties >/tmp/out &
echo $! >/tmp/pid
wait $!
echo "ended with $?"
exec sleep infinity
`;

/** What the producer says of a record that it was about to send when it was told to end, before it has a place for it or while it looks for one. It was never sent. */
const ENDED = ['Cannot perform operation after producer has been closed', 'Producer closed while send in progress'];

const CONSUMER_SCRIPT = 'exec /opt/kafka/bin/kafka-console-consumer.sh --bootstrap-server "$SERVERS" --topic "$TOPIC" --from-beginning --consumer-property fetch.min.bytes=65536 >/tmp/out';

/**
 * A producer that sends a hundred numbered records a second and waits for all in-sync replicas, and a consumer that reads them from beginning to end, both at work while the
 * scenario goes on.
 */
export class Load {
  /** Starts both, and waits until records are acknowledged and consumed. */
  public static async begin(kubectl: Kubectl, image: string, options: LoadOptions): Promise<Load> {
    const env = [{ name: 'SERVERS', value: options.servers }, { name: 'TOPIC', value: options.topic }, { name: 'PATIENCE', value: String(1000 * (options.patienceSeconds ?? 60)) }, ...TOOLS_ENVIRONMENT];
    await kubectl.run(['delete', 'pod', POD, '--ignore-not-found', '--grace-period=0', '--force']);
    await kubectl.run(['apply', '--filename', '-'], {
      input: Yaml.stringify(restrictedPod(POD, [
        { name: 'consumer', image, command: ['bash', '-c', CONSUMER_SCRIPT], env },
        { name: 'producer', image, command: ['bash', '-c', PRODUCER_SCRIPT], env },
      ], { awayFrom: options.awayFrom })),
    });
    await kubectl.run(['wait', `pod/${POD}`, '--for=condition=Ready', '--timeout=180s'], { seconds: 190 });
    const load = new Load(kubectl);
    await until('the load flows', 180, async () => {
      const [acknowledged, consumed] = [(await load.acknowledged()).length, (await load.consumed()).size];
      return (acknowledged > 100 && consumed > 100) || `${acknowledged} records acknowledged, ${consumed} consumed`;
    });
    return load;
  }

  private constructor(private readonly kubectl: Kubectl) {}

  /** Ends the producer, gives the consumer half a minute to read on, and compares. */
  public async end(): Promise<LoadResult> {
    await this.kubectl.exec(POD, 'producer', ['sh', '-c', 'kill -TERM "$(cat /tmp/pid)"']);
    await until('the producer has ended', 90, async () => (await this.kubectl.log(POD, 'producer')).includes('ended with') || 'it is still sending what it has left');
    const acknowledged = await this.acknowledged();
    const failed = (await this.kubectl.exec(POD, 'producer', ['sh', '-c', 'grep producer_send_error /tmp/out || true'])).split('\n').filter((line) => line !== '' && !ENDED.some((words) => line.includes(words)));
    let lost = acknowledged;
    for (const end = Date.now() + 30_000; lost.length > 0 && Date.now() < end;) {
      const consumed = await this.consumed();
      lost = acknowledged.filter((n) => !consumed.has(n));
    }
    await this.kubectl.run(['delete', 'pod', POD, '--grace-period=0', '--force']);
    return { acknowledged, failed, lost };
  }

  private async acknowledged(): Promise<readonly number[]> {
    return numbers(await this.kubectl.exec(POD, 'producer', ['sed', '-n', 's/.*"producer_send_success".*"value":"\\([0-9]*\\)".*/\\1/p', '/tmp/out']));
  }

  private async consumed(): Promise<ReadonlySet<number>> {
    return new Set(numbers(await this.kubectl.exec(POD, 'consumer', ['cat', '/tmp/out'])));
  }
}

function numbers(text: string): readonly number[] {
  return text.split('\n').filter((line) => line !== '').map(Number);
}
