import { testBadPlaces, testGoodPlaces } from './bad-places';
import { portFindings } from './ports';
import { soundCluster } from './sound-cluster';

const SET = 'StatefulSet kafka/events-broker-a';
const MAIN = 'spec.template.spec.containers[0]';

test('the ports of a sound cluster are sound', () => expect(portFindings(soundCluster())).toEqual([]));

testBadPlaces(portFindings, 'Service kafka/events-bootstrap', [
  { change: 'spec.ports[0].targetPort', to: 'plan', problem: 'no pod that the Service selects declares the TCP port "plan"' },
  { change: 'spec.ports[0].targetPort', to: 9029, problem: 'declares the TCP port 9029' },
  { change: 'spec.ports[0]', to: { port: 9029 }, at: 'spec.ports[0].port', problem: 'declares the TCP port 9029' },
  { change: 'spec.ports[0].protocol', to: 'UDP', at: 'spec.ports[0].targetPort', problem: 'declares the UDP port "plain"' },
]);
testGoodPlaces(portFindings, 'Service kafka/events-bootstrap', [
  { change: 'spec.ports[0].targetPort', to: undefined },
  { change: 'spec.ports[0].targetPort', to: 9091 },
]);

testBadPlaces(portFindings, 'NetworkPolicy kafka/events-broker', [
  { change: 'spec.ingress[0].ports[0].port', to: 'plan', problem: 'no pod that the policy protects declares the TCP port "plan"' },
  { change: 'spec.ingress[0].ports[1].port', to: 1, problem: 'declares the TCP port 1' },
]);
testGoodPlaces(portFindings, 'NetworkPolicy kafka/events-broker', [
  { change: 'spec.ingress[0].ports[1]', to: { port: 9000, endPort: 9100 } },
  { change: 'spec.ingress[0].ports[1]', to: { protocol: 'TCP' } },
  { change: 'spec.egress', to: [{ ports: [{ port: 53 }] }] },
]);

testBadPlaces(portFindings, SET, [
  { change: `${MAIN}.startupProbe.tcpSocket.port`, to: 'plan', problem: 'the container "kafka" declares no TCP port "plan"' },
  { change: `${MAIN}.readinessProbe.tcpSocket.port`, to: 1, problem: 'declares no TCP port 1' },
  { change: `${MAIN}.livenessProbe`, to: { httpGet: { port: 1 } }, at: `${MAIN}.livenessProbe.httpGet.port`, problem: 'declares no TCP port 1' },
  { change: `${MAIN}.livenessProbe`, to: { grpc: { port: 1 } }, at: `${MAIN}.livenessProbe.grpc.port`, problem: 'declares no TCP port 1' },
  { change: `${MAIN}.lifecycle`, to: { preStop: { httpGet: { port: 1 } } }, at: `${MAIN}.lifecycle.preStop.httpGet.port`, problem: 'declares no TCP port 1' },
  { change: `${MAIN}.lifecycle`, to: { postStart: { httpGet: {} } }, at: `${MAIN}.lifecycle.postStart.httpGet.port`, problem: 'declares no TCP port null' },
  {
    change: 'spec.template.spec.containers[1]', to: { name: 'x', ports: [{ containerPort: 9092 }] }, at: 'spec.template.spec.containers[1].ports[0]', problem: 'TCP port 9092 is taken',
  },
  {
    change: 'spec.template.spec.containers[1]', to: { name: 'x', ports: [{ name: 'plain', containerPort: 1 }] }, at: 'spec.template.spec.containers[1].ports[0]', problem: 'port name "plain" is taken',
  },
  {
    change: 'spec.template.spec.initContainers[1]', to: { name: 'x', restartPolicy: 'Always', ports: [{ containerPort: 9092 }] }, at: `${MAIN}.ports[1]`, problem: 'TCP port 9092 is taken',
  },
]);
testGoodPlaces(portFindings, SET, [
  { change: `${MAIN}.livenessProbe`, to: { exec: { command: ['true'] } } },
  { change: `${MAIN}.livenessProbe`, to: { httpGet: { port: 'plain' } } },
  { change: 'spec.template.spec.containers[1]', to: { name: 'x', ports: [{ containerPort: 9092, protocol: 'UDP' }] } },
  // An init container that ends is gone when the others begin.
  { change: 'spec.template.spec.initContainers[0].ports', to: [{ containerPort: 9092 }] },
]);

test('an Ingress names a port of its Service', () => {
  const ingress = (port: { name: string } | { number: number }) => ({
    kind: 'Ingress',
    metadata: { name: 'rest', namespace: 'kafka' },
    spec: { rules: [{ http: { paths: [{ backend: { service: { name: 'events-bootstrap', port } } }] } }] },
  });
  expect(portFindings([...soundCluster(), ingress({ name: 'plain' }), ingress({ number: 9092 })])).toEqual([]);
  expect(portFindings([...soundCluster(), ingress({ name: 'http' }), ingress({ number: 80 })]).map(({ problem }) => problem)).toEqual([
    'Service kafka/events-bootstrap has no port "http"', 'Service kafka/events-bootstrap has no port 80',
  ]);
});
