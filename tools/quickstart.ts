/** `npm run quickstart`: synthesizes the README's example (examples/quickstart), shows what it made, and says what to do next. */
import { mkdirSync, readFileSync } from 'node:fs';
import { App, Testing, Yaml } from 'cdk8s';
import { Quickstart } from '../examples/quickstart/chart';

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec?: { readonly replicas?: number };
}

const folder = 'dist/quickstart';
const app = new App();
const chart = new Quickstart(app, 'quickstart');

// The manifests are made before anything is written: an error leaves no half of them.
const manifests = Testing.synth(chart) as Manifest[];
mkdirSync(folder, { recursive: true });
const file = `${folder}/quickstart.k8s.yaml`;
Yaml.save(file, manifests);

const kinds = [...new Set(manifests.map((m) => m.kind))];
console.log(`\nexamples/quickstart/chart.ts became ${file}: ${manifests.length} objects, ${readFileSync(file).length} bytes\n`);
for (const kind of kinds) {
  const names = manifests.filter((m) => m.kind === kind).map((m) => m.spec?.replicas === undefined ? m.metadata.name : `${m.metadata.name} (${m.spec.replicas})`);
  console.log(`  ${kind.padEnd(22)} ${names.join(', ')}`);
}
const broker = chart.kafka.nodes.find((n) => n.broker);
console.log(`
Clients begin at ${chart.kafka.bootstrapServers}

What to do next:
  look     less ${file}
  try      npm run demo                      on a real Kubernetes: that of KUBECONFIG, or one that is made on this machine (Linux, root)
  deploy   set your zones in examples/quickstart/chart.ts  (kubectl get nodes -L topology.kubernetes.io/zone), then
           npm run quickstart
           kubectl create namespace ${chart.kafka.namespace}
           kubectl apply -f ${file}
           kubectl -n ${chart.kafka.namespace} get pods -w    ${broker?.podName} and the others become ready in a minute
  laptop   CDK8S_KAFKA_SIZING=development npm run quickstart   the same cluster with a tenth of the memory
`);
