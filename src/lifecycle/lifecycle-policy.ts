/** What becomes of restarts that take something offline whatever is done: a partition without a replica to spare, a quorum of one. */
export enum UnavoidableOutages {
  /** The nodes are restarted all the same; what is offline meanwhile is named in the log. */
  ACCEPT = 'accept',

  /** The nodes are not restarted. The run ends blocked, and says what would be offline. */
  REFUSE = 'refuse',
}

/** What becomes of settings of brokers that were changed at run time, by whomever, and that are not declared. */
export enum UndeclaredSettings {
  /** They are named in the log, and left alone. */
  REPORT = 'report',

  /** They are removed, so that what is declared is all that holds. */
  REMOVE = 'remove',
}
