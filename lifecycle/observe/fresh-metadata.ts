import { Freshness } from './freshness';
import { ClusterMetadata, KafkaAdmin, Quorum } from '../clients/kafka/kafka-admin';
import { KafkaError } from '../clients/kafka/kafka-error';
import { KafkaNode } from '../clients/kafka/kafka-node';
import { Unreadable } from '../contact/unreadable';

export interface SourcedMetadata {
  readonly source: KafkaNode;
  readonly metadata: ClusterMetadata;
  /** The quorum as it was when the source was found fresh. */
  readonly quorum: Quorum;
}

const LOOKS = 40;
const PAUSE_MILLIS = 50;

/** KRaft: the metadata from a broker that surely has all that had happened when this was called; see `Freshness`. */
export async function freshMetadata(kafka: KafkaAdmin, leader: KafkaNode, brokers: readonly KafkaNode[]): Promise<SourcedMetadata> {
  const first = await kafka.quorum(leader);
  const freshness = new Freshness(first);
  const failures = new Map<number, string>();
  let quorum = first;
  for (let look = 1; look <= LOOKS; look++) {
    const told = freshness.told();
    const level = freshness.level();
    for (const source of brokers.filter((b) => level.has(b.id) && !failures.has(b.id))) {
      try {
        if (told.has(source.id) || await kafka.tellsAgreement(leader) && await kafka.tellsAgreement(source)) {
          return { source, metadata: await kafka.metadata(source), quorum };
        }
      } catch (error) {
        if (!(error instanceof KafkaError) || error.node.role === 'controller') { throw error; }
        failures.set(source.id, error.message);
      }
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS));
    quorum = await kafka.quorum(leader);
    if (quorum.epoch !== first.epoch) { throw new Unreadable(['the quorum elected a leader while it was read'], true); }
    freshness.look(quorum);
  }
  throw new Unreadable([...whyNoneIsFresh(quorum, freshness, brokers.filter((b) => !failures.has(b.id))), ...failures.values()]);
}

function whyNoneIsFresh(quorum: Quorum, freshness: Freshness, brokers: readonly KafkaNode[]): readonly string[] {
  const waited = `${LOOKS * PAUSE_MILLIS / 1000} s`;
  if (!freshness.agreed) {
    return [`the quorum has not agreed on its metadata within ${waited}: a majority of voters has it up to ${quorum.highWatermark}, the leader up to ${freshness.end}`];
  }
  if (brokers.length === 0) { return []; }
  const ends = freshness.ends();
  const where = brokers.slice(0, 10).map(({ id }) => `broker ${id} ${ends.has(id) ? `is at ${ends.get(id)}` : 'does not follow it'}`);
  return [`no broker surely has the metadata of ${waited} ago: the log of the quorum's leader was at ${freshness.end}, ${where.join(', ')}`];
}
