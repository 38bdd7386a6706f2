/**
 * `npm run demo`: brings the quickstart up, sized for development, on the Kubernetes that KUBECONFIG names or else on one that is made on this machine, sends and reads
 * records, and says where to look. `npm run demo -- down` removes it. Either may be run again at any time.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { App } from 'cdk8s';
import { Quickstart } from '../examples/quickstart/chart';
import { LOCAL_KUBERNETES, ClusterUnderTest, clusterUnderTest, localKubeconfig, zonesOf } from '../test/cluster/cluster-under-test';
import { Deployment } from '../test/cluster/deployment';

const FOLDER = 'dist/demo';
/** There while a local Kubernetes runs that the demo itself has started. */
const STARTED = `${FOLDER}/started-local-kubernetes`;
const TOPIC = 'demo';

async function up(): Promise<void> {
  if (usesLocal()) { startLocal(); }
  const cluster = clusterUnderTest();
  const zones = zonesOf(cluster).slice(0, 3);
  if (zones.length === 0) { console.log("The Kubernetes nodes have no label 'topology.kubernetes.io/zone': the demo does without racks."); }
  const demo = deployment(zones);
  await demo.makeNamespace();
  await demo.apply();
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${FOLDER}/quickstart.k8s.yaml`, demo.appliedText());
  await demo.ready(600);

  const { kafka } = demo.chart;
  const servers = kafka.bootstrapServers;
  const time = new Date().toISOString();
  const records = [1, 2, 3, 4, 5].map((n) => `record ${n} of ${time}`);
  demo.tell(`sending ${records.length} records to topic '${TOPIC}'`);
  await demo.tools.createTopic(servers, TOPIC, 6);
  await demo.tools.produce(servers, TOPIC, records);
  const found = await demo.tools.consume(servers, TOPIC, await demo.tools.countRecords(servers, TOPIC));
  const missing = records.filter((record) => !found.includes(record));
  if (missing.length > 0) { throw new Error(`The cluster took ${records.length} records, but did not return '${missing.join("', '")}'.`); }
  console.log(`\nTopic '${TOPIC}' has ${found.length} records, among them:\n${records.map((record) => `  ${record}`).join('\n')}`);
  console.log(whereToLook(cluster, demo, kafka.nodes.map((n) => n.podName)));
}

function whereToLook(cluster: ClusterUnderTest, demo: Deployment<Quickstart>, pods: readonly string[]): string {
  const kubectl = `${cluster.kubectl} -n ${demo.namespace}`;
  const tool = (line: string) => `${kubectl} exec -it kafka-tools -- /opt/kafka/bin/${line}`;
  const servers = demo.chart.kafka.bootstrapServers;
  return `
Where to look:
  export KUBECONFIG=${cluster.kubeconfig}
  the pods           ${kubectl} get pods -o wide
  a broker's log     ${kubectl} logs ${pods[pods.length - 1]}
  its properties     ${kubectl} exec ${pods[pods.length - 1]} -c kafka -- cat /run/kafka/kafka.properties
  the quorum         ${tool(`kafka-metadata-quorum.sh --bootstrap-server ${servers} describe --status`)}
  write records      ${tool(`kafka-console-producer.sh --bootstrap-server ${servers} --topic ${TOPIC}`)}
  read records       ${tool(`kafka-console-consumer.sh --bootstrap-server ${servers} --topic ${TOPIC} --from-beginning`)}
  the manifests      less ${FOLDER}/quickstart.k8s.yaml

Pods of this Kubernetes reach the cluster at ${servers}
Remove it with     npm run demo -- down
`;
}

async function down(): Promise<void> {
  const local = localKubeconfig();
  if (usesLocal() && (local === undefined || !existsSync(local))) {
    rmSync(STARTED, { force: true });
    console.log('The local Kubernetes does not run: there is nothing to remove.');
    return;
  }
  if (usesLocal() && existsSync(STARTED)) {
    // The whole Kubernetes goes, and with it all that is in it.
    runLocal('down');
    rmSync(STARTED);
    return;
  }
  // A wrong KUBECONFIG is named here already.
  zonesOf(clusterUnderTest());
  const demo = deployment([]);
  if ((await demo.kubectl.run(['get', 'namespace', demo.namespace, '--ignore-not-found', '--output=name'])) === '') {
    console.log(`There is no namespace ${demo.namespace}: there is nothing to remove.`);
    return;
  }
  console.log(`Removing namespace ${demo.namespace} with its volumes`);
  await demo.remove();
  await demo.kubectl.run(['wait', `namespace/${demo.namespace}`, '--for=delete', '--timeout=120s'], { seconds: 130 });
}

function deployment(zones: string[]): Deployment<Quickstart> {
  return new Deployment('demo', (app: App, namespace) => new Quickstart(app, 'quickstart', { namespace, zones }), undefined, 'cdk8s-kafka-demo');
}

/** Whether the local Kubernetes is meant. */
function usesLocal(): boolean {
  return !process.env.KUBECONFIG || process.env.KUBECONFIG === localKubeconfig();
}

function startLocal(): void {
  if (process.platform !== 'linux') {
    throw new Error('Set KUBECONFIG to the configuration file of a Kubernetes cluster (kind, minikube, one in a cloud). The demo can make a Kubernetes of its own only on Linux.');
  }
  // 3: no cluster runs.
  if (spawnSync(LOCAL_KUBERNETES, ['status'], { stdio: 'ignore' }).status !== 3) { return; }
  console.log('KUBECONFIG is not set, so a Kubernetes is made on this machine (tools/local-kubernetes). The first time takes up to 20 minutes, later ones seconds.');
  runLocal('setup');
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(STARTED, '');
  runLocal('up');
}

function runLocal(command: string): void {
  const { status } = spawnSync(LOCAL_KUBERNETES, [command], { stdio: 'inherit' });
  if (status !== 0) { throw new Error(`'${LOCAL_KUBERNETES} ${command}' failed; what it says above tells why. Any other Kubernetes will do as well: set KUBECONFIG.`); }
}

const commands: Readonly<Record<string, () => Promise<void>>> = { up, down };
const command = commands[process.argv[2] ?? 'up'];
if (command === undefined) {
  console.error(`There is no '${process.argv[2]}'. Use 'npm run demo' or 'npm run demo -- down'.`);
  process.exitCode = 2;
} else {
  command().catch((error: Error) => {
    console.error(`\nThe demo failed: ${error.message}`);
    process.exitCode = 1;
  });
}
