import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Finding, Severity } from './finding';
import { RuleDescription } from './rule';

/** A rule about the app rather than about one model: two of the library's constructs may each be sound and still be the same objects. */
export const NAMES_ARE_NOT_TAKEN: RuleDescription = {
  id: 'names.taken',
  severity: Severity.ERROR,
  summary: 'No two clusters or ensembles of a namespace make an object of the same kind and name.',
  why: 'Of two objects with one name the one that is applied later replaces the other: two clusters would fight over Services, volumes and configuration.',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
};

/** Who makes what, for each app, and what each makes. Kept as constructs are made: an app validates all of them anew for every chart. */
const takenIn = new WeakMap<IConstruct, Map<string, IConstruct[]>>();
const madeBy = new WeakMap<IConstruct, ReadonlyMap<string, ApiObject>>();

/** Notes that all objects below a construct are its own. To be called once they have been made: their names never change. */
export function takeNames(owner: IConstruct): void {
  const taken = takenIn.get(owner.node.root) ?? new Map<string, IConstruct[]>();
  takenIn.set(owner.node.root, taken);
  const made = new Map(owner.node.findAll().flatMap((each) => ApiObject.isApiObject(each) ? [[keyOf(each), each] as const] : []));
  madeBy.set(owner, made);
  for (const key of made.keys()) { taken.set(key, [...taken.get(key) ?? [], owner]); }
}

/** Whether something else in the app makes the same objects: one finding for each other construct. */
export function takenNames(owner: IConstruct, name: string): Finding[] {
  const taken = takenIn.get(owner.node.root);
  const clashes = new Map<IConstruct, ApiObject>();
  for (const [key, object] of madeBy.get(owner) ?? []) {
    for (const other of taken?.get(key) ?? []) {
      if (other !== owner && isInTree(other) && !clashes.has(other)) { clashes.set(other, object); }
    }
  }
  return [...clashes].map(([other, object]) => ({
    rule: NAMES_ARE_NOT_TAKEN.id,
    severity: NAMES_ARE_NOT_TAKEN.severity,
    object: owner.node.path,
    property: 'name',
    value: name,
    message: `'${other.node.path}' makes a ${object.kind} '${object.name}' in the same namespace as well`,
    mend: "State another 'name' for one of them, or put it into a chart with another namespace.",
  }));
}

/** Charts without a namespace may be applied to different ones, so only within one chart can a clash be told. */
function keyOf(object: ApiObject): string {
  const chart = Chart.of(object);
  return JSON.stringify([chart.namespace === undefined ? `chart ${chart.node.path}` : chart.namespace, object.kind, object.metadata.name]);
}

function isInTree(construct: IConstruct): boolean {
  const { scope } = construct.node;
  return scope === undefined || (scope.node.tryFindChild(construct.node.id) === construct && isInTree(scope));
}
