import { Chart, Size, Testing } from 'cdk8s';
import * as fc from 'fast-check';
import { KafkaCluster, KafkaVersion, Severity, Sizing, Storage } from '../../src';
import { catalogOf, ConfigKey, minorOf } from '../../src/config/catalog';
import { isZooKeeperOnly } from '../../src/kafka/rules/config/zookeeper-only';
import { OWNED_KEYS } from '../../src/kafka/settings';
import { arbitraryValue } from '../config/arbitrary';

export type Config = Readonly<Record<string, string>>;

/** What is generated is the same in every run: a failure comes back. Another seed can be tried by the variable SEED. */
export const SEED = Number(process.env.SEED ?? 20261);

/** A cluster of one node that is broker and controller, and so reads every key. */
export function combinedNode(chart: Chart, id: string, version: KafkaVersion, config: Config): KafkaCluster {
  return new KafkaCluster(chart, id, {
    version,
    config,
    sizing: Sizing.DEVELOPMENT,
    logging: { rootLevel: 'WARN' },
    combined: { nodes: 1, storage: Storage.persistent(Size.gibibytes(100)) },
  });
}

/**
 * Keys to which something can be given without knowing more: not the library's own, no literal passwords, and no names of classes, files or listeners that would
 * have to be there.
 */
function isGenerated(key: ConfigKey): boolean {
  const named = (key.type === 'class' || key.type === 'string' || key.type === 'list') && key.defaultValue === undefined && key.validator === undefined;
  return !OWNED_KEYS.has(key.name) && !isZooKeeperOnly(key.name) && !key.sensitive && !named;
}

/** So many configurations that no rule speaks against, each of up to `most` keys of that version with values of their types. */
export function acceptedConfigurations(version: KafkaVersion, count: number, most: number): readonly Config[] {
  const keys = catalogOf(minorOf(version.minor).minor).keys().filter(isGenerated);
  const configuration = fc.subarray(keys, { minLength: 1, maxLength: most })
    .chain((chosen) => fc.record(Object.fromEntries(chosen.map((key) => [key.name, arbitraryValue(key)]))));
  const accepted: Config[] = [];
  const refusals = new Map<string, number>();
  for (const config of fc.sample(configuration, { numRuns: 5 * count, seed: SEED })) {
    if (accepted.length === count) { break; }
    const errors = combinedNode(Testing.chart(), 'Events', version, config).findings.filter((f) => f.severity === Severity.ERROR);
    for (const { rule, property, value } of errors) { refusals.set(`${rule}: ${property} ${value}`, (refusals.get(`${rule}: ${property} ${value}`) ?? 0) + 1); }
    if (errors.length === 0) { accepted.push(config); }
  }
  if (accepted.length < count) {
    const often = [...refusals].sort(([, a], [, b]) => b - a).slice(0, 10).map(([what, times]) => `${times} times ${what}`);
    throw new Error(`Of ${5 * count} configurations for ${version.version}, seed ${SEED}, rules accept only ${accepted.length}. They refuse:\n${often.join('\n')}`);
  }
  return accepted;
}
