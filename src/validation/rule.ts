import { Severity } from './finding';

/** What a rule says where it is broken. */
export interface Violation {
  /** The property as the user writes it. */
  readonly property: string;
  /** Its value, as text; empty if there is none to show. A secret's is `(hidden)`. */
  readonly value: string;
  /** What is wrong with that value: a clause that follows "<property> is <value>: ". */
  readonly message: string;
  /** What would mend it: a sentence. */
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

/** The same rule for a model that holds any number of the rule's subjects. */
export function forEach<Model, Subject>(rule: Rule<Subject>, subjects: (model: Model) => Iterable<Subject>): Rule<Model> {
  return {
    ...rule,
    *check(model) {
      for (const subject of subjects(model)) { yield* rule.check(subject); }
    },
  };
}
