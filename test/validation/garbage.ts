import { Size } from 'cdk8s';
import * as fc from 'fast-check';
import { INSTANCES } from './props/places';
import { HostSpread, JvmProps, KafkaVersion, LogLayout, LoggingOptions, Placement, Resources, Sizing, Storage, TaintEffect } from '../../src';
import { catalogOf } from '../../src/config/catalog';

/** Whatever TypeScript lets a user write, with a taste for the absurd; and, at the end, whatever JavaScript does. */

export const number = fc.oneof(
  fc.constantFrom(NaN, Infinity, -Infinity, 0, -0, -1, 0.5, 1e300, -1e300, 2 ** 31, 2 ** 31 - 1, 2 ** 53, Number.MIN_VALUE),
  fc.integer({ min: -3, max: 12 }),
  fc.double(),
);
/** Numbers of nodes: no thousands of objects for each run. */
export const nodes = number.filter((n) => !(Number.isInteger(n) && n > 30));
export const text = fc.oneof(
  fc.constantFrom('', ' ', '-', '/', 'a', 'a'.repeat(300), '\0', '\n', '${', '${a:b}', '__proto__', 'constructor'),
  fc.string(),
  fc.string({ unit: 'binary' }),
);
export const texts = fc.dictionary(text, text, { maxKeys: 4 });
/** Size itself refuses what is below 0. */
export const size = fc.oneof(fc.constantFrom(0, NaN, Infinity, 0.3, 1e300, 1e-300), fc.double({ min: 0 }), fc.integer({ min: 0, max: 100_000 }))
  .map((n) => Size.mebibytes(n));
const key = fc.oneof(fc.constantFrom(...[catalogOf('4.3'), catalogOf('3.9'), catalogOf('4.3', 'topic')].flatMap((catalog) => catalog.keys().map(({ name }) => name))), text);

export const config = fc.dictionary(key, fc.oneof(text, number, fc.boolean()), { maxKeys: 5 });
export const storage = fc.oneof(
  fc.record({ size, storageClass: fc.option(text, { nil: undefined }) })
    .map(({ size: each, storageClass }) => Storage.persistent(each, { storageClass })),
  fc.option(size, { nil: undefined }).map((sizeLimit) => Storage.ephemeral({ sizeLimit })),
).chain((one) => fc.constantFrom(one, Storage.jbod([one, one]), Storage.jbod([one, Storage.ephemeral()])));
export const resources: fc.Arbitrary<Resources> = fc.record({ cpu: number, cpuLimit: number, memory: size }, { requiredKeys: [] });
export const jvm: fc.Arbitrary<JvmProps> = fc.record({
  heap: size,
  flags: fc.dictionary(text, fc.oneof(text, number, fc.boolean()), { maxKeys: 3 }),
  systemProperties: texts,
  gcLogging: fc.boolean(),
}, { requiredKeys: [] });
export const placement: fc.Arbitrary<Placement> = fc.record({
  hosts: fc.constantFrom(...Object.values(HostSpread)),
  nodeSelector: texts,
  tolerations: fc.array(fc.record({
    key: text, value: text, effect: fc.constantFrom(...Object.values(TaintEffect)), seconds: number,
  }, { requiredKeys: [] }), { maxLength: 3 }),
  priorityClassName: text,
}, { requiredKeys: [] });
export const logging: fc.Arbitrary<LoggingOptions> = fc.record({
  rootLevel: text, levels: texts, layout: fc.constantFrom(...Object.values(LogLayout)),
}, { requiredKeys: [] });

/** What clusters and ensembles have in common. */
export const whole = {
  name: text,
  clusterDomain: text,
  zones: fc.array(fc.oneof(text, fc.constantFrom('a', 'x-a', 'a-2', 'b')), { maxLength: 5 }),
  image: text,
  logging,
  sizing: fc.constantFrom(Sizing.DEVELOPMENT, Sizing.PRODUCTION),
  labels: texts,
  annotations: texts,
  acknowledge: fc.array(fc.record({ rule: fc.oneof(text, fc.constantFrom('quorum.even', 'config.type')), reason: text }), { maxLength: 3 }),
};

/** Instances in the wrong place, and what breaks whoever takes it for something else. */
const traps = fc.constantFrom<unknown>(
  ...Object.values(INSTANCES), KafkaVersion, () => 1, Symbol('a'), 3n, NaN, { toString: null }, { valueOf: 1, length: -1 }, { then: 1 }, new Proxy({}, {}),
  Object.assign(Object.create({ nodes: 3 }), { a: 1 }), circular(), [[]], new Array(3), new Error('a'), /a/, new WeakMap(),
);

/** Anything at all, where nothing is too absurd. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: traps },
  { weight: 2, arbitrary: text },
  { weight: 2, arbitrary: fc.dictionary(fc.oneof(text, fc.constantFrom('nodes', 'storage', 'config')), fc.anything(), { maxKeys: 3 }) },
  {
    weight: 3,
    arbitrary: fc.anything({
      withBigInt: true,
      withBoxedValues: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withObjectString: true,
      withSet: true,
      withSparseArray: true,
      withTypedArray: true,
    }),
  },
);

function circular(): unknown {
  const itself: Record<string, unknown> = {};
  itself.config = itself;
  itself.brokers = itself;
  return itself;
}
