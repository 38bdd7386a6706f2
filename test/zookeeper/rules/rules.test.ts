import { ZOOKEEPER_CASES } from './cases';
import { declareSharedCase, declareZooKeeper } from './declare';
import { ZooKeeperEnsemble } from '../../../src';
import { ZOOKEEPER_RULES } from '../../../src/zookeeper/rules';
import { SHARED_CASES, SharedCase, titled } from '../../validation/shared-cases';

const IDS = ZOOKEEPER_RULES.map((rule) => rule.id);

function found(ensemble: ZooKeeperEnsemble, rule: string): [string, string][] {
  return ensemble.findings.filter((f) => f.rule === rule).map((f) => [f.property, f.value]);
}

function expected({ found: what }: SharedCase): readonly [string, string] | undefined {
  if (what === undefined) { return undefined; }
  if ('members' in what) { return ['nodes', what.members]; }
  return 'whole' in what ? what.whole : what.node;
}

test('no two rules have the same id', () => {
  expect(IDS.filter((id, i) => IDS.indexOf(id) !== i)).toEqual([]);
});

test('every rule has a case where it fires and one where it does not', () => {
  const cases = { ...SHARED_CASES, ...ZOOKEEPER_CASES };
  expect(IDS.filter((id) => !cases[id]?.fires.length || !cases[id]?.rests.length)).toEqual([]);
  expect(Object.keys(cases).filter((id) => !IDS.includes(id))).toEqual([]);
});

describe.each(IDS.filter((id) => id in ZOOKEEPER_CASES))('%s', (rule) => {
  const { fires, rests } = ZOOKEEPER_CASES[rule];
  test.each(titled(fires))('fires: %s', (_, each) => {
    expect(each.found).toBeDefined();
    expect(found(declareZooKeeper(each.props ?? {}), rule)).toEqual([each.found]);
  });
  test.each(titled(rests))('rests: %s', (_, each) => {
    expect(found(declareZooKeeper(each.props ?? {}), rule)).toEqual([]);
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
