import { isUnread } from '../../../lifecycle/observation';
import { SetsObservation, observeSets } from '../../../lifecycle/observe/sets';
import { DesiredSet, START_SETTINGS_ANNOTATION, StartSettings, TEMPLATE_ANNOTATION } from '../../../src/lifecycle/desired-state';
import { Pod, StatefulSet } from '../kubernetes-objects';
import { until } from '../until';
import { Ground, IMAGE, sleepingSet } from './ground';

const SETS = ['well', 'init-fails', 'crashes', 'no-image', 'no-config', 'no-node', 'recovers', 'more', 'missing'];
const ground = new Ground('sets', { sets: SETS, pods: SETS.flatMap((set) => [0, 1, 7, 8, 9].map((id) => `${set}-${id}`)) });

const start: StartSettings = { settings: { 'num.io.threads': '8' }, jvm: ['-Xmx1g'], logging: 'a', scripts: 'b' };
const desired = (name: string, ...ids: readonly number[]): DesiredSet => (
  { name, roles: ['broker'], template: '', nodes: ids.map((id) => ({ id, pod: `${name}-${id}`, host: '' })) });

async function observe(...sets: readonly DesiredSet[]): Promise<SetsObservation> {
  const observed = await observeSets(sets, ground.client());
  if (isUnread(observed)) { throw new Error(observed.unread.join('\n')); }
  return observed;
}

/** Waits until something is seen of the first pod of a set. */
async function seen(set: string, id: number, expected: object): Promise<void> {
  await until(`${set}-${id} is seen`, 90, async () => {
    const pod = (await observe(desired(set, id)))[set]?.pods[id];
    try {
      expect(pod).toMatchObject(expected);
      return true;
    } catch {
      return JSON.stringify(pod);
    }
  });
}

ground.test('what a set and its pods are, each field as Kubernetes has it', async () => {
  const resources = { requests: { memory: '1024Mi' }, limits: { cpu: '0.5', memory: '2Gi' } };
  await ground.apply(sleepingSet('well', {
    replicas: 2,
    firstOrdinal: 7,
    annotations: { [TEMPLATE_ANNOTATION]: 'abc' },
    podAnnotations: { [START_SETTINGS_ANNOTATION]: JSON.stringify(start) },
    server: { resources },
  }));
  await seen('well', 7, { ready: true });
  await seen('well', 8, { ready: true });
  const set = await ground.kubectl.get<StatefulSet>('statefulsets', 'well');
  const pod = await ground.kubectl.get<Pod>('pods', 'well-7');
  const made = { image: IMAGE, resources: { 'limits.cpu': '500m', 'limits.memory': '2Gi', 'requests.cpu': '500m', 'requests.memory': '1Gi' }, start };
  // Number 9 is declared, and not there; 8 is there, and not declared.
  const observed = await observe(desired('well', 7, 9), desired('missing', 0));
  expect(Object.keys(observed)).toEqual(['well']);
  expect(observed.well).toMatchObject({
    uid: set.metadata.uid, generation: 1, observedGeneration: 1, replicas: 2, template: 'abc', updateStrategy: 'OnDelete', updateRevision: set.status.updateRevision, made,
  });
  expect(Object.keys(observed.well.pods)).toEqual(['7', '8']);
  expect(observed.well.pods[7]).toEqual({
    uid: pod.metadata.uid, revision: set.status.updateRevision, ready: true, terminating: false, server: 'running', trouble: undefined, restarts: 0, made,
  });

  // Another template: the set tells a new revision, the pods keep theirs.
  await ground.apply(sleepingSet('well', { replicas: 2, firstOrdinal: 7, podAnnotations: { [START_SETTINGS_ANNOTATION]: '{"settings":' } }));
  await until('the set is looked at again', 30, async () => (await observe(desired('well'))).well.observedGeneration === 2 || 'not yet');
  const { well } = await observe(desired('well'));
  expect(well.updateRevision).not.toBe(observed.well.updateRevision);
  expect(well.made).toEqual({ image: IMAGE, resources: {}, start: undefined });
  expect(well.template).toBeUndefined();
  expect(well.pods[7].revision).toBe(observed.well.updateRevision);
});

ground.test('what is wrong with a pod, in the words of Kubernetes and its own last ones', async () => {
  const says = (words: string, code: number) => ['sh', '-c', `printf '${words}'; exit ${code}`];
  await ground.apply(
    sleepingSet('init-fails', { replicas: 1, prepare: says('the volume belongs to another\\n', 3) }),
    sleepingSet('crashes', { replicas: 1, server: { command: says('[2026-01-01 00:00:00,000] ERROR no such key\\n\\tat kafka.Kafka(Kafka.java)\\nCaused by: x\\n', 1) } }),
    sleepingSet('no-image', { replicas: 1, server: { image: 'no-such.invalid/kafka:1' } }),
    sleepingSet('no-config', { replicas: 1, server: { env: [{ name: 'X', valueFrom: { configMapKeyRef: { name: 'none', key: 'none' } } }] } }),
    sleepingSet('no-node', { replicas: 1, nodeSelector: { 'no-such': 'node' } }),
  );
  await seen('init-fails', 0, { ready: false, server: 'waiting', trouble: expect.stringMatching(/^init container prepare: (CrashLoopBackOff: )?ended with 3: the volume belongs to another$/) });
  await seen('crashes', 0, { ready: false, restarts: expect.any(Number), trouble: expect.stringMatching(/^(CrashLoopBackOff: )?ended with 1: ERROR no such key \| Caused by: x$/) });
  await seen('no-image', 0, { server: 'waiting', trouble: expect.stringMatching(/^(ErrImagePull|ImagePullBackOff): .*no-such\.invalid/) });
  await seen('no-config', 0, { server: 'waiting', trouble: 'CreateContainerConfigError: configmap "none" not found' });
  await seen('no-node', 0, { server: 'waiting', trouble: expect.stringMatching(/^Unschedulable: 0\/\d+ nodes are available: /) });
});

ground.test('how far a server is that runs and is not ready, by its log', async () => {
  const lines = [
    'INFO Loading logs from log dirs ArraySeq(/data) (kafka.log.LogManager)',
    'INFO Recovering 120 logs from /data since no clean shutdown file was found (kafka.log.LogManager)',
    'INFO Completed load of Log(dir=/data/a-0) with 1 segments, local-log-start-offset 0 and log-end-offset 9 in 7ms (37/120 completed in /data) (kafka.log.LogManager)',
  ];
  await ground.apply(sleepingSet('recovers', {
    replicas: 1,
    server: { command: ['sh', '-c', `${lines.map((line) => `echo '${line}'`).join(';')}; exec sleep infinity`], readinessProbe: { exec: { command: ['false'] } } },
  }));
  await seen('recovers', 0, { ready: false, server: 'running', recovery: 'recovered 37 of 120 logs' });
});

ground.test('a pod that ends, and pods beyond those that are declared', async () => {
  const slowly = { command: ['sh', '-c', 'trap "sleep 20" TERM; while :; do sleep 1; done'] };
  await ground.apply(sleepingSet('more', { replicas: 2, server: slowly, graceSeconds: 20 }));
  await seen('more', 0, { ready: true });
  await seen('more', 1, { ready: true });
  await ground.kubectl.run(['scale', 'statefulset', 'more', '--replicas=1']);
  await until('the second one ends', 30, async () => (await observe(desired('more', 0))).more.pods[1]?.terminating || 'not yet');
  expect((await observe(desired('more', 0))).more).toMatchObject({ replicas: 1, pods: { 0: { ready: true, terminating: false }, 1: { terminating: true, server: 'running', trouble: undefined } } });
});

ground.test('what cannot be read is named, and nothing of the rest is told', async () => {
  const observed = await observeSets([desired('well', 7), desired('forbidden', 0)], ground.client());
  expect(observed).toEqual({ unread: [expect.stringMatching(/^get statefulsets 'forbidden' in namespace 'cdk8s-kafka-test-sets': 403 Forbidden: /)], mend: expect.stringContaining('Role') });
  const away = await observeSets([desired('well', 7)], ground.client({ ...ground.connection, server: new URL('https://127.0.0.1:1') }));
  expect(away).toEqual({ unread: [expect.stringMatching(/^get statefulsets 'well' .*: https:\/\/127\.0\.0\.1:1 does not answer \(connect ECONNREFUSED/)] });
});
