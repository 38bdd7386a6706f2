import type { DesiredScram, DesiredTopic } from '../../src/lifecycle/desired-state';
import type { ThrottledReplicas, UserAcl } from '../observation';
import type { NoteChanges } from '../topic-notes';

/** What `next` says. */
export type Decision = StepDecision | LookDecision | WaitDecision | BlockedDecision | DoneDecision;

/** More must be known before anything can be decided: look again, also at that. */
export interface LookDecision {
  readonly kind: 'look';
  readonly at: 'load';
}

/** Do this, then look again. */
export interface StepDecision {
  readonly kind: 'step';
  readonly step: Step;
}

/** Nothing can be done now; look again later. */
export interface WaitDecision {
  readonly kind: 'wait';
  /** The rule that makes it wait. */
  readonly rule: string;
  /** What the rule holds back, for example `restart of events-broker-a-0`; undefined if nothing is left to do but to see everything well. */
  readonly holds?: string;
  /** What it waits for, as a clause: `events-broker-a-0 catches up: 37 partitions are not in sync`. */
  readonly reason: string;
  /** What would end the wait if it does not end by itself. */
  readonly mend: string;
  /**
   * What moves while there is progress: as long as this is a text that was not there before, the wait goes on. It holds no times.
   */
  readonly progress: string;
  /** How much is still to be done, by any measure: less than ever before, with the same text, is progress too. */
  readonly remaining?: number;
  /** It will hardly end by itself: it is not waited for as long as for what may. */
  readonly unlikely?: boolean;
}

/** No wait would help: somebody has to change something. */
export interface BlockedDecision {
  readonly kind: 'blocked';
  readonly rule: string;
  readonly reason: string;
  /** What would lift it. */
  readonly mend: string;
}

/** All is as desired. */
export interface DoneDecision {
  readonly kind: 'done';
  /** What was noticed and left alone, one sentence each. */
  readonly notes: readonly string[];
}

/** One act on the cluster: plain data, printed as it is, the same when it is done again. */
export type Step = ScaleStep | ConfigureStep | RestartStep | ElectLeadersStep | ReassignStep | AlterLogDirsStep | MarkStep | UnregisterStep
  | TopicsStep | UsersStep;

/** Sets how many pods StatefulSets have. */
export interface ScaleStep {
  readonly kind: 'scale';
  readonly reason: string;
  readonly sets: readonly { readonly set: string; readonly uid: string; readonly from: number; readonly to: number }[];
}

/** Changes settings at run time (IncrementalAlterConfigs, KIP-339). */
export interface ConfigureStep {
  readonly kind: 'configure';
  readonly reason: string;
  /** One broker, or all brokers alike if undefined. */
  readonly broker?: number;
  readonly changes: readonly SettingChange[];
  /** The keys that this and runs before have set there, once this step is done. */
  readonly applied: readonly string[];
}

export interface SettingChange {
  readonly key: string;
  /** What holds before; undefined if that is not known. */
  readonly from?: string;
  /** The new value; undefined removes the setting, so that the next one below it holds. */
  readonly to?: string;
}

/** Replaces pods. All of them at once; the program waits for them afterwards. */
export interface RestartStep {
  readonly kind: 'restart';
  /** In the order in which they are replaced. If one cannot be, those after it are left. */
  readonly nodes: readonly RestartedNode[];
  /** Partitions that have no replica to spare and will not be available meanwhile. */
  readonly unavailable: readonly string[];
}

export interface RestartedNode {
  readonly id: number;
  readonly pod: string;
  /** Only this very pod: another one of the same name is not touched. */
  readonly uid: string;
  /** Why it is outdated, one change each: `num.io.threads: 8 -> 16`. */
  readonly reasons: readonly string[];
  /**
   * `evict` respects disruption budgets. Of a batch the first one is evicted, which uses the budget up, so that nobody else takes a node away meanwhile; the others, which may go
   * together with it, are deleted. A pod whose server does not run is deleted too: a budget that others have used up must not keep it broken.
   */
  readonly by: 'evict' | 'delete';
}

/** Returns leadership to the preferred replicas (ElectLeaders, KIP-460). */
export interface ElectLeadersStep {
  readonly kind: 'elect-leaders';
  readonly reason: string;
  /** By topic. */
  readonly partitions: Readonly<Record<string, readonly number[]>>;
}

/** Begins moves of partitions, or cancels them (AlterPartitionReassignments, KIP-455). */
export interface ReassignStep {
  readonly kind: 'reassign';
  readonly reason: string;
  /** What is to be copied by these moves, and how long that takes at the least, by the throttle. */
  readonly bytes: number;
  readonly seconds: number;
  /** All that is to be copied and has not begun, these moves included. */
  readonly left: number;
  readonly moves: readonly PartitionMove[];
}

export interface PartitionMove {
  readonly topic: string;
  readonly partition: number;
  /** In their order; undefined cancels the move that is under way. */
  readonly replicas?: readonly number[];
  /** Where the broker that gets a replica is to put it; undefined leaves that to Kafka. */
  readonly disk?: { readonly broker: number; readonly path: string };
}

/** Begins moves of replicas to other disks of their brokers, or turns them (AlterReplicaLogDirs, KIP-113). */
export interface AlterLogDirsStep {
  readonly kind: 'alter-log-dirs';
  readonly reason: string;
  /** What is to be copied by these moves, how long that takes at the least, and all that is to be copied and has not begun, these moves included. */
  readonly bytes: number;
  readonly seconds: number;
  readonly left: number;
  readonly moves: readonly DiskChange[];
}

export interface DiskChange {
  readonly broker: number;
  readonly topic: string;
  readonly partition: number;
  /** The paths of log directories: where it is, or was to go, and where it is to be. */
  readonly from: string;
  readonly to: string;
}

export interface ThrottledTopic extends ThrottledReplicas {
  readonly topic: string;
}

/**
 * Sets or removes what shows that brokers are being filled, emptied or balanced, where partitions come from and go to, and what throttles that: settings of brokers, and of topics.
 */
export interface MarkStep {
  readonly kind: 'mark';
  readonly reason: string;
  readonly brokers: readonly { readonly id: number; readonly changes: readonly SettingChange[] }[];
  readonly topics: readonly ThrottledTopic[];
}

/** Lets the cluster forget brokers that are gone (UnregisterBroker, KIP-631). */
export interface UnregisterStep {
  readonly kind: 'unregister';
  readonly reason: string;
  readonly brokers: readonly number[];
  /** Settings that are removed before: they would hold again for a broker of the same id, and could not be removed until it is there. */
  readonly settings: readonly string[];
}

/** Creates, changes or deletes topics that are declared, or were (CreateTopics, CreatePartitions, IncrementalAlterConfigs, DeleteTopics), and notes which of them runs look after. */
export interface TopicsStep {
  readonly kind: 'topics';
  readonly reason: string;
  readonly change: TopicsChange;
  /** What is noted once this is done, by place (`topic-notes.ts`). */
  readonly notes: NoteChanges;
}

export type TopicsChange =
  | { readonly do: 'create'; readonly topics: readonly NewTopic[] }
  | { readonly do: 'add-partitions'; readonly topics: readonly { readonly topic: string; readonly from: number; readonly to: number }[] }
  | { readonly do: 'configure'; readonly topics: readonly TopicSettingsChange[] }
  | { readonly do: 'delete'; readonly topics: readonly string[] }
  | { readonly do: 'note' };

export type NewTopic = Omit<DesiredTopic, 'whenRemoved'>;

export interface TopicSettingsChange {
  readonly topic: string;
  readonly changes: readonly SettingChange[];
  /** The keys that this and runs before have set there, once this step is done. */
  readonly applied: readonly string[];
}

/**
 * Gives users that are declared, or were, what they are to have, or takes it away (AlterUserScramCredentials, CreateAcls, DeleteAcls, AlterClientQuotas), fills their Secrets, and notes what runs have
 * given them. No password is in it: an act reads the Secret.
 */
export interface UsersStep {
  readonly kind: 'users';
  readonly reason: string;
  readonly change: UsersChange;
  /** What is noted once this is done, by place (`user-notes.ts`). */
  readonly notes: NoteChanges;
}

export type UsersChange =
  | { readonly do: 'fill-secrets'; readonly users: readonly string[] }
  | { readonly do: 'limit'; readonly quotas: readonly UserQuotaChange[] }
  /** `version`: of the Secret that holds the password. With another one it is not set. */
  | { readonly do: 'set-passwords'; readonly users: readonly PasswordChange[] }
  | { readonly do: 'allow'; readonly acls: readonly UserAclChange[] }
  | {
    readonly do: 'remove';
    readonly acls: readonly UserAclChange[];
    readonly credentials: readonly { readonly user: string; readonly mechanism: DesiredScram['mechanism'] }[];
    readonly quotas: readonly UserQuotaChange[];
  }
  | { readonly do: 'note' };

export interface PasswordChange {
  readonly user: string;
  readonly mechanism: DesiredScram['mechanism'];
  readonly version: string;
}

export interface UserAclChange {
  readonly user: string;
  readonly acl: UserAcl;
}

export interface UserQuotaChange {
  /** Undefined: all that have none of their own. */
  readonly user?: string;
  /** By Kafka's key. */
  readonly changes: readonly { readonly key: string; readonly from?: number; readonly to?: number }[];
}
