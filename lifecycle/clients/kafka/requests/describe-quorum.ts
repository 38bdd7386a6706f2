import { NodeConnection } from '../connection';
import { Quorum, QuorumReplica } from '../kafka-admin';

interface Replica {
  readonly replicaId: number;
  readonly logEndOffset: bigint;
  readonly lastFetchTimestamp: bigint;
  readonly lastCaughtUpTimestamp: bigint;
}

/** DescribeQuorum 2 of the one partition of the metadata. */
export async function describeQuorum(connection: NodeConnection): Promise<Quorum> {
  const { api } = connection.library.describeQuorumV2;
  const { topics } = await connection.ask(api, [{ topicName: '__cluster_metadata', partitions: [{ partitionIndex: 0 }] }]);
  const partition = topics[0]?.partitions[0];
  if (partition === undefined) { throw connection.refusal(api, 3, 'it tells nothing of the metadata'); }
  return {
    leader: partition.leaderId,
    epoch: partition.leaderEpoch,
    highWatermark: Number(partition.highWatermark),
    voters: partition.currentVoters.map(replica),
    observers: partition.observers.map(replica),
  };
}

function replica({ replicaId, logEndOffset, lastFetchTimestamp, lastCaughtUpTimestamp }: Replica): QuorumReplica {
  return { id: replicaId, logEndOffset: Number(logEndOffset), lastFetch: Number(lastFetchTimestamp), lastCaughtUp: Number(lastCaughtUpTimestamp) };
}
