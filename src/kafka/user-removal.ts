/** What becomes of a user when it leaves the code. */
export enum UserRemoval {
  /** It stays as it is, with its credentials, ACLs and quotas, and is no longer looked after. */
  KEEP = 'keep',

  /**
   * A lifecycle Job takes away the credentials, the ACLs and the quotas that runs have given it, so that it cannot get in any more. Only of a user that was declared so when a run last found all users as
   * declared. Connections that are open then last until Kafka has them authenticate anew (`connections.max.reauth.ms`, KIP-368), and may do nothing that an ACL had allowed.
   */
  DELETE = 'delete',
}

/** What becomes of ACLs of a declared user that nobody declares, and that no run has made. */
export enum UndeclaredAcls {
  /** They are left alone, and each run names them. */
  REPORT = 'report',

  /** What is declared is all that the user may do: other ACLs of its principal are removed. */
  REMOVE = 'remove',
}
