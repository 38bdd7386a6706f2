import type { Acl } from './acl';
import { adminAcls, connectAcls, streamsAcls, transactionAcls } from './grants';
import { UserModel, desiredAcls } from './user-model';
import { checkArguments } from '../validation/props/check-props';
import { mark } from '../validation/props/mark';

/** How the names of an allowance are meant. */
export interface AllowOptions {
  /**
   * Whether the name is only how names begin (KIP-290).
   * @default false
   */
  readonly prefix?: boolean;
}

/** The names of a Connect cluster, as its workers' configuration has them. */
export interface ConnectClusterNames {
  /** `group.id` */
  readonly groupId: string;

  /**
   * `config.storage.topic`
   * @default 'connect-configs'
   */
  readonly configTopic?: string;

  /**
   * `offset.storage.topic`
   * @default 'connect-offsets'
   */
  readonly offsetTopic?: string;

  /**
   * `status.storage.topic`
   * @default 'connect-status'
   */
  readonly statusTopic?: string;

  /**
   * Whether source connectors write each record exactly once (`exactly.once.source.support`, KIP-618).
   * @default false
   */
  readonly exactlyOnce?: boolean;
}

/** A user that a cluster declares: `KafkaCluster.addUser` makes it. */
export class User {
  /** @internal */
  public static _of(declared: UserModel, clusterPath: string, changed: () => void): User { return new User(declared, clusterPath, changed); }

  /** Its name in Kafka, without the type `User:`. */
  public readonly name: string;

  /** The name of the Secret in which a client finds with what it logs in, and where; undefined if it does not authenticate by SCRAM. */
  public readonly secretName?: string;

  /**
   * The path of its cluster.
   * @internal
   */
  public readonly _clusterPath: string;

  private acls: UserModel['acls'];

  private constructor(private readonly declared: UserModel, clusterPath: string, private readonly changed: () => void) {
    mark(this, 'User');
    this._clusterPath = clusterPath;
    this.name = declared.name;
    this.secretName = declared.scram?.secret;
    this.acls = declared.acls;
  }

  /** The name by which Kafka knows it: `User:` and its name. */
  public get principal(): string { return `User:${this.name}`; }

  /**
   * Allows or denies something, in full.
   *
   * @param acl what, of which resource; checked at synthesis
   */
  public addAcl(acl: Acl): void { this._add([checkArguments('User.addAcl', { acl }).acl]); }

  /**
   * Lets it begin, commit and abort transactions: WRITE and DESCRIBE of the transactional id. To write and read in them it needs to be granted topics, too.
   *
   * @param transactionalId the id (`transactional.id`), or how it begins
   * @param options how the id is meant
   * @see https://kafka.apache.org/documentation/#operations_resources_and_protocols
   */
  public allowTransactions(transactionalId: string, options?: AllowOptions): void {
    const given = checkArguments('User.allowTransactions', { transactionalId, options });
    this._add(transactionAcls({ name: given.transactionalId, prefix: given.options?.prefix }));
  }

  /** Lets it do everything: ALL of the cluster, and of any topic, group, transactional id, delegation token and user. */
  public allowAdmin(): void { this._add(adminAcls()); }

  /**
   * Lets it run a Kafka Streams application: ALL of topics whose names begin with the application's id and a hyphen, WRITE and DESCRIBE of transactional ids that do, and ALL of the group that is named
   * as the application. Its input and output topics it needs to be granted, too: `orders.grantConsume(app, id)`, `invoices.grantProduce(app)`.
   *
   * @param applicationId `application.id`
   * @see https://kafka.apache.org/documentation/streams/developer-guide/security.html#required-acl-setting-for-secure-kafka-clusters
   */
  public allowStreams(applicationId: string): void {
    this._add(streamsAcls(checkArguments('User.allowStreams', { applicationId }).applicationId));
  }

  /**
   * Lets it run the workers of a Connect cluster: READ of the group; READ, WRITE, CREATE, DESCRIBE and DESCRIBE_CONFIGS of the three topics of the workers; with `exactlyOnce` WRITE and DESCRIBE of
   * the transactional id `connect-cluster-<group.id>`, and of those that begin with `<group.id>-`, with which source connectors write. What connectors write and read it needs to be granted, too; the groups of sinks are named `connect-<connector>`.
   *
   * @param names the names of the Connect cluster
   * @see https://kafka.apache.org/documentation/#connect_exactlyoncesource
   */
  public allowConnect(names: ConnectClusterNames): void {
    const { groupId, configTopic, offsetTopic, statusTopic, exactlyOnce } = checkArguments('User.allowConnect', { names }).names;
    const topics = [configTopic ?? 'connect-configs', offsetTopic ?? 'connect-offsets', statusTopic ?? 'connect-status'];
    this._add(connectAcls({ groupId, topics, exactlyOnce: exactlyOnce ?? false }));
  }

  /** @internal */
  public _add(acls: readonly Acl[]): void {
    const known = new Set(this.acls.map((acl) => JSON.stringify(acl)));
    const added = acls.flatMap(desiredAcls).filter((acl) => !known.has(JSON.stringify(acl)));
    this.acls = [...this.acls, ...added];
    this.changed();
  }

  /** @internal */
  public _model(): UserModel { return { ...this.declared, acls: this.acls }; }
}
