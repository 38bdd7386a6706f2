import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { isUuid } from '../../identity';
import { KafkaModel } from '../../model';

export const CLUSTER_ID_IS_A_UUID: Rule<KafkaModel> = {
  id: 'metadata.cluster-id',
  severity: Severity.ERROR,
  summary: 'A cluster id that is given has the form of Kafka: 16 bytes as 22 characters of URL-safe base64, and does not begin with a hyphen. Only KRaft has one.',
  why: 'All tools of Kafka write ids of this form, and take one that begins with a hyphen for an option; in ZooKeeper mode the cluster makes its own.',
  source: 'org.apache.kafka.common.Uuid, https://kafka.apache.org/documentation/#kraft_storage',
  *check({ metadata }) {
    if (metadata.mode === 'zookeeper') {
      if (metadata.clusterId === undefined) { return; }
      yield { property: 'clusterId', value: metadata.clusterId || "''", message: 'with metadata in ZooKeeper the cluster makes its own id', mend: 'Remove it.' };
    } else if (metadata.clusterIdGiven && (!isUuid(metadata.clusterId) || metadata.clusterId.startsWith('-'))) {
      yield {
        property: 'clusterId',
        value: metadata.clusterId || "''",
        message: metadata.clusterId.startsWith('-') ? "Kafka's tools would take it for an option" : 'it is not 16 bytes as 22 characters of URL-safe base64',
        mend: 'Use what `kafka-storage random-uuid` prints, or leave it out: it is derived from namespace and name.',
      };
    }
  },
};
