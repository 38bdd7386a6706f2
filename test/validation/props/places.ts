import { App, Chart, Duration, Size } from 'cdk8s';
import * as library from '../../../src';
import { CALLS, ENUMS, STRUCTS, Shape } from '../../../src/validation/props/shapes.generated';

/** A place in what is given where something else may stand: how it is written, where it is, and what is taken there. */
export interface Place {
  readonly property: string;
  readonly path: readonly (string | number)[];
  /** In the notation of shapes.generated.ts. */
  readonly type: string;
  readonly optional: boolean;
}

/** Every place of a struct that is given so, or of the arguments of a call; those of members that are left out too, and each list and object as a whole. */
export function placesIn(shape: Shape, given: unknown, property = '', path: Place['path'] = []): Place[] {
  return Object.entries(shape).flatMap(([member, declared]) => {
    const type = declared.replace('?', '');
    const place = { property: property === '' ? member : `${property}.${member}`, path: [...path, member], type, optional: declared !== type };
    return [place, ...placesWithin(place, at(given, [member]))];
  });
}

function placesWithin(place: Place, value: unknown): Place[] {
  const { property, path, type } = place;
  const each = (key: string | number, written: string): Place[] => {
    const inner = { property: written, path: [...path, key], type: type.slice(2), optional: false };
    return [inner, ...placesWithin(inner, at(value, [key]))];
  };
  if (Array.isArray(value)) { return value.flatMap((_, i) => each(i, `${property}[${i}]`)); }
  if (typeof value !== 'object' || value === null) { return []; }
  if (type.startsWith('{}')) { return Object.keys(value).flatMap((name) => each(name, `${property} '${name}'`)); }
  return type in STRUCTS ? placesIn(STRUCTS[type], value, property, path) : [];
}

/** What stands at a place. */
export function at(value: unknown, path: Place['path']): unknown {
  return path.reduce<unknown>((outer, key) => typeof outer === 'object' && outer !== null ? Reflect.get(outer, key) : undefined, value);
}

/** The same with something else in a place; `undefined` takes away what is there. */
export function withAt(value: unknown, [key, ...rest]: Place['path'], other: unknown): unknown {
  if (key === undefined) { return other; }
  if (Array.isArray(value)) { return value.map((each: unknown, i) => i === key ? withAt(each, rest, other) : each); }
  return typeof value === 'object' && value !== null ? { ...value, [key]: withAt(Reflect.get(value, key), rest, other) } : value;
}

/** An instance of each class that can be given. */
export const INSTANCES: Readonly<Record<string, object>> = {
  Duration: Duration.minutes(15),
  KafkaCluster: new library.KafkaCluster(new Chart(new App(), 'instances', { namespace: 'instances' }), 'Events', {
    brokers: { nodes: 3, storage: library.Storage.persistent(Size.gibibytes(100)) },
  }),
  KafkaVersion: library.KafkaVersion.V4_3,
  LifecycleTrigger: library.LifecycleTrigger.onChange(),
  Listener: library.Listener.internal('analytics', { port: 9094 }),
  Metadata: library.Metadata.kraft(),
  RebalancePolicy: library.RebalancePolicy.onScale(),
  RebalanceWindow: library.RebalanceWindow.daily('22:00', '06:00'),
  Size: Size.gibibytes(10),
  Storage: library.Storage.persistent(Size.gibibytes(10)),
  Authentication: library.Authentication.scram(),
  Authorization: library.Authorization.acls(),
  Tls: library.Tls.fromSecret('events-tls'),
  User: new library.KafkaCluster(new Chart(new App(), 'instances', { namespace: 'instances' }), 'Users', {
    brokers: { nodes: 3, storage: library.Storage.persistent(Size.gibibytes(100)) },
  }).addUser('shop'),
  UserAuthentication: library.UserAuthentication.scram(),
  ZooKeeperEnsemble: new library.ZooKeeperEnsemble(new Chart(new App(), 'instances', { namespace: 'instances' }), 'ZooKeeper', {
    storage: library.Storage.persistent(Size.gibibytes(10)),
  }),
  ZooKeeperVersion: library.ZooKeeperVersion.V3_8,
};

/** Something of a type, with all that it can have. */
export function sampleOf(type: string): unknown {
  if (type.startsWith('[]')) { return [sampleOf(type.slice(2))]; }
  if (type.startsWith('{}')) { return { a: sampleOf(type.slice(2)) }; }
  if (type in STRUCTS) { return sampleOfAll(STRUCTS[type]); }
  if (type in ENUMS) { return Object.values(ENUMS[type])[0]; }
  const simple = { string: 'a', number: 3, boolean: true }[type.split('|')[0]];
  if (simple !== undefined) { return simple; }
  if (!(type in INSTANCES)) { throw new Error(`There is no instance of ${type} for tests. Add one to INSTANCES.`); }
  return INSTANCES[type];
}

export function sampleOfAll(shape: Shape): Record<string, unknown> {
  return Object.fromEntries(Object.entries(shape).map(([member, type]) => [member, sampleOf(type.replace('?', ''))]));
}

type Chosen = (given: unknown) => unknown;

const chart = () => new Chart(new App(), 'streaming', { namespace: 'streaming' });
const storage = library.Storage.persistent(Size.gibibytes(100));

/** The structs that constructs are declared with. What is given is past the compiler, as from JavaScript. */
export const DECLARED: Readonly<Record<string, (given: unknown) => library.KafkaCluster | library.KafkaLifecycleJob | library.ZooKeeperEnsemble>> = {
  KafkaClusterProps: (given) => new library.KafkaCluster(chart(), 'Events', given as library.KafkaClusterProps),
  KafkaLifecycleJobProps: (given) => new library.KafkaLifecycleJob(chart(), 'Lifecycle', given as library.KafkaLifecycleJobProps),
  ZooKeeperEnsembleProps: (given) => new library.ZooKeeperEnsemble(chart(), 'ZooKeeper', given as library.ZooKeeperEnsembleProps),
};

/** The least that each construct is declared with, to call its methods. */
const LEAST: Readonly<Record<string, unknown>> = {
  KafkaCluster: { brokers: { nodes: 3, storage } },
  KafkaLifecycleJob: { cluster: INSTANCES.KafkaCluster },
  ZooKeeperEnsemble: { storage },
};

/** What constructs give, to call its methods. */
const GIVEN: Readonly<Record<string, object>> = {
  Topics: new library.KafkaCluster(chart(), 'Events', { brokers: { nodes: 3, storage } }).topicsWithPrefix('orders.'),
  User: INSTANCES.User,
};

/** Each public method that takes something, as it is called with arguments by name. */
export const CALLED: Readonly<Record<string, Chosen>> = Object.fromEntries(Object.entries(CALLS).map(([call, shape]) => [call, (given: unknown) => {
  const [owner, method] = call.split('.');
  const declared: unknown = Reflect.get(library, owner);
  const target = method in Object(declared) ? declared : GIVEN[owner] ?? DECLARED[`${owner}Props`](LEAST[owner]);
  const callable: unknown = Reflect.get(Object(target), method);
  if (typeof callable !== 'function') { throw new Error(`There is no ${call}.`); }
  return Reflect.apply(callable, target, Object.keys(shape).map((name) => at(given, [name]))) as unknown;
}]));
