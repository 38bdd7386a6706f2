import { Named, consumeAcls, manageAcls, produceAcls } from './grants';
import type { User } from './user';
import { checkArguments } from '../validation/props/check-props';

/** How the name of a group is meant. */
export interface GrantConsumeOptions {
  /**
   * Whether the name of the group is only how names of groups begin (KIP-290).
   * @default false
   */
  readonly groupPrefix?: boolean;
}

/** Topics of a cluster that users are granted: one by its name, or all whose names begin so. A lifecycle Job makes the ACLs that Kafka documents. */
export class Topics {
  /** The name in Kafka, or how the names begin. */
  public readonly name: string;

  private readonly granted: Named;

  /** @internal */
  public constructor(name: string, prefix: boolean, private readonly clusterPath: string) {
    this.name = name;
    this.granted = { name, prefix };
  }

  /**
   * Lets a user produce: WRITE and DESCRIBE, as `kafka-acls.sh --producer`, without CREATE. Idempotent producers need no more (KIP-679); for transactions there is
   * `User.allowTransactions`.
   *
   * @param user a user of the same cluster
   * @see https://kafka.apache.org/documentation/#security_authz_cli
   */
  public grantProduce(user: User): void {
    const given = checkArguments('Topics.grantProduce', { user });
    this.grant('Topics.grantProduce', given.user)._add(produceAcls(this.granted));
  }

  /**
   * Lets a user consume as a member of a group: READ and DESCRIBE of the topic, READ of the group, as `kafka-acls.sh --consumer`.
   *
   * @param user a user of the same cluster
   * @param group the consumer group (`group.id`), or how its name begins; `*` is any
   * @param options how the group is meant
   * @see https://kafka.apache.org/documentation/#security_authz_cli
   */
  public grantConsume(user: User, group: string, options?: GrantConsumeOptions): void {
    const given = checkArguments('Topics.grantConsume', { user, group, options });
    this.grant('Topics.grantConsume', given.user)._add(consumeAcls(this.granted, { name: given.group, prefix: given.options?.groupPrefix }));
  }

  /**
   * Lets a user create, change and delete topics, and their settings: CREATE, DELETE, ALTER, DESCRIBE, DESCRIBE_CONFIGS and ALTER_CONFIGS.
   *
   * @param user a user of the same cluster
   * @see https://kafka.apache.org/documentation/#operations_resources_and_protocols
   */
  public grantManage(user: User): void {
    const given = checkArguments('Topics.grantManage', { user });
    this.grant('Topics.grantManage', given.user)._add(manageAcls(this.granted));
  }

  private grant(call: string, user: User): User {
    if (user._clusterPath === this.clusterPath) { return user; }
    throw new Error(`${call}: user '${user.name}' is one of ${user._clusterPath}, and '${this.name}' is of ${this.clusterPath}. Declare the user there, too: addUser('${user.name}').`);
  }
}
