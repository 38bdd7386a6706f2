import { Finding } from './finding';

/** What is to be said of a model: what the rules find, and what it assumes. */
export interface Judgement {
  readonly findings: readonly Finding[];
  readonly assumptions: readonly string[];
}

/** Models never change, and an app validates anew for every chart. */
const judged = new WeakMap<object, Judgement>();

/** The judgement of a model, made when it is first asked for. */
export function judgementOf<Model extends object>(model: Model, judge: (model: Model) => Judgement): Judgement {
  const judgement = judged.get(model) ?? judge(model);
  judged.set(model, judgement);
  return judgement;
}
