import { Severity } from './finding';

/** What a rule says where it is broken. */
export interface Violation {
  /** The property as the user writes it. */
  readonly property: string;
  readonly value: string;
  /** What is wrong with that value: a clause that follows "<property> is <value>, ". */
  readonly message: string;
  readonly mend: string;
}

/** What docs/rules.md says of a rule. */
export interface RuleDescription {
  /** `<subject>.<what>`, unique among all rules, stable: users acknowledge by it. */
  readonly id: string;
  readonly severity: Severity;
  /** What must hold, as one sentence. */
  readonly summary: string;
  /** Why: what happens to a cluster that breaks it. */
  readonly why: string;
  /** Where that is documented: a KIP, a Kafka or Kubernetes document, a class of Kafka. */
  readonly source: string;
}

/**
 * A rule as data: the table in docs/rules.md, the engine and the tests read the same objects.
 *
 * `check` is pure and total: it never throws, whatever the model holds, so that all findings come at once.
 */
export interface Rule<Model> extends RuleDescription {
  check(model: Model): Iterable<Violation>;
}
