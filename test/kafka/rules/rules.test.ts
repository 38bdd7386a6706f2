import { KAFKA_CASES } from './cases';
import { declareKafkaCase, declareSharedCase } from './declare';
import { KafkaCluster } from '../../../src';
import { KAFKA_RULES } from '../../../src/kafka/rules';
import { SHARED_CASES, SharedCase, titled } from '../../validation/shared-cases';

const IDS = KAFKA_RULES.map((rule) => rule.id);

function found(cluster: KafkaCluster, rule: string): [string, string][] {
  return cluster.findings.filter((f) => f.rule === rule).map((f) => [f.property, f.value]);
}

function expected({ found: what }: SharedCase): readonly [string, string] | undefined {
  if (what === undefined) { return undefined; }
  if ('members' in what) { return ['controllers.nodes', what.members]; }
  return 'whole' in what ? what.whole : [`brokers.${what.node[0]}`, what.node[1]];
}

test('no two rules have the same id', () => {
  expect(IDS.filter((id, i) => IDS.indexOf(id) !== i)).toEqual([]);
});

test('every rule has a case where it fires and one where it does not', () => {
  const cases = { ...SHARED_CASES, ...KAFKA_CASES };
  expect(IDS.filter((id) => !cases[id]?.fires.length || !cases[id]?.rests.length)).toEqual([]);
  expect(Object.keys(cases).filter((id) => !IDS.includes(id))).toEqual([]);
});

describe.each(IDS.filter((id) => id in KAFKA_CASES))('%s', (rule) => {
  const { fires, rests } = KAFKA_CASES[rule];
  test.each(titled(fires))('fires: %s', (_, each) => {
    expect(each.found).toBeDefined();
    expect(found(declareKafkaCase(each), rule)).toEqual([each.found]);
  });
  test.each(titled(rests))('rests: %s', (_, each) => {
    expect(found(declareKafkaCase(each), rule)).toEqual([]);
  });
});

describe.each(IDS.filter((id) => id in SHARED_CASES))('%s', (rule) => {
  const { fires, rests } = SHARED_CASES[rule];
  test.each(titled(fires))('fires: %s', (_, each) => {
    expect(expected(each)).toBeDefined();
    expect(found(declareSharedCase(each), rule)).toEqual([expected(each)]);
  });
  test.each(titled(rests))('rests: %s', (_, each) => {
    expect(found(declareSharedCase(each), rule)).toEqual([]);
  });
});
