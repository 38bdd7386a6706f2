import { brokersIn } from './brokers';
import { catchUpLags } from './catch-up';
import { SourcedMetadata, freshMetadata } from './fresh-metadata';
import { minInSync, topicMinInSync } from './min-in-sync';
import { reassigningRows } from './partition-rows';
import { settingsObservation, wantedSettings } from './settings';
import { DesiredCluster } from '../../src/lifecycle/desired-state';
import { ClusterMetadata, KafkaAdmin, RegisteredBroker } from '../clients/kafka/kafka-admin';
import { KafkaNode } from '../clients/kafka/kafka-node';
import { activeController } from '../contact/active-controller';
import { allAnswers } from '../contact/all-answers';
import { brokersOf, controllersOf } from '../contact/cluster-nodes';
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
  const { source, metadata, reassignments, ...authority } = cluster.metadata.mode === 'kraft' ? await fromQuorum(cluster, kafka) : await fromController(cluster, kafka);
  const { unsound, ...partitions } = metadata.partitions;
  if (unsound.length > 0) { throw new Unreadable(unsound.map((what) => `Metadata of broker ${source.id}: ${what}`), true); }
  const reassigning = reassigningRows(partitions, reassignments, (topic, partition) => {
    throw new Unreadable([`${topic}-${partition} is reassigned, but in no metadata`], true);
  });

  const brokers = brokersIn(metadata, await kafka.registeredBrokers(source), cluster.metadata.mode);
  const inService = nodesInService(cluster, metadata, brokers);
  const [told, clusterSettings, { answers, silent }, lags] = await Promise.all([
    topicMinInSync(kafka, source, partitions.topics),
    kafka.clusterSettings(source),
    allAnswers(inService, (node) => kafka.brokerSettings(node, wantedSettings(cluster.dynamic, node.id))),
    catchUpLags(kafka, partitions, inService),
  ]);
  return {
    ...authority,
    brokers: brokers.map((broker): BrokerObservation => ({ ...broker, lag: lags.get(broker.id), silent: silent.get(broker.id) })),
    partitions: { ...partitions, minInSync: minInSync(partitions.topics, told, answers.values()), reassigning },
    settings: settingsObservation(cluster.dynamic, clusterSettings, answers, applied),
  };
}

interface Seen extends Omit<SourcedMetadata, 'quorum'> {
  readonly reassignments: ReadonlyMap<string, readonly number[]>;
  readonly activeController?: number;
  readonly quorum?: QuorumObservation;
}

/** Reassignments first: the metadata is then newer, and a reassignment that ends in between is taken for one that goes on, never the other way round. */
async function fromQuorum(cluster: DesiredCluster, kafka: KafkaAdmin): Promise<Seen> {
  const leader = await findLeader(kafka, controllersOf(cluster));
  const reassignments = await kafka.reassignments(leader.node);
  const { quorum, ...sourced } = await freshMetadata(kafka, leader.node, brokersOf(cluster));
  return { ...sourced, reassignments, quorum: quorumObservation(quorum) };
}

async function fromController(cluster: DesiredCluster, kafka: KafkaAdmin): Promise<Seen> {
  const source = await activeController(kafka, brokersOf(cluster));
  const reassignments = await kafka.reassignments(source);
  const metadata = await kafka.metadata(source);
  if (metadata.controllerId !== source.id) { throw new Unreadable([`broker ${source.id} was the controller, and now broker ${metadata.controllerId} is`], true); }
  return { source, metadata, reassignments, activeController: source.id };
}

/** The brokers in service, where they are asked: as declared, or as they say themselves if they are not. */
function nodesInService(cluster: DesiredCluster, metadata: ClusterMetadata, brokers: readonly RegisteredBroker[]): readonly KafkaNode[] {
  const declared = new Map(brokersOf(cluster).map((node) => [node.id, node]));
  const advertised = new Map(metadata.brokers.map(({ id, host, port }) => [id, { id, role: 'broker' as const, host, port }]));
  return brokers.filter((b) => !b.fenced).map((b) => declared.get(b.id) ?? advertised.get(b.id)).filter((n) => n !== undefined);
}
