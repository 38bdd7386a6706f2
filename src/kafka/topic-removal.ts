/** What becomes of a topic when it leaves the code. */
export enum TopicRemoval {
  /** It stays as it is, with its records, and is no longer looked after. */
  KEEP = 'keep',

  /**
   * A lifecycle Job deletes it, with all its records. Only a topic that was declared so when a run last found all topics as declared: nothing that a run has not known as such is
   * ever deleted.
   */
  DELETE = 'delete',
}
