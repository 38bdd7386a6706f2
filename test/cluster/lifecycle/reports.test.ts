import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppliedSettings } from '../../../lifecycle/act/applied-settings';
import { SetEvents } from '../../../lifecycle/report/events';
import { StatusReport } from '../../../lifecycle/report/status';
import { DesiredStateSource } from '../../../lifecycle/run/desired-state-source';
import { desiredStateHash } from '../../../src/lifecycle/desired-state-hash';
import { Event, StatefulSet } from '../kubernetes-objects';
import { Ground, sleepingSet } from './ground';
import { NAMES } from './rights';

const ground = new Ground('reports', { sets: ['events-broker'] });

ground.test('events show on the StatefulSet, and those that are refused do no harm', async () => {
  await ground.apply(sleepingSet('events-broker', { replicas: 0 }));
  const { metadata: { uid } } = await ground.kubectl.get<StatefulSet>('statefulsets', 'events-broker');
  const events = new SetEvents(ground.client(), { instance: 'lifecycle-abc' });
  const set = { name: 'events-broker', uid };
  events.tell({ set, type: 'Normal', reason: 'Restarting', note: 'events-broker-0: num.io.threads: 8 -> 16' });
  events.tell({ set, type: 'Normal', reason: 'Restarting', note: 'events-broker-0: num.io.threads: 8 -> 16' });
  events.tell({ set, type: 'Warning', reason: 'Blocked', note: 'ö'.repeat(2000) });
  // Not a name that an object can have.
  events.tell({ set: { name: 'No Set', uid: '1' }, type: 'Normal', reason: 'Restarting', note: 'x' });
  await events.flush();

  const described = await ground.kubectl.run(['describe', 'statefulset', 'events-broker']);
  expect(described).toMatch(/Normal\s+Restarting\s+\S+\s+cdk8s-kafka-lifecycle\s+events-broker-0: num\.io\.threads: 8 -> 16/);
  expect(described).toMatch(/Warning\s+Blocked\s+\S+\s+cdk8s-kafka-lifecycle\s+öö/);
  const told = await ground.kubectl.list<Event>('events', { fieldSelector: `involvedObject.uid=${uid},reportingComponent=cdk8s-kafka-lifecycle` });
  expect(told.map((event) => event.reason).sort()).toEqual(['Blocked', 'Restarting']);
});

ground.test('the status and the settings that were applied share a ConfigMap, and neither takes the other away', async () => {
  const client = ground.client();
  const applied = new AppliedSettings(client, NAMES.status);
  expect(await applied.read('events')).toEqual({});
  const report = new StatusReport(client, { name: NAMES.status, pauseMillis: 100 });
  const status = (line: string) => ({ phase: 'converging' as const, desired: 'abc', run: 'pod', unit: 'events', decision: { kind: 'done' as const, notes: [] }, lines: [line] });
  report.update(status('first'));
  await applied.write('events', { '': ['log.retention.ms'], '0': ['num.io.threads'] });
  await applied.write('other', { '': [] });
  for (let i = 0; i < 50; i += 1) { report.update(status(`line ${i}`)); }
  await report.flush();

  const { data } = await ground.kubectl.get<{ data: Record<string, string> }>('configmaps', NAMES.status);
  expect(Object.keys(data).sort()).toEqual(['applied.json', 'status.json']);
  expect(JSON.parse(data['status.json'])).toMatchObject({ phase: 'converging', unit: 'events', decision: { kind: 'done' }, lines: ['line 49'] });
  expect(await applied.read('events')).toEqual({ '': ['log.retention.ms'], '0': ['num.io.threads'] });
  expect(await applied.read('other')).toEqual({ '': [] });

  await ground.kubectl.run(['patch', 'configmap', NAMES.status, '--type=merge', '--patch', '{"data":{"applied.json":"[]"}}']);
  await expect(applied.read('events')).rejects.toThrow(/Key 'applied\.json' of ConfigMap 'lifecycle-status' does not hold what runs have set\. Remove the key/);
});

ground.test('a newer desired state is noticed, and one that is not applied yet is waited for', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'desired-'));
  try {
    const text = (name: string) => JSON.stringify({ format: 1, name, policy: {}, ensembles: [], clusters: [] });
    const apply = async (name: string) => ground.apply({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: NAMES.desired }, data: { 'desired-state.json': text(name) } });
    const file = join(folder, 'desired-state.json');
    writeFileSync(file, text('old'));
    const source = new DesiredStateSource({ file, expected: desiredStateHash(text('new')), configMap: { name: NAMES.desired, client: ground.client() } });
    expect(await source.read()).toEqual({ kind: 'unread', reason: "key 'desired-state.json' of ConfigMap 'lifecycle-desired' does not exist" });
    await apply('old');
    expect(await source.read()).toEqual({ kind: 'unread', reason: expect.stringMatching(/holds the desired state \w{10}, and this run is for \w{10}; it may not have been applied yet/) });
    await apply('new');
    expect(await source.read()).toMatchObject({ desired: { name: 'new' }, hash: desiredStateHash(text('new')) });
    expect(await source.supersession()).toEqual({ kind: 'current' });
    await apply('newer');
    expect(await source.supersession()).toEqual({
      kind: 'superseded',
      reason: `key 'desired-state.json' of ConfigMap 'lifecycle-desired' holds the desired state ${desiredStateHash(text('newer'))}, and this run is for ${desiredStateHash(text('new'))}`,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
