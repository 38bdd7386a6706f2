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

/** The same rules for a model that holds any number of their subjects. Those are looked for once: a model never changes. */
export function forEach<Model extends object, Subject>(
  rules: readonly Rule<Subject>[], subjects: (model: Model) => readonly Subject[],
): Rule<Model>[] {
  const found = new WeakMap<Model, readonly Subject[]>();
  const subjectsOf = (model: Model) => {
    const known = found.get(model) ?? subjects(model);
    found.set(model, known);
    return known;
  };
  return rules.map((rule) => ({
    ...rule,
    *check(model: Model) {
      for (const subject of subjectsOf(model)) { yield* rule.check(subject); }
    },
  }));
}
