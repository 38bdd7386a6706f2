import { createHash } from 'node:crypto';
import { ApiObject, App, Chart, Duration, JsonPatch, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { desiredStateOf, jobOf, manifestsOf, servedCluster, servedWithZooKeeper, TEN_GIB, THREE_BROKERS } from './declared-job';
import { readCommandLine } from '../../lifecycle/command-line';
import {
  KafkaCluster, KafkaClusterProps, KafkaLifecycleJob, KafkaLifecycleJobProps, LifecycleTrigger, LogLayout, RebalancePolicy, Storage, TaintEffect,
  UnavoidableOutages, UndeclaredSettings,
} from '../../src';
import { Manifest, nameOf, numberAt, objectAt, objectsAt, ofKind, stringAt, stringsAt } from '../manifests/manifest';
import { find, listed, synthesizedChart } from '../synthesis/synthesized';

const ZONES = ['eu-1a', 'eu-1b', 'eu-1c'];

function containerOf(job: Manifest): ReturnType<typeof objectAt> {
  const path = job.kind === 'CronJob' ? ['spec', 'jobTemplate', 'spec', 'template', 'spec'] : ['spec', 'template', 'spec'];
  return objectsAt(objectAt(job, ...path), 'containers')[0];
}

const argumentsOf = (props: KafkaLifecycleJobProps) => stringsAt(containerOf(jobOf(manifestsOf(servedCluster(THREE_BROKERS, props)))), 'args');
/** What is written, whatever the rules say of it. */
const writtenSpec = (object: ApiObject): ReturnType<typeof objectAt> => objectAt(object.toJson(), 'spec');

describe('the objects', () => {
  test('are an account with its rights, the program, what it is to bring about, and, after all that is applied before, the Job', () => {
    const { chart, kafka, job } = servedCluster({ ...THREE_BROKERS, zones: ZONES });
    const all = listed(manifestsOf({ chart }));
    const own = [job.serviceAccount, job.role, job.roleBinding, job.programConfigMap, job.desiredStateConfigMap].map((o) => `${o.kind} ${o.name}`);
    expect(own).toEqual([
      'ServiceAccount lifecycle', 'Role lifecycle', 'RoleBinding lifecycle', 'ConfigMap lifecycle-program', 'ConfigMap lifecycle-desired-state',
    ]);
    expect(all).toEqual(expect.arrayContaining(own));
    const { services, disruptionBudgets, networkPolicies, configMaps, claims, statefulSets } = kafka;
    const cluster = [...services, ...disruptionBudgets, ...networkPolicies, ...configMaps, ...claims, ...statefulSets];
    expect(all).toHaveLength(own.length + 1 + cluster.length);
    expect(all.at(-1)).toBe(`Job ${job.jobName}`);
    expect(ApiObject.of(job)).toBe(job.job);
  });

  test('come after those of clusters that are declared later, too, and claims still before their set', () => {
    const chart = new Chart(new App(), 'test', { namespace: 'streaming' });
    const platform = new Construct(chart, 'Platform');
    const kafka = new KafkaCluster(new Construct(chart, 'Zebra'), 'Events', THREE_BROKERS);
    new KafkaLifecycleJob(platform, 'Lifecycle', { cluster: kafka });
    const all = listed(manifestsOf({ chart }));
    expect(all.at(-1)).toMatch(/^Job lifecycle-/);
    for (const own of ['ServiceAccount lifecycle', 'RoleBinding lifecycle', 'ConfigMap lifecycle-desired-state']) { expect(all).toContain(own); }
    expect(all.indexOf('PersistentVolumeClaim data-events-broker-2')).toBeLessThan(all.indexOf('StatefulSet events-broker'));
    expect(all.indexOf('ConfigMap events-broker-config')).toBeLessThan(all.indexOf('StatefulSet events-broker'));
  });

  test('are labelled so that no Service or budget of a cluster finds the pod', () => {
    const manifests = manifestsOf(servedCluster());
    const labels = objectAt(jobOf(manifests), 'spec', 'template', 'metadata', 'labels');
    expect(labels).toEqual({
      'app.kubernetes.io/name': 'kafka-lifecycle',
      'app.kubernetes.io/instance': 'lifecycle',
      'app.kubernetes.io/component': 'lifecycle',
      'app.kubernetes.io/managed-by': 'cdk8s-kafka',
    });
    for (const service of ofKind(manifests, 'Service')) { expect(objectAt(service, 'spec', 'selector')['app.kubernetes.io/name']).toBe('kafka'); }
  });

  test('carry the labels and annotations that are declared, its pod too', () => {
    const manifests = manifestsOf(servedCluster(THREE_BROKERS, { name: 'keeper', labels: { team: 'data' }, annotations: { 'example.com/owner': 'data' } }));
    const own = manifests.filter((m) => nameOf(m).startsWith('keeper'));
    expect(own).toHaveLength(6);
    for (const metadata of [...own.map((m) => objectAt(m, 'metadata')), objectAt(jobOf(manifests), 'spec', 'template', 'metadata')]) {
      expect(objectAt(metadata, 'labels').team).toBe('data');
      expect(objectAt(metadata, 'annotations')['example.com/owner']).toBe('data');
    }
  });
});

describe('the Job', () => {
  const job = jobOf(manifestsOf(servedCluster()));

  test('ends for good where nothing is gained by running it again, and bears whatever takes its pod away', () => {
    expect(job.spec).toMatchObject({
      backoffLimit: 3,
      activeDeadlineSeconds: 86_400,
      ttlSecondsAfterFinished: 600,
      podFailurePolicy: {
        rules: [
          { action: 'FailJob', onExitCodes: { containerName: 'lifecycle', operator: 'In', values: [2, 3] } },
          { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
        ],
      },
      template: { spec: { restartPolicy: 'Never' } },
    });
  });

  test('has a token of its own account, and writes nowhere but to /tmp', () => {
    const pod = objectAt(job, 'spec', 'template', 'spec');
    expect(pod).toMatchObject({
      serviceAccountName: 'lifecycle',
      automountServiceAccountToken: true,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: 30,
      volumes: [
        { name: 'desired-state', configMap: { name: 'lifecycle-desired-state' } },
        { name: 'program', configMap: { name: 'lifecycle-program' } },
        { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
      ],
    });
    const [container] = objectsAt(pod, 'containers');
    expect(container).toMatchObject({
      image: 'node:22-slim',
      resources: { requests: { cpu: '100m', memory: '512Mi' }, limits: { memory: '512Mi' } },
      env: [
        { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
        { name: 'POD_UID', valueFrom: { fieldRef: { fieldPath: 'metadata.uid' } } },
        { name: 'DESIRED_STATE_HASH', value: createHash('sha256').update(servedCluster().job.desiredState).digest('hex').slice(0, 10) },
      ],
    });
    expect(stringsAt(container, 'command').slice(0, 3)).toEqual(['node', '--max-old-space-size=384', '-e']);
  });

  test('is told what to bring about, and how', () => {
    const files = ['run', '--desired-state', '/etc/cdk8s-kafka/desired-state.json', '--config-map', 'lifecycle-desired-state'];
    const usual = [...files, '--log-format', 'text', '--deadline', '86340'];
    expect(argumentsOf({})).toEqual(usual);
    expect(argumentsOf({ dryRun: true })).toEqual([...usual, '--dry-run']);
    expect(argumentsOf({ logLayout: LogLayout.JSON, metricsPort: 9404 })).toEqual([...files, '--log-format', 'json', '--deadline', '86340', '--metrics-port', '9404']);
    const { job: report } = servedCluster(THREE_BROKERS, { trigger: LifecycleTrigger.report('@daily') });
    expect(stringsAt(containerOf(report.job.toJson()), 'args')).toEqual([...usual, '--dry-run']);
  });

  test.each([[Duration.hours(2), 7140], [Duration.seconds(120), 60], [Duration.seconds(91), 46]])('ends by itself before Kubernetes ends it at %s, and has half of a short time', (deadline, own) => {
    const args = argumentsOf({ deadline, noProgress: Duration.seconds(30) });
    expect(args[args.indexOf('--deadline') + 1]).toBe(String(own));
  });

  test('is called with arguments that its program understands', () => {
    expect(readCommandLine(argumentsOf({ deadline: Duration.days(20_000), metricsPort: 9404 }))).toMatchObject({ command: 'run', deadlineSeconds: 20_000 * 86_400 - 60, metricsPort: 9404 });
  });

  test('takes image, processors, memory, place, deadline, and how long it stays', () => {
    const manifest = jobOf(manifestsOf(servedCluster(THREE_BROKERS, {
      image: 'registry.example.com/node:20',
      resources: { cpu: 0.5, memory: Size.gibibytes(1) },
      placement: { nodeSelector: { disk: 'any' }, tolerations: [{ key: 'infra', effect: TaintEffect.NO_SCHEDULE }], priorityClassName: 'high' },
      deadline: Duration.hours(2),
      ttlAfterFinished: Duration.hours(1),
      metricsPort: 9404,
    })));
    expect(manifest.spec).toMatchObject({ activeDeadlineSeconds: 7200, ttlSecondsAfterFinished: 3600 });
    expect(objectAt(manifest, 'spec', 'template', 'spec')).toMatchObject({
      nodeSelector: { disk: 'any' }, priorityClassName: 'high', tolerations: [{ key: 'infra', operator: 'Exists', effect: 'NoSchedule' }],
    });
    expect(containerOf(manifest)).toMatchObject({
      image: 'registry.example.com/node:20', ports: [{ name: 'metrics', containerPort: 9404 }], resources: { requests: { cpu: '500m', memory: '1Gi' } },
    });
    expect(stringsAt(containerOf(manifest), 'command')).toContain('--max-old-space-size=768');
  });
});

describe('its name', () => {
  const nameFor = (kafka: KafkaClusterProps = THREE_BROKERS, job: KafkaLifecycleJobProps = {}) => (
    nameOf(jobOf(manifestsOf(servedCluster(kafka, job)))));
  const usual = nameFor();

  test('ends with a hash, and is what the construct says', () => {
    expect(usual).toMatch(/^lifecycle-[0-9a-f]{10}$/);
    expect(servedCluster().job.jobName).toBe(usual);
    expect(nameFor(THREE_BROKERS, { name: 'keeper' })).toMatch(/^keeper-[0-9a-f]{10}$/);
  });

  test.each<[string, KafkaClusterProps, KafkaLifecycleJobProps]>([
    ['a static setting', { ...THREE_BROKERS, config: { 'num.partitions': 3 } }, {}],
    ['a dynamic setting', { ...THREE_BROKERS, config: { 'log.retention.ms': 3 } }, {}],
    ['more brokers', { brokers: { nodes: 4, storage: TEN_GIB } }, {}],
    ['an image', { ...THREE_BROKERS, image: 'kafka:1' }, {}],
    ['fewer brokers', { brokers: { nodes: 2, storage: TEN_GIB } }, {}],
    ['the policy', THREE_BROKERS, { concurrency: 2 }],
    ['the policy for moves', THREE_BROKERS, { rebalance: RebalancePolicy.never() }],
    ['a dry run', THREE_BROKERS, { dryRun: true }],
    ["the program's image", THREE_BROKERS, { image: 'node:20' }],
    ['the memory', THREE_BROKERS, { resources: { memory: Size.gibibytes(2) } }],
    ['the deadline', THREE_BROKERS, { deadline: Duration.hours(3) }],
    ['how long it stays', THREE_BROKERS, { ttlAfterFinished: Duration.hours(3) }],
    ["a label of its pod, as a Job's template cannot be changed", THREE_BROKERS, { labels: { team: 'data' } }],
  ])('is another one for %s', (_, kafka, job) => {
    expect(nameFor(kafka, job)).not.toBe(usual);
  });

  test('is another one for a patch of its own, or of a StatefulSet', () => {
    const own = servedCluster();
    own.job.job.addJsonPatch(JsonPatch.add('/spec/template/spec/hostAliases', [{ ip: '10.0.0.1', hostnames: ['a'] }]));
    expect(nameOf(jobOf(manifestsOf(own)))).not.toBe(usual);
    const sets = servedCluster();
    sets.kafka.statefulSets[1].addJsonPatch(JsonPatch.add('/spec/template/spec/hostAliases', [{ ip: '10.0.0.1', hostnames: ['a'] }]));
    expect(nameOf(jobOf(manifestsOf(sets)))).not.toBe(usual);
  });

  test.each<[string, KafkaClusterProps, KafkaLifecycleJobProps]>([
    ['larger volumes, which grow by themselves', { brokers: { nodes: 3, storage: Storage.persistent(Size.gibibytes(20)) } }, {}],
    ['a default that is stated', { ...THREE_BROKERS, config: { 'min.insync.replicas': 2 } }, { concurrency: 1, rebalance: RebalancePolicy.onScale({ diskLimitPercent: 80 }) }],
    ['another trigger that makes the same Job', THREE_BROKERS, { trigger: LifecycleTrigger.flux(), ttlAfterFinished: Duration.minutes(10) }],
  ])('is the same with %s', (_, kafka, job) => {
    expect(nameFor(kafka, job)).toBe(usual);
  });

  test('is the same wherever it and the cluster are in the tree, and whatever is beside them', () => {
    const app = new App();
    const chart = new Chart(app, 'other', { namespace: 'streaming' });
    new ApiObject(chart, 'First', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'first' } });
    const kafka = new KafkaCluster(new Construct(chart, 'Deep'), 'Events', THREE_BROKERS);
    new KafkaCluster(chart, 'Orders', THREE_BROKERS);
    new KafkaLifecycleJob(new Construct(chart, 'Elsewhere'), 'Lifecycle', { cluster: kafka });
    expect(nameOf(jobOf(manifestsOf({ chart })))).toBe(usual);
  });

  test('follows what is added to the cluster later', () => {
    const { kafka, job } = servedCluster();
    kafka.addConfig({ 'num.partitions': 3 });
    expect(job.jobName).toBe(nameFor({ ...THREE_BROKERS, config: { 'num.partitions': 3 } }));
  });
});

describe('triggers', () => {
  const triggered = (trigger: LifecycleTrigger, props: KafkaLifecycleJobProps = {}) => (
    jobOf(manifestsOf(servedCluster(THREE_BROKERS, { trigger, ...props }))));

  test('on change, and with Flux, which removes former Jobs itself', () => {
    expect(objectAt(triggered(LifecycleTrigger.onChange()), 'metadata')).not.toHaveProperty('annotations');
    const flux = triggered(LifecycleTrigger.flux());
    expect(nameOf(flux)).toMatch(/^lifecycle-[0-9a-f]{10}$/);
    expect(flux.spec).not.toHaveProperty('ttlSecondsAfterFinished');
  });

  test('Argo CD runs it beside the sets, not after they are healthy, and replaces the former one', () => {
    const job = triggered(LifecycleTrigger.argoCd());
    expect(job.metadata).toMatchObject({
      name: 'lifecycle', annotations: { 'argocd.argoproj.io/hook': 'Sync', 'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation' },
    });
    expect(job.spec).not.toHaveProperty('ttlSecondsAfterFinished');
  });

  test('Helm runs it after each change of the release, also when Argo CD applies the chart', () => {
    const job = triggered(LifecycleTrigger.helm());
    expect(job.metadata).toMatchObject({
      name: 'lifecycle',
      annotations: {
        'helm.sh/hook': 'post-install,post-upgrade,post-rollback',
        'helm.sh/hook-delete-policy': 'before-hook-creation',
        'helm.sh/hook-output-log-policy': 'hook-failed',
        'argocd.argoproj.io/hook': 'Sync',
        'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
      },
    });
  });

  test('a CronJob keeps its name, and never runs twice at once', () => {
    const job = triggered(LifecycleTrigger.schedule('*/30 * * * *', { timeZone: 'Europe/Berlin' }), { annotations: { 'example.com/owner': 'data' } });
    expect(job).toMatchObject({ kind: 'CronJob', metadata: { name: 'lifecycle' } });
    expect(job.spec).toMatchObject({
      schedule: '*/30 * * * *',
      timeZone: 'Europe/Berlin',
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 600,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 3,
      jobTemplate: { spec: { backoffLimit: 3, activeDeadlineSeconds: 86_400 } },
    });
    expect(objectAt(job, 'spec', 'jobTemplate', 'spec')).not.toHaveProperty('ttlSecondsAfterFinished');
    expect(objectAt(triggered(LifecycleTrigger.schedule('@daily')), 'spec')).not.toHaveProperty('timeZone');
  });

  test('ttlAfterFinished holds whatever the trigger', () => {
    expect(triggered(LifecycleTrigger.flux(), { ttlAfterFinished: Duration.days(30) }).spec).toMatchObject({ ttlSecondsAfterFinished: 2_592_000 });
  });
});

describe('what it changes in a cluster and an ensemble', () => {
  const setsOf = (manifests: readonly Manifest[]) => ofKind(manifests, 'StatefulSet');

  test('their sets say nothing of how many nodes there are, and are updated by nobody else', () => {
    const sets = setsOf(manifestsOf(servedWithZooKeeper()));
    expect(sets.map(nameOf)).toEqual(['zookeeper', 'events-broker']);
    for (const set of sets) {
      const spec = objectAt(set, 'spec');
      expect(spec).not.toHaveProperty('replicas');
      expect(spec.updateStrategy).toEqual({ type: 'OnDelete' });
      expect(numberAt(spec, 'minReadySeconds')).toBe(0);
      expect(objectsAt(spec, 'volumeClaimTemplates')).toHaveLength(1);
    }
    expect(ofKind(manifestsOf(servedWithZooKeeper()), 'PersistentVolumeClaim')).toHaveLength(6);
  });

  test('the template tells what the nodes are started with, the set which template it was given', () => {
    const served = servedWithZooKeeper();
    for (const set of setsOf(manifestsOf(served))) {
      const start = JSON.parse(stringAt(objectAt(set, 'spec', 'template', 'metadata', 'annotations'), 'cdk8s-kafka/start-settings') ?? '') as { settings: object; jvm: string[] };
      expect(start.settings).toHaveProperty(nameOf(set) === 'zookeeper' ? 'tickTime' : ['default.replication.factor']);
      expect(start.jvm).toContain('-XX:+UseG1GC');
      expect(stringAt(objectAt(set, 'metadata', 'annotations'), 'cdk8s-kafka/template')).toMatch(/^[0-9a-f]{10}$/);
    }
    const { ensembles, clusters } = desiredStateOf(served);
    expect([ensembles[0].set, ...clusters[0].sets].map((set) => set.template)).toEqual(
      setsOf(manifestsOf(served)).map((set) => stringAt(objectAt(set, 'metadata', 'annotations'), 'cdk8s-kafka/template')));
  });

  test('the annotation follows from the template as it is patched', () => {
    const annotation = (patch?: JsonPatch) => {
      const served = servedCluster();
      if (patch) { served.kafka.statefulSets[1].addJsonPatch(patch); }
      return stringAt(objectAt(find(manifestsOf(served), 'StatefulSet', 'events-broker'), 'metadata', 'annotations'), 'cdk8s-kafka/template');
    };
    expect(annotation(JsonPatch.add('/spec/template/spec/priorityClassName', 'high'))).not.toBe(annotation());
    expect(annotation(JsonPatch.add('/metadata/labels/team', 'data'))).toBe(annotation());
    expect(annotation(JsonPatch.add('/spec/revisionHistoryLimit', 3))).toBe(annotation());
    // In whatever order a patch leaves it.
    expect(annotation(JsonPatch.replace('/spec/template', objectAt(find(manifestsOf(servedCluster()), 'StatefulSet', 'events-broker'), 'spec', 'template')))).toBe(annotation());
  });

  test('dynamic settings stay in the files', () => {
    const manifests = manifestsOf(servedCluster({ ...THREE_BROKERS, config: { 'log.retention.ms': 3_600_000 } }));
    const properties = stringAt(objectAt(find(manifests, 'ConfigMap', 'events-broker-config'), 'data'), 'kafka.properties');
    expect(properties).toContain('\nlog.retention.ms=3600000\n');
    expect(properties).toContain('\nmin.insync.replicas=2\n');
  });

  test('a dynamic setting changes no pod template, and the ConfigMap keeps the hash that starting pods wait for', () => {
    const before = manifestsOf(servedCluster());
    const after = manifestsOf(servedCluster({ ...THREE_BROKERS, config: { 'log.retention.ms': 3_600_000 } }));
    for (const name of ['events-controller', 'events-broker']) { expect(find(after, 'StatefulSet', name)).toEqual(find(before, 'StatefulSet', name)); }
    const hash = (manifests: readonly Manifest[]) => objectAt(find(manifests, 'ConfigMap', 'events-broker-config'), 'data').hash;
    expect(hash(after)).toBe(hash(before));
    expect(find(after, 'ConfigMap', 'events-broker-config')).not.toEqual(find(before, 'ConfigMap', 'events-broker-config'));
  });

  test('more or fewer brokers change no set: nothing restarts, and the run alone says how many there are', () => {
    const servedWith = (nodes: number) => servedCluster({ brokers: { nodes, storage: TEN_GIB }, zones: ZONES });
    const [six, nine] = [6, 9].map((nodes) => manifestsOf(servedWith(nodes)));
    expect(setsOf(nine)).toEqual(setsOf(six));
    expect(find(nine, 'ConfigMap', 'events-broker-config')).toEqual(find(six, 'ConfigMap', 'events-broker-config'));
    const idsOf = (nodes: number) => desiredStateOf(servedWith(nodes)).clusters[0].sets.slice(1).map((set) => set.nodes.map((node) => node.id));
    expect(idsOf(9)).toEqual([[0, 1, 2], [100, 101, 102], [200, 201, 202]]);
    // The last one of each zone goes.
    expect(idsOf(6)).toEqual([[0, 1], [100, 101], [200, 201]]);
  });

  test('nothing, as long as it only reports: another Job does the work', () => {
    const chart = new Chart(new App(), 'test', { namespace: 'streaming' });
    const kafka = new KafkaCluster(chart, 'Events', THREE_BROKERS);
    const report = new KafkaLifecycleJob(chart, 'Report', { cluster: kafka, trigger: LifecycleTrigger.report('@daily') });
    expect(writtenSpec(kafka.statefulSets[1]).replicas).toBe(3);
    const job = new KafkaLifecycleJob(chart, 'Lifecycle', { cluster: kafka });
    expect(writtenSpec(kafka.statefulSets[1])).not.toHaveProperty('replicas');
    expect([...report.findings, ...job.findings]).toEqual([]);
  });
});

test('the policy is what is declared', () => {
  const { job } = servedCluster(THREE_BROKERS, {
    concurrency: 4,
    inSyncMargin: 1,
    unavoidable: UnavoidableOutages.REFUSE,
    noProgress: Duration.minutes(30),
    preferredLeaders: false,
    undeclaredSettings: UndeclaredSettings.REMOVE,
  });
  expect(desiredStateOf({ job }).policy).toMatchObject({
    concurrency: 4, inSyncMargin: 1, unavoidable: 'refuse', noProgressSeconds: 1800, preferredLeaders: false, undeclaredSettings: 'remove',
  });
});

test('two Jobs of one name in a namespace would be the same objects', () => {
  const chart = new Chart(new App(), 'test', { namespace: 'streaming' });
  const [one, other] = ['Events', 'Orders'].map((id) => (
    new KafkaLifecycleJob(chart, `${id}Lifecycle`, { name: 'keeper', cluster: new KafkaCluster(chart, id, THREE_BROKERS) })));
  for (const job of [one, other]) { expect(job.findings.map((f) => f.rule)).toEqual(['names.taken']); }
});

test('an acknowledged warning is accepted, with its reason', () => {
  const { job } = servedCluster(THREE_BROKERS, { ttlAfterFinished: Duration.minutes(1) });
  expect(job.findings).toMatchObject([{ rule: 'lifecycle.ttl', severity: 'warning' }]);
  job.acknowledge('lifecycle.ttl', 'a test');
  expect(job.findings).toMatchObject([{ rule: 'lifecycle.ttl', acknowledged: 'a test' }]);
});

test.each<[KafkaLifecycleJobProps, string]>([
  [{}, 'looks after Events, when the manifests are applied with a change: restarts one broker after the other, and gives up after 900 s without progress; ends after'],
  [{ concurrency: 3, trigger: LifecycleTrigger.argoCd() }, 'at each sync of Argo CD: restarts up to 3 brokers of a rack at once, and gives up after 900 s'],
  [{ dryRun: true, trigger: LifecycleTrigger.schedule('@daily') }, "looks after Events, at the times '@daily': only says what it would do; ends after"],
])('what it does is told at synthesis: %#', (props, told) => {
  expect(synthesizedChart(servedCluster(THREE_BROKERS, props).chart).printed).toContain(`[test/Lifecycle] ${told.startsWith('at') ? 'looks after Events, ' : ''}${told}`);
});
