import * as fc from 'fast-check';
import { madeOf, startSettings } from '../../../lifecycle/observe/made-of';
import { START_SETTINGS_ANNOTATION, StartSettings } from '../../../src/lifecycle/desired-state';

const start: StartSettings = { settings: { 'num.io.threads': '8' }, jvm: ['-Xmx1g'], logging: 'a', scripts: 'b' };

test('the image, the resources and the settings of the server', () => {
  const containers = [{ name: 'sidecar', image: 'x' }, { name: 'zookeeper', image: 'zookeeper:3.8.6', resources: { requests: { cpu: '1' }, limits: { memory: '2Gi' } } }];
  expect(madeOf({ containers }, { [START_SETTINGS_ANNOTATION]: JSON.stringify(start) }))
    .toEqual({ image: 'zookeeper:3.8.6', resources: { 'limits.memory': '2Gi', 'requests.cpu': '1', 'requests.memory': '2Gi' }, start, members: [] });
  expect(madeOf({ containers: [] })).toEqual({ image: '', resources: {}, start: undefined });
});

test('the quorum for which it is made', () => {
  const prepare = (QUORUM: string) => [{ name: 'sidecar' }, { name: 'prepare', env: [{ name: 'CLUSTER_ID', value: 'x' }, { name: 'QUORUM', value: QUORUM }] }];
  const kafka = [{ name: 'kafka' }];
  const members = (QUORUM: string) => madeOf({ containers: kafka, initContainers: prepare(QUORUM) }).members;
  expect(members('--initial-controllers 6@events-controller-6.events-nodes:9093:AAAA,7@events-controller-7.events-nodes:9093:BBBB')).toEqual([6, 7]);
  expect(members('--no-initial-controllers')).toBeUndefined();
  expect(madeOf({ containers: kafka }).members).toBeUndefined();

  const zookeeper = [{ name: 'zookeeper' }];
  const started = (settings: StartSettings['settings']) => ({ [START_SETTINGS_ANNOTATION]: JSON.stringify({ ...start, settings }) });
  expect(madeOf({ containers: zookeeper }, started({ 'tickTime': '2000', 'server.1': 'a:2888:3888', 'server.12': 'b:2888:3888' })).members).toEqual([1, 12]);
  expect(madeOf({ containers: zookeeper }, started({ tickTime: '2000' })).members).toEqual([]);
  expect(madeOf({ containers: zookeeper }).members).toBeUndefined();
});

test('a template and its pod read alike, where Kubernetes adds the requests to the pod', () => {
  const container = { name: 'kafka', image: 'x' };
  const template = madeOf({ containers: [{ ...container, resources: { limits: { cpu: '2', memory: '4Gi' }, requests: { cpu: '1' } } }] });
  expect(madeOf({ containers: [{ ...container, resources: { limits: { cpu: '2', memory: '4Gi' }, requests: { cpu: '1', memory: '4Gi' } } }] })).toEqual(template);
});

test('settings are read as they were written', () => {
  const text = fc.string();
  const settings = fc.record({ settings: fc.dictionary(text.filter((key) => key !== '__proto__'), text), jvm: fc.array(text), logging: text, scripts: text });
  fc.assert(fc.property(settings, (written) => {
    expect(startSettings(JSON.stringify(written))).toEqual({ ...written, settings: { ...written.settings } });
  }));
});

test('whatever else is in the annotation is none', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json(), fc.json().map((json) => `{"settings":${json},"jvm":[],"logging":"","scripts":""}`)), (annotation) => {
    const read = startSettings(annotation);
    expect(read === undefined || Object.values(read.settings).every((value) => typeof value === 'string')).toBe(true);
  }));
  for (const change of [{ settings: { a: 1 } }, { settings: [] }, { jvm: [1] }, { jvm: undefined }, { logging: 1 }, { scripts: null }]) {
    expect(startSettings(JSON.stringify({ ...start, ...change }))).toBeUndefined();
  }
  expect(startSettings(undefined)).toBeUndefined();
});
