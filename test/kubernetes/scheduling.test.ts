import { HostSpread, TaintEffect } from '../../src';
import { SchedulingModel, schedulingOf } from '../../src/kubernetes/scheduling';

const MODEL: SchedulingModel = { placement: {}, hosts: HostSpread.NONE, pool: { app: 'kafka' }, zones: [], nodes: 3 };
const APART = { labelSelector: { matchLabels: { app: 'kafka' } }, topologyKey: 'kubernetes.io/hostname' };

test('nothing is said where nothing is to be said', () => {
  expect(schedulingOf({ ...MODEL, nodes: 1 })).toEqual({});
});

test.each([
  [HostSpread.REQUIRED, { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [APART] } }],
  [HostSpread.PREFERRED, { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: APART }] } }],
  [HostSpread.NONE, undefined],
])('hosts apart: %s', (hosts, affinity) => {
  expect(schedulingOf({ ...MODEL, hosts }).affinity).toEqual(affinity);
});

test('stated zones are where the pods must be', () => {
  expect(schedulingOf({ ...MODEL, zones: ['a', 'b'] }).affinity).toEqual({
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'topology.kubernetes.io/zone', operator: 'In', values: ['a', 'b'] }] }] },
    },
  });
});

test.each([
  ['no zones stated: where it can be done', [], 3, 'ScheduleAnyway'],
  ['several zones: strictly', ['a', 'b'], 3, 'DoNotSchedule'],
  ['one zone', ['a'], 3, undefined],
  ['one pod', [], 1, undefined],
])('spread over zones, %s', (_, zones, nodes, expected) => {
  expect(schedulingOf({ ...MODEL, zones, nodes }).topologySpreadConstraints?.map((c) => c.whenUnsatisfiable)).toEqual(expected && [expected]);
});

test('tolerations, with as much as is stated', () => {
  const tolerations = [
    {},
    { key: 'kafka' },
    { key: 'kafka', value: 'only', effect: TaintEffect.NO_SCHEDULE },
    { key: 'kafka', value: '', effect: TaintEffect.NO_EXECUTE, seconds: 0 },
  ];
  expect(schedulingOf({ ...MODEL, nodes: 1, placement: { tolerations } })).toEqual({
    tolerations: [
      { operator: 'Exists' },
      { key: 'kafka', operator: 'Exists' },
      { key: 'kafka', operator: 'Equal', value: 'only', effect: 'NoSchedule' },
      { key: 'kafka', operator: 'Equal', value: '', effect: 'NoExecute', tolerationSeconds: 0 },
    ],
  });
  expect(schedulingOf({ ...MODEL, nodes: 1, placement: { tolerations: [], nodeSelector: {} } })).toEqual({});
});
