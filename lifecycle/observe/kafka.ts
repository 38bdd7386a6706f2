import { brokersIn } from './brokers';
import { catchUpLags } from './catch-up';
import { SourcedMetadata, freshMetadata } from './fresh-metadata';
import { minInSync } from './min-in-sync';
import { reassigningRows, reassignmentsIn } from './reassignments';
import { settingsObservation, wantedSettings } from './settings';
import { throttledTopics } from './throttled';
import { topicSettings } from './topic-settings';
import { observeTopics, topicObservations } from './topics';
import { observeUsers } from './users';
import { DesiredCluster } from '../../src/lifecycle/desired-state';
import { KafkaAdmin, Reassignment } from '../clients/kafka/kafka-admin';
import { activeController } from '../contact/active-controller';
import { allAnswers } from '../contact/all-answers';
import { brokersOf, controllersOf } from '../contact/cluster-nodes';
import { nodesInService } from '../contact/nodes-in-service';
import { findLeader, quorumObservation } from '../contact/quorum-leader';
import { Unreadable, unreadable } from '../contact/unreadable';
import { BrokerObservation, KafkaObservation, QuorumObservation, SettingsObservation, Unread } from '../observation';

/**
 * What a Kafka cluster tells of itself: all that decisions rest on, or what of it could not be read. A single broker that does not answer for itself makes nothing unread: it is
 * named `silent`, as the others tell all else of it.
 *
 * @param applied what runs before this one have set, from where they keep it
 */
export async function observeKafka(cluster: DesiredCluster, kafka: KafkaAdmin, applied: SettingsObservation['applied']): Promise<KafkaObservation | Unread> {
  let failed = new Unreadable([]);
  for (let look = 1; look <= 2; look++) {
    try {
      return await lookOnce(cluster, kafka, applied);
    } catch (error) {
      failed = unreadable(error);
      if (!failed.contradiction) { break; }
    }
  }
  return { unread: failed.unread, mend: failed.mend };
}

async function lookOnce(cluster: DesiredCluster, kafka: KafkaAdmin, applied: SettingsObservation['applied']): Promise<KafkaObservation> {
  const { source, metadata, reassigned, ...authority } = cluster.metadata.mode === 'kraft' ? await fromQuorum(cluster, kafka) : await fromController(cluster, kafka);
  const { unsound, ...partitions } = metadata.partitions;
  if (unsound.length > 0) { throw new Unreadable(unsound.map((what) => `Metadata of broker ${source.id}: ${what}`), true); }
  const reassignments = reassignmentsIn(partitions, reassigned);
  const brokers = brokersIn(metadata, await kafka.registeredBrokers(source), cluster.metadata.mode);
  const inService = nodesInService(cluster, brokers, metadata.brokers);
  const [told, own, clusterSettings, { answers, silent }, lags, users] = await Promise.all([
    topicSettings(kafka, source, partitions.topics),
    observeTopics(kafka, source, cluster, applied, partitions),
    kafka.clusterSettings(source),
    allAnswers(inService, (node) => kafka.brokerSettings(node, wantedSettings(cluster.dynamic, node.id))),
    catchUpLags(kafka, partitions, inService),
    observeUsers(kafka, source, cluster, applied),
  ]);
  const throttled = throttledTopics(partitions.topics, told);
  return {
    ...authority,
    brokers: brokers.map((broker): BrokerObservation => ({ ...broker, lag: lags.get(broker.id), silent: silent.get(broker.id) })),
    partitions: { ...partitions, minInSync: minInSync(told, answers.values()), reassigning: reassigningRows(partitions.topic.length, reassignments) },
    reassignments,
    throttled,
    topics: topicObservations(own, partitions, reassignments, throttled),
    users,
    settings: settingsObservation(cluster.dynamic, clusterSettings, answers, applied),
  };
}

interface Seen extends Omit<SourcedMetadata, 'quorum'> {
  readonly reassigned: ReadonlyMap<string, readonly Reassignment[]>;
  readonly activeController?: number;
  readonly quorum?: QuorumObservation;
}

/** Reassignments first: the metadata is then newer, and a reassignment that ends in between is taken for one that goes on, never the other way round. */
async function fromQuorum(cluster: DesiredCluster, kafka: KafkaAdmin): Promise<Seen> {
  const leader = await findLeader(kafka, controllersOf(cluster));
  const reassigned = await kafka.reassignments(leader.node);
  const { quorum, ...sourced } = await freshMetadata(kafka, leader.node, brokersOf(cluster));
  return { ...sourced, reassigned, quorum: quorumObservation(quorum) };
}

async function fromController(cluster: DesiredCluster, kafka: KafkaAdmin): Promise<Seen> {
  const source = await activeController(kafka, brokersOf(cluster));
  const reassigned = await kafka.reassignments(source);
  const metadata = await kafka.metadata(source);
  if (metadata.controllerId !== source.id) { throw new Unreadable([`broker ${source.id} was the controller, and now broker ${metadata.controllerId} is`], true); }
  return { source, metadata, reassigned, activeController: source.id };
}
