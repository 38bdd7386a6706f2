import { Acl } from './acl';
import { Quotas } from './quotas';
import { UserAuthentication } from './user-authentication';
import { UndeclaredAcls, UserRemoval } from './user-removal';

/** What a user is like. The same may be given to several users, of several clusters. */
export interface UserProps {
  /**
   * How it shows who it is.
   * @default UserAuthentication.scram() - with a password that is made in the Kubernetes cluster
   */
  readonly authentication?: UserAuthentication;

  /**
   * How much of each broker it may take.
   * @default - what holds for everybody (`defaultQuotas` of the cluster)
   * @see https://kafka.apache.org/documentation/#design_quotas
   */
  readonly quotas?: Quotas;

  /**
   * What it may do, in full. What is said in fewer words, as `orders.grantProduce(shop)`, is added.
   * @default - nothing
   * @see https://kafka.apache.org/documentation/#security_authz
   */
  readonly acls?: Acl[];

  /**
   * What becomes of ACLs of the same user that are not declared and that no run has made. Those that a run has made and that are no longer declared are always removed.
   * @default UndeclaredAcls.REPORT
   */
  readonly undeclaredAcls?: UndeclaredAcls;

  /**
   * What becomes of it when it is no longer declared.
   * @default UserRemoval.DELETE - an access that nobody declares ends
   */
  readonly whenRemoved?: UserRemoval;

  /**
   * The name of the Secret in which a client with a password finds user name, password, JAAS configuration, bootstrap servers, protocol and mechanism. With TLS it needs the
   * authority by which it knows brokers, too: that is not in it. The manifests make it empty, and the Job fills it. Without authentication by SCRAM there is none.
   * @default - the cluster's name, a hyphen, and the user's, in lower case and with hyphens for what a name of Kubernetes cannot have
   * @see https://servicebinding.io/spec/core/1.1.0/#well-known-secret-entries
   */
  readonly secretName?: string;

  /**
   * The listener at which it comes in, by its name: what its Secret tells clients.
   * @default - the first one for clients that has its mechanism, or else the first one
   */
  readonly listener?: string;
}
