import { ApiObject, Chart, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { ZooKeeperModel, selectorOf, serversService } from './model';
import { PORTS, resolveZooKeeper } from './resolve';
import { zooKeeperFindings } from './rules';
import { ZooKeeperVersion } from './zookeeper-version';
import { JvmProps } from '../config/jvm-props';
import { LoggingOptions } from '../config/logging-options';
import { readableVolume } from '../kubernetes/declared-volume';
import { disruptionBudget } from '../kubernetes/disruption-budget';
import { InstallationProps } from '../kubernetes/installation-props';
import { kubernetesName } from '../kubernetes/kubernetes-name';
import type { NetworkPeer } from '../kubernetes/network-peer';
import { networkPolicy } from '../kubernetes/network-policy';
import { NodeSet } from '../kubernetes/node-set';
import { objectMetadata } from '../kubernetes/object-metadata';
import { Placement } from '../kubernetes/placement';
import { readableBytes } from '../kubernetes/quantity';
import { Resources } from '../kubernetes/resources';
import { clusterService, headlessService } from '../kubernetes/services';
import { sizedForDevelopment } from '../kubernetes/sized-for-development';
import { StatefulSet } from '../kubernetes/stateful-set';
import { Storage } from '../kubernetes/storage';
import { START_SETTINGS_ANNOTATION } from '../lifecycle/desired-state';
import { LIFECYCLE_PODS } from '../lifecycle/pods';
import { _Served, _ServingJob } from '../lifecycle/served';
import { Acknowledgement, Finding } from '../validation/finding';
import { Judgement, judgementOf } from '../validation/judgement';
import { checkArguments, checkProps } from '../validation/props/check-props';
import { mark } from '../validation/props/mark';
import { reportOnSynthesis } from '../validation/report';
import { takeNames, takenNames } from '../validation/taken-names';
import { configMapData, configurationHash, startSettings } from './render/files';
import { podOf } from './render/pod';

/** What a ZooKeeper ensemble is made of. */
export interface ZooKeeperEnsembleProps extends InstallationProps {
  /**
   * Who may reach the port for clients (2181), beside lifecycle Jobs of the namespace: the brokers of the clusters whose metadata it keeps. A network policy lets in nobody else. Whoever
   * reaches it may change what it keeps, ACLs and passwords included.
   * @default - everybody
   * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
   */
  readonly peers?: NetworkPeer[];

  /**
   * The version of ZooKeeper.
   * @default ZooKeeperVersion.V3_8
   */
  readonly version?: ZooKeeperVersion;

  /**
   * How many servers there are: an odd number, as a majority of them must always be there.
   * @default 3
   */
  readonly nodes?: number;

  /** Where each server keeps its snapshots, and, unless that has a storage of its own, the transaction log. */
  readonly storage: Storage;

  /**
   * A volume of its own for the transaction log, which every write waits for: a quick one.
   * @default - the transaction log lies beside the snapshots
   * @see https://zookeeper.apache.org/doc/r3.8.4/zookeeperAdmin.html (dataLogDir)
   */
  readonly transactionLogStorage?: Storage;

  /**
   * Processor and memory of each server. All data is kept in the heap.
   * @default - 1 core and 2 GiB
   */
  readonly resources?: Resources;

  /**
   * Heap and other settings of the Java virtual machine.
   * @default - derived from the memory limit
   */
  readonly jvm?: JvmProps;

  /**
   * What is logged.
   * @default - level INFO, as text
   */
  readonly logging?: LoggingOptions;

  /**
   * Further settings of `zoo.cfg`.
   * @default - tickTime 2000, initLimit 10, syncLimit 5, three snapshots kept, purged daily
   * @see https://zookeeper.apache.org/doc/r3.8.4/zookeeperAdmin.html
   */
  readonly config?: { [key: string]: string | number | boolean };

  /**
   * The id (`myid`) of the first server; at least 1.
   * @default 1
   */
  readonly firstNodeId?: number;

  /**
   * The zones over which the servers are spread, as Kubernetes nodes' label `topology.kubernetes.io/zone` names them.
   * @default - whatever zones the Kubernetes cluster has, where that can be done
   */
  readonly zones?: string[];

  /**
   * Where the pods run, beside the zones.
   * @default - anywhere, no two on one host
   */
  readonly placement?: Placement;
}

/**
 * A ZooKeeper ensemble, as Kafka 3.9 may keep its metadata in.
 *
 * `ApiObject.of(ensemble)` is the StatefulSet.
 *
 * @example
 *
 * import { App, Chart, Size } from 'cdk8s';
 * import { KafkaCluster, KafkaVersion, Metadata, Storage, ZooKeeperEnsemble } from 'cdk8s-kafka';
 *
 * const chart = new Chart(new App(), 'streaming', { namespace: 'streaming' });
 *
 * const zookeeper = new ZooKeeperEnsemble(chart, 'ZooKeeper', {
 *   nodes: 3,
 *   storage: Storage.persistent(Size.gibibytes(100), { storageClass: 'ssd' }),
 * });
 * new KafkaCluster(chart, 'Kafka', {
 *   version: KafkaVersion.V3_9,
 *   metadata: Metadata.zooKeeper(zookeeper),
 *   brokers: { nodes: 6, storage: Storage.persistent(Size.tebibytes(16), { storageClass: 'hdd' }) },
 * });
 */
export class ZooKeeperEnsemble extends Construct {
  /** The name with which the names of all objects begin. */
  public readonly name: string;

  /** Hosts and ports of all servers, separated by commas, as Kafka's `zookeeper.connect` begins. */
  public readonly connectString: string;

  /** The name of the Service for clients. */
  public readonly clientServiceName: string;

  /** The name of the headless Service that gives every server its host name. */
  public readonly nodesServiceName: string;

  /** The StatefulSet. */
  public readonly statefulSet: ApiObject;

  /** The volume claims of all servers. */
  public readonly claims: ApiObject[];

  /** The ConfigMap. */
  public readonly configMap: ApiObject;

  /** The Services: that of the servers, and that for clients. */
  public readonly services: ApiObject[];

  /** The disruption budget. */
  public readonly disruptionBudget: ApiObject;

  /** The network policies: one, unless `networkPolicy` is false. */
  public readonly networkPolicies: ApiObject[];

  private readonly props: ZooKeeperEnsembleProps;
  private readonly development: boolean;
  private readonly set: StatefulSet;
  private readonly acknowledgements: Acknowledgement[];
  private readonly jobs: _ServingJob[] = [];
  private model?: ZooKeeperModel;

  /**
   * Declares an ensemble.
   *
   * @param scope the chart, or a construct in it
   * @param id the construct's id, from which the name follows
   * @param props what the ensemble is made of
   * @throws if `props` has something that it cannot have, or of another type; the compiler finds that in TypeScript
   */
  constructor(scope: Construct, id: string, props: ZooKeeperEnsembleProps) {
    super(scope, id);
    mark(this, 'ZooKeeperEnsemble');
    this.props = checkProps(this.node.path, 'ZooKeeperEnsembleProps', props, new.target !== ZooKeeperEnsemble);
    this.name = this.props.name ?? kubernetesName(id);
    this.development = sizedForDevelopment(this.props.sizing);
    this.acknowledgements = [...this.props.acknowledge ?? []];
    const model = this.resolved();
    const { annotations } = model;
    const selector = selectorOf(model);
    const labels = { ...model.labels, ...selector, 'app.kubernetes.io/managed-by': 'cdk8s-kafka' };
    const shared = { labels, annotations, selector };
    const configMapName = `${this.name}-config`;
    this.connectString = model.servers.map((s) => `${s.host}:${PORTS.client}`).join(',');
    this.clientServiceName = `${this.name}-client`;
    this.nodesServiceName = serversService(model);

    const client = { name: 'client', port: PORTS.client };
    const among = model.servers.length < 2 ? [] : [{ name: 'follower', port: PORTS.follower }, { name: 'election', port: PORTS.election }];
    this.services = [
      headlessService(this, 'Nodes', {
        ...shared,
        name: this.nodesServiceName,
        ports: () => [client, ...among],
      }),
      clusterService(this, 'Client', { ...shared, name: this.clientServiceName, ports: () => [{ ...client, targetPort: 'client' }] }),
    ];
    this.disruptionBudget = disruptionBudget(this, 'Budget', { ...shared, name: this.name });
    this.networkPolicies = this.props.networkPolicy === false ? [] : [networkPolicy(this, 'NetworkPolicy', {
      ...shared,
      name: this.name,
      flows: () => [
        { ports: [PORTS.client], from: this.props.peers && [...this.props.peers, { podLabels: { ...LIFECYCLE_PODS } }] },
        ...(among.length === 0 ? [] : [{ ports: among.map(({ port }) => port), from: [{ podLabels: { ...selector } }] }]),
      ],
    })];
    this.configMap = new ApiObject(this, 'Config', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: objectMetadata(configMapName, labels, annotations),
      data: Lazy.any({ produce: () => configMapData(this.resolved()) }),
    });
    const set = new NodeSet(this, 'Resource', {
      name: this.name,
      serviceName: this.nodesServiceName,
      firstOrdinal: model.servers[0]?.id ?? 1,
      nodes: model.servers.length,
      selector,
      labels,
      annotations,
      volumes: model.volumes,
    }, () => {
      const now = this.resolved();
      return {
        podLabels: now.labels,
        podAnnotations: {
          ...now.annotations,
          'cdk8s-kafka/configuration': configurationHash(now),
          ...(now.served ? { [START_SETTINGS_ANNOTATION]: JSON.stringify(startSettings(now)) } : {}),
        },
        pod: podOf(now, configMapName),
        minReadySeconds: now.development ? 5 : 15,
        update: 'RollingUpdate',
      };
    }, () => this.resolved().served);
    this.set = set.statefulSet;
    this.statefulSet = set.statefulSet;
    this.claims = [...set.claims];
    takeNames(this);
    this.node.addValidation({ validate: () => reportOnSynthesis(this, this.findings, this.judgement().assumptions) });
  }

  /** Everything that the rules find in the ensemble, acknowledged warnings included. Empty if all is well. */
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
    this.acknowledgements.push(checkArguments('ZooKeeperEnsemble.acknowledge', { rule, reason }, this.node.path));
    this.model = undefined;
  }

  /**
   * Has a lifecycle Job start and restart the servers.
   * @internal
   */
  public _serveBy(job: _ServingJob): void {
    this.jobs.push(job);
    this.model = undefined;
  }

  /** @internal */
  public get _served(): _Served<ZooKeeperModel> {
    return { construct: this, model: this.resolved(), jobs: [...this.jobs], sets: [this.set], findings: () => this.judgement().findings };
  }

  private resolved(): ZooKeeperModel {
    this.model ??= resolveZooKeeper({
      path: this.node.path,
      name: this.name,
      namespace: Chart.of(this).namespace,
      development: this.development,
      served: this.jobs.length > 0,
      props: { ...this.props, acknowledge: this.acknowledgements },
    });
    return this.model;
  }

  private judgement(): Judgement {
    return judgementOf(this.resolved(), (model) => ({ findings: zooKeeperFindings(model), assumptions: [this.assumption(model)] }));
  }

  private assumption(model: ZooKeeperModel): string {
    return `ZooKeeper ${model.version}, ${model.servers.length} server${model.servers.length === 1 ? '' : 's'}: ${model.resources.cpu} CPU, `
      + `${readableBytes(model.resources.memoryBytes)} memory (heap ${readableBytes(model.heap.heap)}), ${model.volumes.map(readableVolume).join(', ')}${model.development ? ', sized for development' : ''}`;
  }
}
