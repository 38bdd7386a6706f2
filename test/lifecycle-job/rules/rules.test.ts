import { App, Chart, Size } from 'cdk8s';
import { LIFECYCLE_CASES, LifecycleCase } from './cases';
import { KafkaCluster, KafkaLifecycleJob, Storage } from '../../../src';
import { LIFECYCLE_RULES } from '../../../src/lifecycle/rules';

const IDS = LIFECYCLE_RULES.map((rule) => rule.id);

function declared({ props, kafka, declare, namespace = 'streaming' }: LifecycleCase): KafkaLifecycleJob {
  const chart = new Chart(new App(), 'streaming', namespace === null ? {} : { namespace });
  const cluster = new KafkaCluster(chart, 'Events', kafka ?? { brokers: { nodes: 3, storage: Storage.persistent(Size.gibibytes(100)) } });
  return declare ? declare(chart, cluster) : new KafkaLifecycleJob(chart, 'Lifecycle', { cluster, ...props });
}

function found(each: LifecycleCase, rule: string): [string, string][] {
  return declared(each).findings.filter((f) => f.rule === rule).map((f) => [f.property, f.value]);
}

const titled = (cases: readonly LifecycleCase[]) => cases.map((each, i) => [`${i + 1}${each.found ? ` ${each.found[0]}` : ''}`, each] as const);

test('no two rules have the same id', () => {
  expect(IDS.filter((id, i) => IDS.indexOf(id) !== i)).toEqual([]);
});

test('every rule has a case where it fires and one where it does not', () => {
  expect(IDS.filter((id) => !LIFECYCLE_CASES[id]?.fires.length || !LIFECYCLE_CASES[id]?.rests.length)).toEqual([]);
  expect(Object.keys(LIFECYCLE_CASES).filter((id) => !IDS.includes(id))).toEqual([]);
});

describe.each(IDS)('%s', (rule) => {
  const { fires, rests } = LIFECYCLE_CASES[rule];
  test.each(titled(fires))('fires: %s', (_, each) => {
    expect(each.found).toBeDefined();
    expect(found(each, rule)).toEqual([each.found]);
  });
  test.each(titled(rests))('rests: %s', (_, each) => {
    expect(found(each, rule)).toEqual([]);
  });
});
