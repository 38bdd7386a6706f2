import { Duration } from 'cdk8s';
import { UnavoidableOutages, UndeclaredSettings } from './lifecycle-policy';
import { LifecycleTrigger } from './lifecycle-trigger';
import { RebalancePolicy } from './rebalance-policy';
import { LogLayout } from '../config/logging-options';
import type { KafkaCluster } from '../kafka/kafka-cluster';
import { Placement } from '../kubernetes/placement';
import { Resources } from '../kubernetes/resources';
import { Acknowledgement } from '../validation/finding';
import type { ZooKeeperEnsemble } from '../zookeeper/zookeeper-ensemble';

/** What a lifecycle Job looks after, and how cautious it is. */
export interface KafkaLifecycleJobProps {
  /**
   * The cluster that it looks after.
   * @default - those of `clusters`
   */
  readonly cluster?: KafkaCluster;

  /**
   * Several clusters of one namespace, one after the other.
   * @default - only `cluster`
   */
  readonly clusters?: KafkaCluster[];

  /**
   * The ZooKeeper ensembles that it looks after, before the clusters. An ensemble that several Jobs' clusters share is named here by one of them, and by the others as `[]`.
   * @default - those in which the clusters keep their metadata, as far as they are declared in this app
   */
  readonly ensembles?: ZooKeeperEnsemble[];

  /**
   * The name with which the names of all its objects begin. At most 52 characters.
   * @default - the construct's id in lower case: `Lifecycle` becomes `lifecycle`
   */
  readonly name?: string;

  /**
   * What makes it run.
   * @default LifecycleTrigger.onChange()
   */
  readonly trigger?: LifecycleTrigger;

  /**
   * Only say what would be done, and touch nothing. Its Role allows no more. As long as that is so, nobody starts or restarts a node of these clusters.
   * @default false
   */
  readonly dryRun?: boolean;

  /**
   * The most brokers that are restarted at once, all of one rack, and never more than the in-sync replicas of all partitions allow. At least 1.
   * @default 1
   */
  readonly concurrency?: number;

  /**
   * How many replicas beyond `min.insync.replicas` stay in sync while brokers are restarted, where a partition has a replica to spare for it. Not below 0. One replica may always be
   * away, or nothing could be restarted: so with 1, partitions of 4 replicas of which 2 must be in sync keep 3, and producers still go on if one more broker is lost during a restart;
   * partitions of 3 replicas of which 2 must be in sync, the defaults, keep 2, as without it.
   * @default 0
   */
  readonly inSyncMargin?: number;

  /**
   * Whether nodes are restarted though something goes offline meanwhile that has no replica to spare.
   * @default UnavoidableOutages.ACCEPT
   */
  readonly unavoidable?: UnavoidableOutages;

  /**
   * After how long without any progress a wait has failed: no log recovered, no replica caught up, no pod started. There is no other limit but `deadline`, as a large
   * broker may take hours. At least a second.
   * @default Duration.minutes(15)
   */
  readonly noProgress?: Duration;

  /**
   * Whether leadership returns to the preferred replicas after restarts.
   * @default true
   */
  readonly preferredLeaders?: boolean;

  /**
   * What becomes of settings of brokers that were changed at run time and are not declared.
   * @default UndeclaredSettings.REPORT
   */
  readonly undeclaredSettings?: UndeclaredSettings;

  /**
   * When replicas move between brokers, how far and how fast. Brokers that are declared no longer are emptied before they are removed, whatever it says.
   * @default RebalancePolicy.onScale()
   */
  readonly rebalance?: RebalancePolicy;

  /**
   * How long the Job may take in all, counted from its start, repetitions after failures included. Longer than `noProgress`. A minute before (of less than two minutes: after half
   * of it) the run ends by itself, has failed, and its log says what it waited for. That is counted anew for each pod: a repetition that is still at work at the deadline of the
   * Job is ended by Kubernetes, which deletes that pod and its log; those of the attempts before it stay.
   * @default Duration.days(1)
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup
   */
  readonly deadline?: Duration;

  /**
   * How long a finished Job stays, its log with it. As long as it is there, to apply the same declaration again does not run it again, also not to go back to it from another one.
   * @default - ten minutes with `onChange()`; for ever with other triggers, whose tools replace it and would make one that is gone again
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/
   */
  readonly ttlAfterFinished?: Duration;

  /**
   * The container image: any with Node.js 20 or later as `node`.
   * @default node:22-slim
   */
  readonly image?: string;

  /**
   * Processor and memory of the run.
   * @default - 0.1 cores and 512 MiB, which are enough for 1000 brokers
   */
  readonly resources?: Resources;

  /**
   * Where its pod runs.
   * @default - anywhere
   */
  readonly placement?: Placement;

  /**
   * Labels for all its objects, its pod included.
   * @default - none beside those by which objects are found
   */
  readonly labels?: { [name: string]: string };

  /**
   * Annotations for all its objects, its pod included.
   * @default - none
   */
  readonly annotations?: { [name: string]: string };

  /**
   * How the lines of its log look: for people, or as JSON for a collector.
   * @default LogLayout.TEXT
   */
  readonly logLayout?: LogLayout;

  /**
   * A port at which it tells Prometheus how far it is while it runs, from 1024 to 65535.
   * @default - none
   */
  readonly metricsPort?: number;

  /**
   * Warnings that are accepted, each with a reason.
   * @default - none
   */
  readonly acknowledge?: Acknowledgement[];
}
