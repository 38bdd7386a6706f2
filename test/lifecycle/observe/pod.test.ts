import { containerStatus, podObject } from './pod-objects';
import { ContainerStateObject, PodStatusObject } from '../../../lifecycle/clients/kubernetes/objects';
import { podObservation } from '../../../lifecycle/observe/pod';
import { endedWithoutWords } from '../../../lifecycle/observe/trouble';

test('a pod that is well', () => {
  expect(podObservation(podObject())).toEqual({
    uid: 'uid-0',
    revision: 'events-broker-5f',
    ready: true,
    terminating: false,
    server: 'running',
    trouble: undefined,
    restarts: 0,
    made: { image: 'apache/kafka:4.3.1', resources: {}, start: undefined },
  });
});

test('the server is known by its container, whatever others there are', () => {
  const sidecar = containerStatus({ terminated: { exitCode: 1 } }, { name: 'sidecar', restartCount: 9 });
  expect(podObservation(podObject({ containerStatuses: [sidecar, containerStatus({ running: {} }, { restartCount: 2 })] }))).toMatchObject({ server: 'running', restarts: 2, trouble: undefined });
  expect(podObservation(podObject({ containerStatuses: [containerStatus({ running: {} }, { name: 'zookeeper', restartCount: 4 })] }))).toMatchObject({ server: 'running', restarts: 4 });
  expect(podObservation(podObject({ containerStatuses: [sidecar] }))).toMatchObject({ server: 'unknown' });
});

test.each<[string, ContainerStateObject | undefined, string]>([
  ['running', { running: {} }, 'running'],
  ['waiting for its init containers', { waiting: { reason: 'PodInitializing' } }, 'waiting'],
  ['waiting after a crash', { waiting: { reason: 'CrashLoopBackOff' } }, 'waiting'],
  ['ended', { terminated: { exitCode: 0 } }, 'ended'],
  ['not reported', undefined, 'unknown'],
])('the server is %s', (_, state, server) => {
  const containerStatuses = state && [containerStatus(state)];
  expect(podObservation(podObject({ containerStatuses })).server).toBe(server);
});

test('without a node nothing runs; a pod that its node has given up has ended', () => {
  expect(podObservation(podObject({ containerStatuses: undefined }, { spec: { nodeName: undefined } })).server).toBe('waiting');
  expect(podObservation(podObject({ containerStatuses: undefined, phase: 'Failed' })).server).toBe('ended');
  // Its node is not heard any more, and somebody else says that it has failed: the kubelet's last word stays.
  expect(podObservation(podObject({ phase: 'Failed' })).server).toBe('running');
});

test('a pod without status, labels or conditions', () => {
  const { metadata, spec } = podObject();
  expect(podObservation({ metadata: { ...metadata, labels: undefined }, spec })).toMatchObject({ revision: '', ready: false, server: 'unknown', restarts: 0 });
});

describe('what is wrong with it', () => {
  const trouble = (status: PodStatusObject, metadata = {}) => podObservation(podObject({ conditions: [], ...status }, { metadata })).trouble;
  const init = (state: ContainerStateObject, lastState?: ContainerStateObject) => ({
    initContainerStatuses: [containerStatus({ terminated: { exitCode: 0, reason: 'Completed' } }, { name: 'first' }), containerStatus(state, { name: 'prepare', lastState })],
    containerStatuses: [containerStatus({ waiting: { reason: 'PodInitializing' } })],
  });
  const server = (state: ContainerStateObject, lastState?: ContainerStateObject) => ({ containerStatuses: [containerStatus(state, { lastState })] });
  const stack = '[2026-01-01 00:00:00,123] ERROR Exiting Kafka due to fatal exception (kafka.Kafka$)\norg.apache.kafka.common.config.ConfigException: Invalid value\n\tat kafka.Kafka.main(Kafka.scala)\n\t... 3 more\n\n';

  test.each<[string, PodStatusObject, string | undefined]>([
    ['nothing while its image is pulled', server({ waiting: { reason: 'ContainerCreating' } }), undefined],
    ['nothing while it is prepared', init({ running: {} }), undefined],
    ['nothing while it runs, whatever was before', server({ running: {} }, { terminated: { exitCode: 137, reason: 'OOMKilled' } }), undefined],
    [
      'a crash loop, with the last words in one line, without times and stack frames', server({ waiting: { reason: 'CrashLoopBackOff', message: 'back-off 20s restarting' } }, { terminated: { exitCode: 1, reason: 'Error', message: stack } }),
      'CrashLoopBackOff: ended with 1: ERROR Exiting Kafka due to fatal exception (kafka.Kafka$) | org.apache.kafka.common.config.ConfigException: Invalid value',
    ],
    [
      'a crash loop of whose last words only frames are left', server({ waiting: { reason: 'CrashLoopBackOff' } }, { terminated: { exitCode: 1, message: 'afka.Index.last$0(Index.java:260)\n\tat kafka.Kafka.main(Kafka.scala)\n' } }),
      'CrashLoopBackOff: ended with 1',
    ],
    ['a crash loop of which nothing more is known', server({ waiting: { reason: 'CrashLoopBackOff', message: 'back-off' } }), 'CrashLoopBackOff: back-off'],
    ['an end', server({ terminated: { exitCode: 137, reason: 'OOMKilled' } }), 'ended with 137 (OOMKilled)'],
    ['an end without error, too', server({ terminated: { exitCode: 0, reason: 'Completed' } }), 'ended with 0'],
    ['an image', server({ waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image "x"' } }), 'ImagePullBackOff: Back-off pulling image "x"'],
    ['a ConfigMap', server({ waiting: { reason: 'CreateContainerConfigError', message: 'configmap "x" not found' } }), 'CreateContainerConfigError: configmap "x" not found'],
    ['no node', { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/3 nodes are available' }], containerStatuses: undefined }, 'Unschedulable: 0/3 nodes are available'],
    ['an init container', init({ terminated: { exitCode: 3, reason: 'Error', message: 'belongs to another' } }), 'init container prepare: ended with 3: belongs to another'],
    ['an init container again and again', init({ waiting: { reason: 'CrashLoopBackOff' } }, { terminated: { exitCode: 3, message: 'belongs to another' } }), 'init container prepare: CrashLoopBackOff: ended with 3: belongs to another'],
    ['an image of an init container', init({ waiting: { reason: 'ErrImagePull', message: 'no' } }), 'init container prepare: ErrImagePull: no'],
    ['its node, that threw it out', { phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource: memory.', containerStatuses: undefined }, 'Evicted: The node was low on resource: memory. (node node1)'],
  ])('%s', (_, status, expected) => {
    expect(trouble(status)).toBe(expected);
  });

  test('where Kubernetes has kept only frames, the log tells', () => {
    const log = '[2026-01-01T00:00:00.123Z] ERROR Shutdown broker because all log dirs have failed (kafka.log.LogManager)\njava.io.IOException: No space left on device\n\tat kafka.Kafka.main(Kafka.scala)\n'
      + '[2026-01-01T00:00:01.000Z] INFO stopping\n';
    const words = 'ended with 1: ERROR Shutdown broker because all log dirs have failed (kafka.log.LogManager) | java.io.IOException: No space left on device';
    const wordless = { exitCode: 1, message: '\tat kafka.Kafka.main(Kafka.scala)\n' };
    for (const [status, expected] of [[server({ waiting: { reason: 'CrashLoopBackOff' } }, { terminated: wordless }), `CrashLoopBackOff: ${words}`], [server({ terminated: wordless }), words]] as const) {
      const pod = podObject({ conditions: [], ...status });
      expect(endedWithoutWords(pod)).toBe(true);
      expect(podObservation(pod, log).trouble).toBe(expected);
    }
    expect(endedWithoutWords(podObject(server({ running: {} }, { terminated: wordless })))).toBe(false);
    expect(endedWithoutWords(podObject(server({ terminated: { exitCode: 1, message: 'said' } })))).toBe(false);
  });

  test('nothing of a pod that was told to end, unless its node is lost', () => {
    const deletionTimestamp = '2026-01-01T00:00:00Z';
    expect(trouble(server({ terminated: { exitCode: 143 } }), { deletionTimestamp })).toBeUndefined();
    expect(trouble({ conditions: [{ type: 'DisruptionTarget', status: 'True', reason: 'EvictionByEvictionAPI', message: 'evicting' }] }, { deletionTimestamp })).toBeUndefined();
    expect(trouble({ conditions: [{ type: 'DisruptionTarget', status: 'True', reason: 'DeletionByTaintManager', message: 'Taint manager: deleting due to NoExecute taint' }] }, { deletionTimestamp }))
      .toBe('DeletionByTaintManager: Taint manager: deleting due to NoExecute taint (node node1)');
  });

  test('long messages are cut: the end of a log counts, and the beginning of what Kubernetes says', () => {
    const long = `first${'x'.repeat(2000)}last`;
    const ended = trouble(server({ terminated: { exitCode: 1, message: long } })) ?? '';
    expect(ended).toMatch(/^ended with 1: … x+last$/);
    expect(ended.length).toBeLessThan(600);
    const said = trouble(server({ waiting: { reason: 'ErrImagePull', message: long } })) ?? '';
    expect(said).toMatch(/^ErrImagePull: firstx+ …$/);
    expect(said.length).toBeLessThan(600);
  });
});
