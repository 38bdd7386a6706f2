/** How much a finding weighs. */
export enum Severity {
  /** Synthesis stops, and nothing is written. */
  ERROR = 'error',

  /** Synthesis goes on; it is printed unless it has been acknowledged. */
  WARNING = 'warning',
}

/** Something in a declaration that a rule speaks against. */
export interface Finding {
  /** The rule's id, as listed in docs/rules.md, for example `replication.min-isr`. */
  readonly rule: string;

  /** How much it weighs. */
  readonly severity: Severity;

  /** The path of the construct that declares it, for example `events/Events`. */
  readonly object: string;

  /** The property as the user writes it, for example `brokers.config 'min.insync.replicas'`. */
  readonly property: string;

  /** The property's value, as text. */
  readonly value: string;

  /** What the rule says about that value. */
  readonly message: string;

  /** What would lift the finding. */
  readonly mend: string;

  /**
   * Why a warning is accepted, if it has been acknowledged.
   * @default - it has not been acknowledged
   */
  readonly acknowledged?: string;
}

/** Accepts the warnings of one rule. */
export interface Acknowledgement {
  /** The rule's id, for example `replication.few-brokers`. */
  readonly rule: string;

  /** Why the warning is acceptable here. It is kept with the finding, and must not be empty. */
  readonly reason: string;
}
