import * as fc from 'fast-check';
import { config, jvm, nodes, number, placement, resources, storage, text, texts, whole } from './garbage';
import { BrokersProps, Finding, KafkaClusterProps, KafkaVersion, Metadata } from '../../src';
import { describeFinding } from '../../src/validation/engine';
import { declareKafka } from '../kafka/rules/declare';
import { declareZooKeeper } from '../zookeeper/rules/declare';

const pool = { nodes, storage, resources, jvm, config, placement, firstNodeId: number, nodeIdsPerZone: number, labels: texts, annotations: texts };
const optional = { requiredKeys: [] as never[] };
const brokers: fc.Arbitrary<BrokersProps> = fc.record(pool, { requiredKeys: ['nodes', 'storage'] });
const metadata = fc.oneof(
  fc.constant(undefined),
  fc.record({ servers: text, chroot: fc.option(text, { nil: undefined }) })
    .map(({ servers, chroot }) => Metadata.externalZooKeeper(servers, { chroot })),
);
const cluster: fc.Arbitrary<KafkaClusterProps> = fc.record({
  ...whole,
  version: fc.constantFrom(KafkaVersion.V3_9, KafkaVersion.V4_0, KafkaVersion.V4_3, KafkaVersion.of('5.1.0')),
  metadata,
  brokers,
  controllers: fc.record(pool, optional),
  combined: brokers,
  config,
  pluginConfig: config,
  clusterId: text,
}, optional);

function expectReadable(findings: readonly Finding[]) {
  for (const finding of findings) {
    const line = describeFinding(finding);
    expect(finding.property).not.toBe('');
    expect(finding.message).toMatch(/\S/);
    expect(finding.mend).toMatch(/[.?]$/);
    expect(line.length).toBeLessThan(2000);
  }
  expect(new Set(findings.map((f) => JSON.stringify(f))).size).toBe(findings.length);
}

test('whatever a cluster is declared with, the rules only find, and never throw', () => {
  fc.assert(fc.property(cluster, fc.option(text), (props, namespace) => {
    expectReadable(declareKafka(props, namespace).findings);
  }), { numRuns: 150 });
});

test('whatever an ensemble is declared with, the rules only find, and never throw', () => {
  const props = { ...whole, nodes, storage, transactionLogStorage: storage, resources, jvm, placement, config, firstNodeId: number };
  const ensemble = fc.record(props, { requiredKeys: ['storage'] });
  fc.assert(fc.property(ensemble, fc.option(text), (declared, namespace) => {
    expectReadable(declareZooKeeper(declared, namespace).findings);
  }), { numRuns: 150 });
});
