import { AccessSecret } from '../../kafka/render/access';
import { HostSpread } from '../../kubernetes/placement';
import { RESTRICTED_CONTAINER, RESTRICTED_POD } from '../../kubernetes/pod-security';
import { resourceRequirements } from '../../kubernetes/resource-requirements';
import { schedulingOf } from '../../kubernetes/scheduling';
import { CronJobSpec, EnvVar, JobSpec, PodSpec } from '../../kubernetes/wire';
import { DESIRED_STATE_KEY } from '../desired-state';
import { LifecycleModel, changesClusters, objectNames, selectorOf } from '../model';
import { ownDeadlineSeconds } from '../own-deadline';

const MEBIBYTE = 1024 ** 2;

/** The key of the ConfigMap that holds the program. */
export const PROGRAM_KEY = 'program.cjs.br';

const DESIRED_STATE_PATH = '/etc/cdk8s-kafka';
const PROGRAM_PATH = '/opt/cdk8s-kafka';
const CONTAINER = 'lifecycle';

/** How the program ends when to run it again would not help: a rule stands against it (2), a newer desired state has its own Job (3). */
const FINAL_EXIT_CODES = [2, 3];

/** A run that has failed may have met a moment in which Kubernetes or Kafka was away. */
const RETRIES = 3;

/** The program stops between two steps, and gives its Lease back. */
const GRACE_PERIOD_SECONDS = 30;

/** A run that could not begin in its time, as the one before was still at work, is made up for within so long. */
const STARTING_DEADLINE_SECONDS = 600;

/** Unpacks the program where it can be written to, and runs it as if it were named on the command line: nothing but Node.js is needed of the image. */
const UNPACK_AND_RUN = [
  "const file = '/tmp/lifecycle-program.cjs'",
  `require('fs').writeFileSync(file, require('zlib').brotliDecompressSync(require('fs').readFileSync('${PROGRAM_PATH}/${PROGRAM_KEY}')))`,
  'process.argv.splice(1, 0, file)',
  "require('module').runMain()",
].join('; ');

/** What hooks need to be known by. */
const HOOK_ANNOTATIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // At the same time as the sets and after them (by kind), not after they are healthy: controllers become ready only when the run has started all of them.
  'argo-cd': { 'argocd.argoproj.io/hook': 'Sync', 'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation' },
  'helm': {
    'helm.sh/hook': 'post-install,post-upgrade,post-rollback',
    'helm.sh/hook-delete-policy': 'before-hook-creation',
    'helm.sh/hook-output-log-policy': 'hook-failed',
    // Argo CD would take Helm's hooks for PostSync, which waits for what only the run starts.
    'argocd.argoproj.io/hook': 'Sync',
    'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
  },
};

/** Annotations of the Job by which the tool that triggers it knows it. */
export function triggerAnnotations({ trigger }: LifecycleModel): Record<string, string> {
  return { ...HOOK_ANNOTATIONS[trigger.kind] };
}

/** Whether each change makes another Job, under another name. Tools with hooks of their own, and a CronJob, keep the name. */
export function isNamedByContent({ trigger }: LifecycleModel): boolean {
  return trigger.kind === 'on-change' || trigger.kind === 'flux';
}

/** What a run is told that does not follow from its own declaration alone. */
export interface RunSubjects {
  /** The hash of what it is to bring about. */
  readonly desiredState: string;
  /** The status ConfigMap of the Job that does the work, for one that only reports. */
  readonly reportedStatus?: string;
  /** With what it comes to the nodes, where they do not let everybody in. */
  readonly access: readonly AccessSecret[];
}

export function jobSpec(model: LifecycleModel, run: RunSubjects): JobSpec {
  return {
    backoffLimit: RETRIES,
    activeDeadlineSeconds: model.deadlineSeconds,
    ...(model.ttlSeconds === undefined ? {} : { ttlSecondsAfterFinished: model.ttlSeconds }),
    podFailurePolicy: {
      rules: [
        // Kubernetes 1.28 wants both members.
        { action: 'FailJob', onExitCodes: { containerName: CONTAINER, operator: 'In', values: FINAL_EXIT_CODES }, onPodConditions: [] },
        // Evicted, preempted, its node cut: the next one goes on from what it finds.
        { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
      ],
    },
    template: { metadata: { labels: podLabels(model), ...annotationsOf(model) }, spec: podOf(model, run) },
  };
}

export function cronJobSpec(model: LifecycleModel, run: RunSubjects): CronJobSpec {
  const { trigger } = model;
  if (trigger.kind !== 'schedule' && trigger.kind !== 'report') { throw new Error(`Lifecycle Job '${model.name}' runs ${trigger.kind}, at no certain times.`); }
  return {
    schedule: trigger.cron,
    ...(trigger.timeZone === undefined ? {} : { timeZone: trigger.timeZone }),
    concurrencyPolicy: 'Forbid',
    startingDeadlineSeconds: STARTING_DEADLINE_SECONDS,
    successfulJobsHistoryLimit: 1,
    failedJobsHistoryLimit: 3,
    jobTemplate: { metadata: { labels: podLabels(model), ...annotationsOf(model) }, spec: jobSpec(model, run) },
  };
}

function annotationsOf({ annotations }: LifecycleModel): { annotations?: Record<string, string> } {
  return Object.keys(annotations).length === 0 ? {} : { annotations: { ...annotations } };
}

function podLabels(model: LifecycleModel): Record<string, string> {
  return { ...model.labels, ...selectorOf(model), 'app.kubernetes.io/managed-by': 'cdk8s-kafka' };
}

function podOf(model: LifecycleModel, run: RunSubjects): PodSpec {
  const names = objectNames(model.name);
  const heap = Math.floor(model.resources.memoryBytes * 0.75 / MEBIBYTE);
  return {
    restartPolicy: 'Never',
    serviceAccountName: names.account,
    automountServiceAccountToken: true,
    enableServiceLinks: false,
    securityContext: RESTRICTED_POD,
    terminationGracePeriodSeconds: GRACE_PERIOD_SECONDS,
    ...schedulingOf({ placement: model.placement, hosts: HostSpread.NONE, pool: selectorOf(model), zones: [], nodes: 1 }),
    containers: [{
      name: CONTAINER,
      image: model.image,
      command: ['node', `--max-old-space-size=${heap}`, '-e', UNPACK_AND_RUN, '--'],
      args: programArguments(model, run),
      env: [
        fromPod('POD_NAME', 'metadata.name'),
        fromPod('POD_UID', 'metadata.uid'),
        { name: 'DESIRED_STATE_HASH', value: run.desiredState },
      ],
      ...(model.metricsPort === undefined ? {} : { ports: [{ name: 'metrics', containerPort: model.metricsPort }] }),
      resources: resourceRequirements(model.resources),
      securityContext: RESTRICTED_CONTAINER,
      terminationMessagePolicy: 'FallbackToLogsOnError',
      volumeMounts: [
        { name: 'desired-state', mountPath: DESIRED_STATE_PATH, readOnly: true },
        { name: 'program', mountPath: PROGRAM_PATH, readOnly: true },
        { name: 'tmp', mountPath: '/tmp' },
        ...run.access.map(({ mountPath }, i) => ({ name: `access-${i}`, mountPath, readOnly: true })),
      ],
    }],
    volumes: [
      { name: 'desired-state', configMap: { name: names.desiredState } },
      { name: 'program', configMap: { name: names.program } },
      { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
      // For the pod's own group, as which it runs.
      ...run.access.map(({ secret, items }, i) => ({ name: `access-${i}`, secret: { secretName: secret, items, defaultMode: 0o440 } })),
    ],
  };
}

function programArguments(model: LifecycleModel, { reportedStatus }: RunSubjects): string[] {
  return [
    'run',
    '--desired-state', `${DESIRED_STATE_PATH}/${DESIRED_STATE_KEY}`,
    '--config-map', objectNames(model.name).desiredState,
    '--log-format', model.logLayout,
    '--deadline', String(ownDeadlineSeconds(model.deadlineSeconds)),
    ...(model.dryRun || !changesClusters(model.trigger) ? ['--dry-run'] : []),
    ...(reportedStatus === undefined ? [] : ['--status', reportedStatus]),
    ...(model.metricsPort === undefined ? [] : ['--metrics-port', String(model.metricsPort)]),
  ];
}

function fromPod(name: string, fieldPath: string): EnvVar {
  return { name, valueFrom: { fieldRef: { fieldPath } } };
}
