import { ApiObject, Chart, Lazy } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { lifecycleAssumptions } from './assumptions';
import { DESIRED_STATE_KEY, runObjects } from './desired-state';
import { desiredStateHash } from './desired-state-hash';
import { DesiredStateSource, desiredStateText } from './desired-state-text';
import { KafkaLifecycleJobProps } from './lifecycle-job-props';
import { JudgedLifecycle, LifecycleModel, ServedModel, changesClusters, objectNames, selectorOf } from './model';
import { NamedJob } from './named-job';
import { lifecycleProgram } from './program';
import { PROGRAM_KEY, RunSubjects, cronJobSpec, isNamedByContent, jobSpec, triggerAnnotations } from './render/job';
import { roleRules } from './render/role';
import { resolveLifecycle } from './resolve';
import { lifecycleFindings } from './rules';
import { _Served } from './served';
import { KafkaCluster } from '../kafka/kafka-cluster';
import { brokerLogDirs } from '../kafka/log-dirs';
import { nodesOf } from '../kafka/model';
import { accessSecrets, barredListeners } from '../kafka/render/access';
import { kubernetesName } from '../kubernetes/kubernetes-name';
import { objectMetadata } from '../kubernetes/object-metadata';
import { Acknowledgement, Finding, Severity } from '../validation/finding';
import { checkArguments, checkProps } from '../validation/props/check-props';
import { reportOnSynthesis } from '../validation/report';
import { takeNames, takenNames } from '../validation/taken-names';
import { ZooKeeperEnsemble } from '../zookeeper/zookeeper-ensemble';

/**
 * A Job that brings clusters to what is declared, as an operator would, and ends: it starts nodes, applies what Kafka can change at run time, and restarts what must be restarted, one
 * after the other, so that no partition is taken offline. Brokers that are added are filled, and those that are declared no longer are emptied before they are removed. It may be killed at any
 * moment and run again.
 *
 * With it, the StatefulSets leave to the Job how many nodes there are and when they restart: applying the manifests restarts nothing. See docs/lifecycle-job.md before it is added to a
 * cluster that runs already.
 *
 * `ApiObject.of(job)` is the Job, or the CronJob.
 *
 * @example
 *
 * import { App, Chart, Size } from 'cdk8s';
 * import { KafkaCluster, KafkaLifecycleJob, Storage } from 'cdk8s-kafka';
 *
 * const chart = new Chart(new App(), 'streaming', { namespace: 'streaming' });
 *
 * const kafka = new KafkaCluster(chart, 'Events', {
 *   brokers: { nodes: 6, storage: Storage.persistent(Size.tebibytes(16), { storageClass: 'hdd' }) },
 *   zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
 * });
 * new KafkaLifecycleJob(chart, 'Lifecycle', { cluster: kafka });
 */
export class KafkaLifecycleJob extends Construct {
  /** The name with which the names of all objects begin. */
  public readonly name: string;

  /** The Job, or the CronJob. */
  public readonly job: ApiObject;

  /** The ConfigMap with what the run is to bring about. */
  public readonly desiredStateConfigMap: ApiObject;

  /** The ConfigMap with the program. */
  public readonly programConfigMap: ApiObject;

  /** What the run may do. */
  public readonly role: ApiObject;

  /** Who gets the Role: the ServiceAccount. */
  public readonly roleBinding: ApiObject;

  /** The account of the run's pod. */
  public readonly serviceAccount: ApiObject;

  private readonly props: KafkaLifecycleJobProps;
  private readonly clusters: readonly KafkaCluster[];
  private readonly ensembles: readonly ZooKeeperEnsemble[];
  private readonly acknowledgements: Acknowledgement[];
  private readonly model: LifecycleModel;
  private readonly named: NamedJob;
  private judged?: { readonly of: readonly unknown[]; readonly findings: Finding[]; readonly assumptions: string[] };
  private text?: { readonly of: readonly unknown[]; readonly desiredState: string };

  /**
   * Declares a lifecycle Job.
   *
   * @param scope the chart of the clusters, or another one of the same namespace
   * @param id the construct's id, from which the name follows
   * @param props what it looks after
   * @throws if `props` has something that it cannot have, or of another type; the compiler finds that in TypeScript
   */
  constructor(scope: Construct, id: string, props: KafkaLifecycleJobProps) {
    super(scope, id);
    this.props = checkProps(this.node.path, 'KafkaLifecycleJobProps', props, new.target !== KafkaLifecycleJob);
    this.name = this.props.name ?? kubernetesName(id);
    this.acknowledgements = [...this.props.acknowledge ?? []];
    this.clusters = distinct([...this.props.cluster ? [this.props.cluster] : [], ...this.props.clusters ?? []]);
    this.ensembles = distinct(this.props.ensembles ?? this.clusters.flatMap((cluster) => cluster._ensemble ?? []));
    const program = lifecycleProgram();
    const model = resolveLifecycle(this.name, Chart.of(this).namespace, this.props);
    this.model = model;
    if (changesClusters(model.trigger)) {
      for (const served of [...this.ensembles, ...this.clusters]) { served._serveBy(this); }
    }

    const labels = { ...model.labels, ...selectorOf(model), 'app.kubernetes.io/managed-by': 'cdk8s-kafka' };
    const names = objectNames(this.name);
    const metadata = (name: string, more: Readonly<Record<string, string>> = {}) => objectMetadata(name, labels, { ...model.annotations, ...more });

    this.serviceAccount = new ApiObject(this, 'ServiceAccount', {
      apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadata(names.account), automountServiceAccountToken: false,
    });
    this.role = new ApiObject(this, 'Role', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: metadata(names.account),
      rules: Lazy.any({ produce: () => roleRules(model, { ...this.roleSubjects(), reportedStatus: this.reportedStatus }) }),
    });
    this.roleBinding = new ApiObject(this, 'RoleBinding', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: metadata(names.account),
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: names.account },
      subjects: [{ kind: 'ServiceAccount', name: names.account }],
    });
    this.programConfigMap = new ApiObject(this, 'Program', {
      apiVersion: 'v1', kind: 'ConfigMap', metadata: metadata(names.program), binaryData: { [PROGRAM_KEY]: program.toString('base64') },
    });
    this.desiredStateConfigMap = new ApiObject(this, 'DesiredState', {
      apiVersion: 'v1', kind: 'ConfigMap', metadata: metadata(names.desiredState), data: { [DESIRED_STATE_KEY]: Lazy.any({ produce: () => this.desiredState }) },
    });
    const atTimes = model.trigger.kind === 'schedule' || model.trigger.kind === 'report';
    this.named = new NamedJob(this, 'Resource', {
      apiVersion: 'batch/v1',
      kind: atTimes ? 'CronJob' : 'Job',
      metadata: metadata(this.name, triggerAnnotations(model)),
      spec: Lazy.any({ produce: () => (atTimes ? cronJobSpec : jobSpec)(model, this.runSubjects()) }),
    }, isNamedByContent(model) ? () => [this.desiredState, program.toString('base64')] : undefined);
    this.job = this.named;
    // It begins when all that it is to look at has been applied: its own objects stand before it anyway.
    this.job.addDependency(...this.ensembles, ...this.clusters);

    takeNames(this);
    this.node.addValidation({ validate: () => this.report() });
  }

  /**
   * The name of the Job or CronJob as it is written: with triggers that make another Job for each change, it ends with the hash of what the Job is to bring about and how.
   */
  public get jobName(): string { return this.named.writtenName; }

  /** What the run is to bring about, as the program reads it: one JSON document. */
  public get desiredState(): string {
    const of = this.declarations();
    if (!isSame(this.text?.of, of)) { this.text = { of, desiredState: desiredStateText(this.source()) }; }
    return this.text?.desiredState ?? '';
  }

  /** Everything that the rules find in the Job as it is declared now, acknowledged warnings included. Empty if all is well. */
  public get findings(): Finding[] {
    return [...takenNames(this, this.name), ...this.judgement().findings];
  }

  /**
   * Accepts the warnings of a rule.
   *
   * @param rule the rule's id, as the warning names it
   * @param reason why that is acceptable here
   */
  public acknowledge(rule: string, reason: string): void {
    this.acknowledgements.push(checkArguments('KafkaLifecycleJob.acknowledge', { rule, reason }, this.node.path));
    this.judged = undefined;
  }

  private source(): DesiredStateSource {
    return {
      name: this.name,
      policy: this.model.policy,
      ensembles: this.ensembles.map((ensemble) => ensemble._served),
      clusters: this.clusters.map((cluster) => ({ ...cluster._served, ensemble: this.ensembles.find((each) => each === cluster._ensemble)?.name })),
    };
  }

  private runSubjects(): RunSubjects {
    return {
      desiredState: desiredStateHash(this.desiredState),
      reportedStatus: this.reportedStatus,
      access: this.clusters.flatMap((cluster) => accessSecrets(cluster._served.model)),
    };
  }

  private roleSubjects(): Record<'sets' | 'pods' | 'configMaps' | 'userSecrets' | 'passwordSecrets', string[]> {
    const clusters = this.clusters.map((cluster) => cluster._served.model);
    const ensembles = this.ensembles.map((ensemble) => ensemble._served.model);
    const configMaps = [...this.ensembles.map((ensemble) => ensemble.configMap), ...this.clusters.flatMap((cluster) => cluster.configMaps)];
    const scram = clusters.flatMap(({ users }) => users.flatMap((user) => user.scram ?? []));
    return {
      userSecrets: scram.map(({ secret }) => secret),
      passwordSecrets: scram.flatMap(({ given }) => given?.secret ?? []),
      sets: [...ensembles, ...clusters.flatMap((model) => model.pools.flatMap((pool) => pool.sets))].map((set) => set.name),
      pods: [...ensembles.flatMap((model) => model.servers), ...clusters.flatMap((model) => nodesOf(model.pools))].map((node) => node.podName),
      configMaps: configMaps.map(({ name }) => name),
    };
  }

  /** Where the Job that does the work has noted what it has set at run time: without that, a report would take it for set by hand. Jobs that are declared later count too. */
  private get reportedStatus(): string | undefined {
    if (changesClusters(this.model.trigger)) { return undefined; }
    const [job, ...others] = distinct(this.clusters.flatMap((cluster) => cluster._served.jobs));
    return job === undefined || others.length > 0 ? undefined : runObjects(job.name).status;
  }

  private servedModels(writable: boolean): ServedModel[] {
    const { cluster, clusters = [], ensembles = this.ensembles } = this.props;
    const nothing = { logDirs: {}, metadataLog: false, barred: [] };
    const servedModel = (
      kind: ServedModel['kind'], served: _Served<unknown>, given: readonly (IConstruct | undefined)[], more: Pick<ServedModel, 'logDirs' | 'metadataLog' | 'barred'> = nothing,
    ): ServedModel => {
      const chart = Chart.of(served.construct);
      const patched = served.sets.filter((set) => writable && set.patched > 0);
      return {
        kind,
        path: served.construct.node.path,
        namespace: chart.namespace,
        sameApp: served.construct.node.root === this.node.root,
        sameChart: chart === Chart.of(this),
        times: given.filter((each) => each === served.construct).length,
        jobs: served.jobs.map((job) => job.node.path),
        ...more,
        patches: Object.fromEntries(patched.map((set) => [set.name, set.written().decidedByPatches])),
      };
    };
    return [
      ...this.ensembles.map((each) => servedModel('ensemble', each._served, ensembles)),
      ...this.clusters.map((each) => {
        const { model } = each._served;
        return servedModel('cluster', each._served, [cluster, ...clusters], {
          logDirs: brokerLogDirs(model), metadataLog: model.metadata.mode === 'kraft', barred: barredListeners(model),
        });
      }),
    ];
  }

  /** What the desired state and the findings follow from: as long as these are the same, so are they. An app validates anew for every chart, and writing large clusters takes its time. */
  private declarations(): unknown[] {
    return [...this.ensembles, ...this.clusters].map((each) => each._served).flatMap(({ model, sets }) => [model, ...sets.map((set) => set.patched)]);
  }

  private judgement(): { readonly findings: Finding[]; readonly assumptions: string[] } {
    const of = this.declarations();
    if (this.judged && isSame(this.judged.of, of)) { return this.judged; }
    const served = [...this.ensembles, ...this.clusters].map((each) => each._served);
    const writable = served.every(({ findings }) => findings().every((finding) => finding.severity !== Severity.ERROR));
    const objects = writable ? [this.role, this.programConfigMap, this.desiredStateConfigMap] : [];
    const model: JudgedLifecycle = {
      ...this.model,
      path: this.node.path,
      served: this.servedModels(writable),
      written: objects.map((object) => ({ object: `${object.kind} ${object.name}`, bytes: Buffer.byteLength(JSON.stringify(object.toJson())) })),
      acknowledgements: this.acknowledgements,
    };
    this.judged = { of, findings: lifecycleFindings(model), assumptions: lifecycleAssumptions(model) };
    return this.judged;
  }

  private report(): string[] {
    const { assumptions } = this.judgement();
    return reportOnSynthesis(this, this.findings, assumptions);
  }
}

function isSame(before: readonly unknown[] | undefined, now: readonly unknown[]): boolean {
  return before?.length === now.length && now.every((part, i) => part === before[i]);
}

function distinct<T>(all: readonly T[]): T[] {
  return [...new Set(all)];
}
