import { KafkaAdmin } from '../clients/kafka/kafka-admin';
import { KafkaNode } from '../clients/kafka/kafka-node';
import { allAnswers } from '../contact/all-answers';
import { Unreadable } from '../contact/unreadable';
import { ClusterObservation, KafkaObservation, LoadObservation } from '../observation';
import { loadOf } from '../observe/load';
import { LoadWatch } from '../observe/load-watch';
import { minInSync } from '../observe/min-in-sync';
import { reassigningRows, reassignmentsIn } from '../observe/reassignments';
import { settingsObservation } from '../observe/settings';
import { throttledTopics } from '../observe/throttled';
import { topicSettings } from '../observe/topic-settings';

/** Where a command finds a cluster. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** A cluster as its brokers tell it: a command may not reach the controllers. */
export interface SeenCluster {
  readonly observation: ClusterObservation & { readonly kafka: KafkaObservation; readonly load: LoadObservation };
  /** Where each broker is asked. */
  readonly nodes: readonly KafkaNode[];
  /** What is to be told to the controller is told to this one: in KRaft it hands it on, else it is the controller. */
  readonly controller: KafkaNode;
}

const NOTHING_DECLARED = { clusterWide: {}, perBroker: {} };
const NO_KEYS: ReadonlySet<string> = new Set();

/**
 * Looks at a cluster. All brokers must answer: what one holds back could be anywhere.
 *
 * @param bootstrap the first of them that answers tells of the others
 * @param watch watches what is written, if that is to be known
 * @throws Unreadable
 */
export async function seeCluster(kafka: KafkaAdmin, bootstrap: readonly Address[], watch?: LoadWatch): Promise<SeenCluster> {
  const { first, controllerId } = await firstThatAnswers(kafka, bootstrap);
  const nodes = (await kafka.brokersInService(first)).map(({ id, host, port }): KafkaNode => ({ id, role: 'broker', host, port }));
  const controller = nodes.find(({ id }) => id === controllerId) ?? first;
  // Before the metadata, see observe/kafka.ts.
  const reassigned = await kafka.reassignments(controller);
  const { brokers, partitions: { unsound, ...columns } } = await kafka.metadata(controller);
  if (unsound.length > 0) { throw new Unreadable(unsound); }
  const reassignments = reassignmentsIn(columns, reassigned);
  const [told, { answers, silent }] = await Promise.all([
    topicSettings(kafka, controller, columns.topics), allAnswers(nodes, (node) => kafka.brokerSettings(node, NO_KEYS)),
  ]);
  if (silent.size > 0) { throw new Unreadable([...silent.values()].sort()); }
  const partitions = { ...columns, minInSync: minInSync(told, answers.values()), reassigning: reassigningRows(columns.topic.length, reassignments) };
  const load = await loadOf(kafka, nodes, { partitions, reassignments });
  return {
    nodes,
    controller,
    observation: {
      sets: {},
      kafka: {
        brokers: brokers.map(({ id, rack }) => ({ id, rack, fenced: false })),
        partitions,
        reassignments,
        throttled: throttledTopics(columns.topics, told),
        settings: settingsObservation(NOTHING_DECLARED, [], answers, {}),
      },
      load: watch ? { ...load, ...await watch.look(kafka, nodes, partitions, load.size) } : load,
    },
  };
}

async function firstThatAnswers(
  kafka: KafkaAdmin, bootstrap: readonly Address[],
): Promise<{ readonly first: KafkaNode; readonly controllerId: number }> {
  const failures: string[] = [];
  for (const [i, address] of bootstrap.entries()) {
    // Its id is not known yet; each is connected under one of its own.
    const first: KafkaNode = { id: -1 - i, role: 'broker', ...address };
    try {
      return { first, controllerId: (await kafka.identify(first)).controllerId };
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new Unreadable(failures);
}
