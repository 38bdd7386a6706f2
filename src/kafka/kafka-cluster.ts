import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { assumptions } from './assumptions';
import { KafkaVersion } from './kafka-version';
import { Listener } from './listener';
import { Metadata } from './metadata';
import { KafkaModel, brokerPools, controllerPools, listenerFor, nodesOf } from './model';
import type { NodeListenerOptions } from './node-listener';
import { NodePool } from './node-pool';
import { BrokersProps, CombinedNodesProps, ControllersProps } from './node-pool-props';
import { Quotas } from './quotas';
import { userSecret } from './render/user-secret';
import { resolveKafka, roleLabel, selectorOf } from './resolve';
import { kafkaFindings } from './rules';
import { Topic } from './topic';
import { TopicModel, topicModel } from './topic-model';
import { TopicProps } from './topic-props';
import { Topics } from './topics';
import { User } from './user';
import { userModel } from './user-model';
import { UserProps } from './user-props';
import { LoggingOptions } from '../config/logging-options';
import { textValues } from '../config/text-values';
import { disruptionBudget } from '../kubernetes/disruption-budget';
import { hostName } from '../kubernetes/host-name';
import { InstallationProps } from '../kubernetes/installation-props';
import { kubernetesName } from '../kubernetes/kubernetes-name';
import { clusterService, headlessService } from '../kubernetes/services';
import { sizedForDevelopment } from '../kubernetes/sized-for-development';
import { _Served, _ServingJob } from '../lifecycle/served';
import type { Authorization } from '../security/authorization';
import { Acknowledgement, Finding } from '../validation/finding';
import { Judgement, judgementOf } from '../validation/judgement';
import { checkArguments, checkProps } from '../validation/props/check-props';
import { mark } from '../validation/props/mark';
import { reportOnSynthesis } from '../validation/report';
import { takeNames, takenNames } from '../validation/taken-names';
import type { ZooKeeperEnsemble } from '../zookeeper/zookeeper-ensemble';

/** What a Kafka cluster is made of. */
export interface KafkaClusterProps extends InstallationProps {
  /**
   * The version of Kafka. State it in production: the default moves on with the library.
   * @default KafkaVersion.V4_3
   */
  readonly version?: KafkaVersion;

  /**
   * Where the metadata is kept.
   * @default Metadata.kraft()
   */
  readonly metadata?: Metadata;

  /**
   * The brokers. Either these or `combined`.
   * @default - none
   */
  readonly brokers?: BrokersProps;

  /**
   * The dedicated controllers of a KRaft cluster.
   * @default - three, if there are `brokers` and the metadata is kept by KRaft
   */
  readonly controllers?: ControllersProps;

  /**
   * Nodes that are controller and broker at once, instead of `brokers` and `controllers`.
   * @default - none
   */
  readonly combined?: CombinedNodesProps;

  /**
   * The zones over which the nodes are spread, as Kubernetes nodes' label `topology.kubernetes.io/zone` names them. A broker's zone is its
   * rack, so the replicas of a partition lie in different zones. Once deployed, zones can only be added at the end (docs/limits.md): whether there are any, their names and
   * their order decide which ids, claims and StatefulSets there are.
   *
   * @default - no racks; pods are spread over whatever zones the Kubernetes cluster has, where that can be done
   */
  readonly zones?: string[];

  /**
   * Kafka properties of all nodes. Keys, types and values are checked against the version's own definitions.
   * @default - replication settings that follow from the number of brokers, see docs/configuration.md
   * @see https://kafka.apache.org/documentation/#brokerconfigs
   */
  readonly config?: { [key: string]: string | number | boolean };

  /**
   * Properties of plugins (authorizers, metrics reporters, quota callbacks, …) that Kafka itself does not know.
   * @default - none
   */
  readonly pluginConfig?: { [key: string]: string | number | boolean };

  /**
   * The ways by which clients come to the brokers, at least one. The first one is that of `bootstrapServers` and of the probes.
   * @default [Listener.internal('internal')] - port 9092
   * @see https://kafka.apache.org/documentation/#listener_configuration
   */
  readonly listeners?: Listener[];

  /**
   * How brokers come to each other, and a lifecycle Job to them (`REPLICATION`, port 9091). Every broker must speak it to every other: see docs/security.md before it is changed for a
   * cluster that runs.
   * @default - plaintext
   * @see https://kafka.apache.org/documentation/#brokerconfigs_inter.broker.listener.name
   */
  readonly interBrokerListener?: NodeListenerOptions;

  /**
   * How the nodes of a KRaft cluster come to its controllers, and a lifecycle Job too (`CONTROLLER`, port 9093).
   * @default - plaintext
   * @see https://kafka.apache.org/documentation/#brokerconfigs_controller.listener.names
   */
  readonly controllerListener?: NodeListenerOptions;

  /**
   * Who may do what.
   * @default - everybody who comes in may do everything
   * @see https://kafka.apache.org/documentation/#security_authz
   */
  readonly authorization?: Authorization;

  /**
   * What is logged.
   * @default - the levels of Kafka's own distribution, as text
   */
  readonly logging?: LoggingOptions;

  /**
   * How much of each broker every user may take that has no quotas of its own, those that nobody declares and `User:ANONYMOUS` included. A lifecycle Job sets them.
   * @default - no limits
   * @see https://kafka.apache.org/documentation/#design_quotas
   */
  readonly defaultQuotas?: Quotas;

  /**
   * The id of a KRaft cluster: 16 bytes as URL-safe base64 without padding, as `kafka-storage random-uuid` prints it. Every volume carries it.
   * @default - derived from the namespace and the name
   */
  readonly clusterId?: string;
}

/** A node of a cluster, as the cluster's declaration makes it. */
export interface KafkaNode {
  /** The node's id (`node.id`; `broker.id` in ZooKeeper mode). */
  readonly id: number;

  /** Whether it is a broker. */
  readonly broker: boolean;

  /** Whether it is a controller. */
  readonly controller: boolean;

  /** The name of its pod; the id is the number at its end. */
  readonly podName: string;

  /** The host name under which it is reached within the Kubernetes cluster. */
  readonly host: string;

  /**
   * Its rack: the zone in which it runs.
   * @default - the cluster states no zones, or the node is a dedicated controller
   */
  readonly rack?: string;
}

/**
 * A Kafka cluster: brokers, and the controllers of its metadata.
 *
 * Everything that can be checked is checked at synthesis: errors stop it, with all findings at once; warnings are printed and can be
 * acknowledged. `ApiObject.of(cluster)` is the Service at which clients begin.
 *
 * @example
 *
 * import { App, Chart, Size } from 'cdk8s';
 * import { KafkaCluster, Storage } from 'cdk8s-kafka';
 *
 * const app = new App();
 * const chart = new Chart(app, 'streaming', { namespace: 'streaming' });
 *
 * new KafkaCluster(chart, 'Events', {
 *   brokers: { nodes: 6, storage: Storage.persistent(Size.tebibytes(16), { storageClass: 'hdd' }) },
 *   zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
 * });
 */
export class KafkaCluster extends Construct {
  /** The name with which the names of all objects begin. */
  public readonly name: string;

  /** The namespace of the cluster's chart, if it states one. */
  public readonly namespace?: string;

  private readonly props: KafkaClusterProps;
  private readonly metadata: Metadata;
  private readonly development: boolean;
  private readonly config: Record<string, string>;
  private readonly topics: TopicModel[] = [];
  private readonly users: User[] = [];
  private readonly userSecrets: ApiObject[] = [];
  private readonly acknowledgements: Acknowledgement[];
  private readonly listeners: Listener[] = [];
  private readonly jobs: _ServingJob[] = [];
  private readonly pools: readonly NodePool[];
  private readonly shared: readonly ApiObject[];
  private model?: KafkaModel;

  /**
   * Declares a cluster.
   *
   * @param scope the chart, or a construct in it
   * @param id the construct's id, from which the name follows
   * @param props what the cluster is made of
   * @throws if `props` has something that it cannot have, or of another type; the compiler finds that in TypeScript
   */
  constructor(scope: Construct, id: string, props: KafkaClusterProps) {
    super(scope, id);
    mark(this, 'KafkaCluster');
    this.props = checkProps(this.node.path, 'KafkaClusterProps', props, new.target !== KafkaCluster);
    this.name = this.props.name ?? kubernetesName(id);
    this.namespace = Chart.of(this).namespace;
    this.metadata = this.props.metadata ?? Metadata.kraft();
    this.development = sizedForDevelopment(this.props.sizing);
    this.config = textValues(this.props.config);
    this.acknowledgements = [...this.props.acknowledge ?? []];

    const model = this.resolved();
    const brokers = brokerPools(model);
    const labels = { ...model.labels, ...selectorOf(model), 'app.kubernetes.io/managed-by': 'cdk8s-kafka' };
    const { annotations } = model;
    this.shared = [
      headlessService(this, 'Nodes', {
        name: model.nodesService,
        labels,
        annotations,
        selector: selectorOf(model),
        ports: () => this.resolved().listeners.map((l) => ({ name: l.keyName, port: l.port })),
      }),
      clusterService(this, 'Resource', {
        name: model.bootstrapService,
        labels,
        annotations,
        selector: selectorOf(model, roleLabel('broker')),
        ports: () => this.resolved().listeners.filter((l) => l.purpose === 'client')
          .map((l) => ({ name: l.keyName, port: l.port, targetPort: l.keyName })),
      }),
      ...(brokers.length === 0 ? [] : [disruptionBudget(this, 'BrokersBudget', {
        name: `${this.name}-brokers`, labels, annotations, selector: selectorOf(model, roleLabel('broker')),
      })]),
      // Combined nodes are in the brokers' budget; two budgets for one pod would forbid its eviction altogether.
      ...(controllerPools(model).every((p) => p.roles.includes('broker')) ? [] : [disruptionBudget(this, 'ControllersBudget', {
        name: `${this.name}-controllers`, labels, annotations, selector: selectorOf(model, roleLabel('controller')),
      })]),
    ];
    this.pools = model.pools.map((pool, i) => new NodePool(this, pool.name, model, pool, () => {
      const current = this.resolved();
      return { model: current, pool: current.pools[i] };
    }));

    takeNames(this);
    this.node.addValidation({ validate: () => this.report() });
  }

  /** Hosts and ports at which clients begin, separated by commas: the first listener for clients, at the bootstrap Service. */
  public get bootstrapServers(): string {
    return this.bootstrapAt(listenerFor(this.resolved(), 'client').port);
  }

  /**
   * Hosts and ports at which clients of one listener begin, separated by commas.
   *
   * @param listener the listener's name as it was declared, for example `internal`
   * @throws if there is no such listener for clients
   */
  public bootstrapServersOf(listener: string): string {
    const { listener: name } = checkArguments('KafkaCluster.bootstrapServersOf', { listener }, this.node.path);
    const all = this.resolved().listeners.filter((l) => l.purpose === 'client');
    const found = all.find((l) => l.declaredName === name);
    if (!found) {
      throw new Error(`KafkaCluster.bootstrapServersOf: ${this.node.path} has no listener '${name}' for clients. It has ${all.map((l) => `'${l.declaredName}'`).join(', ')}.`);
    }
    return this.bootstrapAt(found.port);
  }

  /** The name of the Service at which clients begin. */
  public get bootstrapServiceName(): string { return this.resolved().bootstrapService; }

  /** The name of the headless Service that gives every pod its host name. */
  public get nodesServiceName(): string { return this.resolved().nodesService; }

  /** All nodes, controllers first. */
  public get nodes(): KafkaNode[] {
    return this.resolved().pools.flatMap((pool) => nodesOf([pool]).map((node) => ({
      id: node.id,
      broker: pool.roles.includes('broker'),
      controller: pool.roles.includes('controller'),
      podName: node.podName,
      host: node.host,
      rack: node.rack,
    })));
  }

  /** Everything that the rules find in the cluster as it is declared now, acknowledged warnings included. Empty if all is well. */
  public get findings(): Finding[] {
    return [...takenNames(this, this.name), ...this.judgement().findings];
  }

  /** The StatefulSets: that of the controllers, then the brokers', one for each zone. */
  public get statefulSets(): ApiObject[] { return this.pools.flatMap((p) => p.sets.map((s) => s.statefulSet)); }

  /** The volume claims of all nodes. */
  public get claims(): ApiObject[] { return this.pools.flatMap((p) => p.sets.flatMap((s) => s.claims)); }

  /** The ConfigMaps: for each pool that of all its nodes, then one with each node's own settings for every StatefulSet. */
  public get configMaps(): ApiObject[] { return this.pools.flatMap((p) => p.configMaps); }

  /** The Services: that of the nodes, and that at which clients begin. */
  public get services(): ApiObject[] { return this.shared.filter((o) => o.kind === 'Service'); }

  /** The Secrets of users that authenticate by SCRAM, in the order of their declaration. They are empty in the manifests: a lifecycle Job fills them. */
  public get secrets(): ApiObject[] { return [...this.userSecrets]; }

  /** The disruption budgets: of the brokers, and of dedicated controllers. */
  public get disruptionBudgets(): ApiObject[] { return this.shared.filter((o) => o.kind === 'PodDisruptionBudget'); }

  /**
   * Adds Kafka properties for all nodes; one that is there already is replaced.
   *
   * @param config keys and values, checked at synthesis
   */
  public addConfig(config: { [key: string]: string | number | boolean }): void {
    const given = checkArguments('KafkaCluster.addConfig', { config }, this.node.path);
    Object.assign(this.config, textValues(given.config));
    this.model = undefined;
  }

  /**
   * Adds a listener for clients, after those that are there. Brokers take it with a restart.
   *
   * @param listener the listener, for example `Listener.internal('analytics', { port: 9094 })`; name and port are checked at synthesis
   */
  public addListener(listener: Listener): void {
    this.listeners.push(checkArguments('KafkaCluster.addListener', { listener }, this.node.path).listener);
    this.model = undefined;
  }

  /**
   * Declares a topic. A lifecycle Job creates it, and keeps it as it is declared. A topic that nobody declares is never touched.
   *
   * @param name its name in Kafka, which need be no name of Kubernetes: letters, digits, `.`, `_` and `-`
   * @param props what it is like; checked at synthesis
   */
  public addTopic(name: string, props?: TopicProps): Topic {
    const given = checkArguments('KafkaCluster.addTopic', { name, props }, this.node.path);
    this.topics.push(topicModel(given.name, given.props ?? {}));
    this.model = undefined;
    return new Topic(given.name, false, this.node.path);
  }

  /**
   * A topic that is not declared here, so that users can be granted it.
   *
   * @param name its name in Kafka
   */
  public topicNamed(name: string): Topics {
    return new Topics(checkArguments('KafkaCluster.topicNamed', { name }, this.node.path).name, false, this.node.path);
  }

  /**
   * All topics whose names begin so, now and later, so that users can be granted them (KIP-290).
   *
   * @param prefix how the names begin
   */
  public topicsWithPrefix(prefix: string): Topics {
    return new Topics(checkArguments('KafkaCluster.topicsWithPrefix', { prefix }, this.node.path).prefix, true, this.node.path);
  }

  /**
   * Declares a user. A lifecycle Job gives it credentials, ACLs and quotas, and keeps them as they are declared. A user that nobody declares is never touched.
   *
   * @param name its name in Kafka, without the type `User:`, which need be no name of Kubernetes
   * @param props what it is like; checked at synthesis
   */
  public addUser(name: string, props?: UserProps): User {
    const given = checkArguments('KafkaCluster.addUser', { name, props }, this.node.path);
    const user = User._of(userModel(this.name, given.name, given.props ?? {}), this.node.path, () => { this.model = undefined; });
    this.users.push(user);
    if (user.secretName !== undefined) {
      this.userSecrets.push(userSecret(this, `User-${this.users.length}`, user.secretName, this.resolved()));
      takeNames(this);
    }
    this.model = undefined;
    return user;
  }

  /**
   * Accepts the warnings of a rule.
   *
   * @param rule the rule's id, as the warning names it
   * @param reason why that is acceptable here
   */
  public acknowledge(rule: string, reason: string): void {
    this.acknowledgements.push(checkArguments('KafkaCluster.acknowledge', { rule, reason }, this.node.path));
    this.model = undefined;
  }

  /**
   * Has a lifecycle Job start and restart the nodes.
   * @internal
   */
  public _serveBy(job: _ServingJob): void {
    this.jobs.push(job);
    this.model = undefined;
  }

  /** @internal */
  public get _served(): _Served<KafkaModel> {
    return {
      construct: this,
      model: this.resolved(),
      jobs: [...this.jobs],
      sets: this.pools.flatMap((p) => p.sets.map((s) => s.statefulSet)),
      findings: () => this.judgement().findings,
    };
  }

  /**
   * The ensemble beside it that holds its metadata.
   * @internal
   */
  public get _ensemble(): ZooKeeperEnsemble | undefined { return this.metadata._ensemble; }

  private resolved(): KafkaModel {
    this.model ??= resolveKafka({
      path: this.node.path,
      name: this.name,
      namespace: this.namespace,
      development: this.development,
      served: this.jobs.length > 0,
      props: { ...this.props, acknowledge: this.acknowledgements },
      metadata: this.metadata._declared(),
      config: this.config,
      listeners: this.listeners.map((l) => l._declared()),
      topics: [...this.topics],
      users: this.users.map((user) => user._model()),
    });
    return this.model;
  }

  private bootstrapAt(port: number): string {
    const { bootstrapService, namespace, clusterDomain } = this.resolved();
    return `${hostName(bootstrapService, namespace, clusterDomain)}:${port}`;
  }

  private judgement(): Judgement {
    return judgementOf(this.resolved(), (model) => ({ findings: kafkaFindings(model), assumptions: assumptions(model) }));
  }

  private report(): string[] {
    return reportOnSynthesis(this, this.findings, this.judgement().assumptions);
  }
}
