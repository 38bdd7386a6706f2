import { Size } from 'cdk8s';
import type { Cases } from './rule-cases';
import { HostSpread, JvmProps, LoggingOptions, Placement, Resources, Storage, TaintEffect } from '../../src';

/** What every kind of node can be declared with. */
export interface NodeProps {
  readonly nodes?: number;
  readonly storage?: Storage;
  readonly resources?: Resources;
  readonly jvm?: JvmProps;
  readonly placement?: Placement;
}

/** What a cluster and an ensemble can both be declared with. */
export interface WholeProps {
  readonly name?: string;
  readonly clusterDomain?: string;
  readonly zones?: string[];
  readonly image?: string;
  readonly logging?: LoggingOptions;
  readonly labels?: { [name: string]: string };
  readonly annotations?: { [name: string]: string };
}

/** A declaration, and what is to be found: `[property, value]`, a node's property without what stands before it. */
export interface SharedCase {
  readonly node?: NodeProps;
  readonly whole?: WholeProps;
  /** Of the controllers, or of the ensemble. */
  readonly members?: number;
  /** `null` for none. */
  readonly namespace?: string | null;
  readonly found?: { readonly node: readonly [string, string] } | { readonly whole: readonly [string, string] } | { readonly members: string };
}

const GIB = Size.gibibytes;
const disk = Storage.persistent(GIB(100));

/** For every rule that holds for all kinds of servers: where it fires, and where it does not, though it is near. */
export const SHARED_CASES: { readonly [rule: string]: Cases<SharedCase> } = {
  'names.dns-label': {
    fires: [
      { whole: { name: 'Events' }, found: { whole: ['name', 'Events'] } },
      { whole: { name: '' }, found: { whole: ['name', "''"] } },
      { whole: { name: '2events' }, found: { whole: ['name', '2events'] } },
      { whole: { name: 'events-' }, found: { whole: ['name', 'events-'] } },
      { whole: { name: 'a.b' }, found: { whole: ['name', 'a.b'] } },
    ],
    rests: [{ whole: { name: 'e' } }, { whole: { name: 'events-2' } }],
  },
  'names.length': {
    fires: [{ whole: { name: 'e'.repeat(60) }, found: { whole: ['name', 'e'.repeat(60)] } }],
    rests: [{ whole: { name: 'e'.repeat(30) } }],
  },
  'names.cluster-domain': {
    fires: [
      { whole: { clusterDomain: '' }, found: { whole: ['clusterDomain', "''"] } },
      { whole: { clusterDomain: '.cluster.local' }, found: { whole: ['clusterDomain', '.cluster.local'] } },
    ],
    rests: [{ whole: { clusterDomain: 'k8s.example.com' } }],
  },
  'namespace.name': {
    fires: [{ namespace: 'Streaming', found: { whole: ["the chart's namespace", 'Streaming'] } }],
    rests: [{ namespace: '2nd' }],
  },
  'namespace.undeclared': {
    fires: [{ namespace: null, found: { whole: ["the chart's namespace", ''] } }],
    rests: [{ namespace: 'streaming' }],
  },
  'zones.name': {
    fires: [
      { whole: { zones: ['a', '', 'c'] }, found: { whole: ['zones[1]', "''"] } },
      { whole: { zones: ['a', 'b', 'c c'] }, found: { whole: ['zones[2]', 'c c'] } },
    ],
    rests: [{ whole: { zones: ['eu-west-1a', 'Zone_2', '3'] } }],
  },
  'zones.duplicate': {
    fires: [{ whole: { zones: ['a', 'b', 'a'] }, found: { whole: ['zones[2]', 'a'] } }],
    rests: [{ whole: { zones: ['a', 'b', 'c'] } }],
  },
  'labels.syntax': {
    fires: [
      { whole: { labels: { 'team name': 'data' } }, found: { whole: ["labels 'team name'", 'data'] } },
      { whole: { labels: { team: 'data platform' } }, found: { whole: ["labels 'team'", 'data platform'] } },
      { whole: { labels: { 'Example.com/team': 'data' } }, found: { whole: ["labels 'Example.com/team'", 'data'] } },
      { whole: { labels: { team: 'd'.repeat(64) } }, found: { whole: ["labels 'team'", 'd'.repeat(64)] } },
    ],
    rests: [{ whole: { labels: { 'example.com/Team_1': '', 'cost.center': '42' } } }],
  },
  'labels.reserved': {
    fires: [
      { whole: { labels: { 'app.kubernetes.io/name': 'kafka' } }, found: { whole: ["labels 'app.kubernetes.io/name'", 'kafka'] } },
      { whole: { labels: { 'cdk8s-kafka/broker': 'false' } }, found: { whole: ["labels 'cdk8s-kafka/broker'", 'false'] } },
    ],
    rests: [{ whole: { labels: { 'app.kubernetes.io/part-of': 'shop', 'app.kubernetes.io/version': '4.3.1' } } }],
  },
  'labels.annotations': {
    fires: [
      { whole: { annotations: { 'a b': 'c' } }, found: { whole: ["annotations 'a b'", 'c'] } },
      { whole: { annotations: { 'cdk8s-kafka/configuration': 'c' } }, found: { whole: ["annotations 'cdk8s-kafka/configuration'", 'c'] } },
      { whole: { annotations: { long: 'x'.repeat(262_144) } }, found: { whole: ['annotations', ''] } },
    ],
    rests: [{ whole: { annotations: { 'example.com/note': 'Any text: ä, "quoted"\nand broken.', 'Example.COM/a': '' } } }],
  },
  'version.image': {
    fires: [
      { whole: { image: '' }, found: { whole: ['image', "''"] } },
      { whole: { image: 'registry.example.com/Kafka:1' }, found: { whole: ['image', 'registry.example.com/Kafka:1'] } },
      { whole: { image: 'kafka:4.3.1 ' }, found: { whole: ['image', 'kafka:4.3.1 '] } },
      { whole: { image: 'kafka:4.3.1@sha256:12' }, found: { whole: ['image', 'kafka:4.3.1@sha256:12'] } },
    ],
    rests: [
      { whole: { image: 'localhost:5000/a/b_c/kafka:4.3.1-r1' } },
      { whole: { image: `registry.example.com/kafka@sha256:${'a'.repeat(64)}` } },
      { whole: { image: `Registry.example.com:443/kafka:4.3@sha256:${'a'.repeat(64)}` } },
    ],
  },
  'version.floating-image': {
    fires: [
      { whole: { image: 'registry.example.com:5000/kafka' }, found: { whole: ['image', 'registry.example.com:5000/kafka'] } },
      { whole: { image: 'kafka:latest' }, found: { whole: ['image', 'kafka:latest'] } },
    ],
    rests: [{ whole: { image: 'kafka:4.3.1' } }, { whole: { image: `kafka@sha256:${'a'.repeat(64)}` } }],
  },
  'logging.level': {
    fires: [
      { whole: { logging: { rootLevel: 'INFOS' } }, found: { whole: ['logging.rootLevel', 'INFOS'] } },
      { whole: { logging: { levels: { kafka: '' } } }, found: { whole: ["logging.levels 'kafka'", "''"] } },
    ],
    rests: [{ whole: { logging: { rootLevel: 'warn', levels: { kafka: 'OFF' } } } }],
  },
  'logging.logger': {
    fires: [
      { whole: { logging: { levels: { ' ': 'INFO' } } }, found: { whole: ["logging.levels ' '", 'INFO'] } },
      { whole: { logging: { levels: { 'a\nb': 'INFO' } } }, found: { whole: ["logging.levels 'a\nb'", 'INFO'] } },
    ],
    rests: [{ whole: { logging: { levels: { 'kafka.network.RequestChannel$': 'WARN' } } } }],
  },
  'quorum.even': {
    fires: [{ members: 4, found: { members: '4' } }, { members: 2, found: { members: '2' } }],
    rests: [{ members: 5 }, { members: 1 }, { members: 0 }, { members: 2.5 }],
  },
  'quorum.single': {
    fires: [{ members: 1, found: { members: '1' } }],
    rests: [{ members: 2 }],
  },
  'quorum.large': {
    fires: [{ members: 9, found: { members: '9' } }],
    rests: [{ members: 7 }],
  },
  'quorum.zones': {
    fires: [
      { members: 3, whole: { zones: ['a', 'b'] }, found: { members: '3' } },
      { members: 4, whole: { zones: ['a', 'b', 'c'] }, found: { members: '4' } },
    ],
    rests: [
      { members: 3, whole: { zones: ['a', 'b', 'c'] } },
      { members: 5, whole: { zones: ['a', 'b', 'c'] } },
      { members: 3, whole: { zones: ['a'] } },
      { members: 3 },
    ],
  },
  'storage.size': {
    fires: [
      { node: { storage: Storage.persistent(Size.kibibytes(1)) }, found: { node: ['storage', '1024 bytes'] } },
      { node: { storage: Storage.persistent(GIB(NaN)) }, found: { node: ['storage', 'NaN bytes'] } },
      { node: { storage: Storage.ephemeral({ sizeLimit: Size.kibibytes(1) }) }, found: { node: ['storage', '1024 bytes'] } },
    ],
    rests: [{ node: { storage: Storage.persistent(Size.mebibytes(1)) } }, { node: { storage: Storage.ephemeral() } }],
  },
  'storage.class': {
    fires: [
      { node: { storage: Storage.persistent(GIB(100), { storageClass: 'SSD' }) }, found: { node: ['storage storageClass', 'SSD'] } },
      { node: { storage: Storage.persistent(GIB(100), { storageClass: '' }) }, found: { node: ['storage storageClass', "''"] } },
    ],
    rests: [{ node: { storage: Storage.persistent(GIB(100), { storageClass: 'csi.ssd-2' }) } }],
  },
  'storage.ephemeral': {
    fires: [{ node: { storage: Storage.ephemeral() }, found: { node: ['storage', 'ephemeral'] } }],
    rests: [{ node: { storage: disk } }],
  },
  'resources.cpu': {
    fires: [
      { node: { resources: { cpu: 0 } }, found: { node: ['resources.cpu', '0'] } },
      { node: { resources: { cpu: NaN } }, found: { node: ['resources.cpu', 'NaN'] } },
      { node: { resources: { cpu: -1 } }, found: { node: ['resources.cpu', '-1'] } },
      { node: { resources: { cpu: 0.0004 } }, found: { node: ['resources.cpu', '0.0004'] } },
    ],
    rests: [{ node: { resources: { cpu: 0.001 } } }, { node: { resources: { cpu: 1 / 3 } } }],
  },
  'resources.cpu-limit': {
    fires: [
      { node: { resources: { cpu: 2, cpuLimit: 1 } }, found: { node: ['resources.cpuLimit', '1'] } },
      { node: { resources: { cpuLimit: NaN } }, found: { node: ['resources.cpuLimit', 'NaN'] } },
    ],
    rests: [{ node: { resources: { cpu: 2, cpuLimit: 2 } } }],
  },
  'resources.memory': {
    fires: [
      { node: { resources: { memory: Size.mebibytes(256) } }, found: { node: ['resources.memory', '256 MiB'] } },
      { node: { resources: { memory: GIB(NaN) } }, found: { node: ['resources.memory', 'NaN'] } },
    ],
    rests: [{ node: { resources: { memory: Size.mebibytes(384) } } }],
  },
  'resources.heap': {
    fires: [{ node: { resources: { memory: GIB(4) }, jvm: { heap: GIB(4) } }, found: { node: ['jvm.heap', '4 GiB'] } }],
    rests: [{ node: { resources: { memory: GIB(4) }, jvm: { heap: GIB(3) } } }],
  },
  'resources.heap-size': {
    fires: [
      { node: { jvm: { heap: Size.kibibytes(1024 * 256 + 512) } }, found: { node: ['jvm.heap', '256.5 MiB'] } },
      { node: { jvm: { heap: Size.mebibytes(8) } }, found: { node: ['jvm.heap', '8 MiB'] } },
      { node: { jvm: { heap: GIB(NaN) } }, found: { node: ['jvm.heap', 'NaN MiB'] } },
    ],
    rests: [{ node: { jvm: { heap: Size.mebibytes(48) } } }],
  },
  'resources.large-heap': {
    fires: [{ node: { resources: { memory: GIB(128) }, jvm: { heap: GIB(32) } }, found: { node: ['jvm.heap', '32 GiB'] } }],
    rests: [
      { node: { resources: { memory: GIB(128) }, jvm: { heap: GIB(31) } } },
      { node: { resources: { memory: GIB(128) }, jvm: { heap: GIB(32), flags: { UseZGC: true } } } },
      { node: { resources: { memory: GIB(128) }, jvm: { heap: GIB(32), flags: { ObjectAlignmentInBytes: 16 } } } },
    ],
  },
  'jvm.flags': {
    fires: [
      { node: { jvm: { flags: { '-XX:MaxGCPauseMillis': 50 } } }, found: { node: ["jvm.flags '-XX:MaxGCPauseMillis'", '50'] } },
      { node: { jvm: { flags: { MaxGCPauseMillis: NaN } } }, found: { node: ["jvm.flags 'MaxGCPauseMillis'", 'NaN'] } },
      { node: { jvm: { flags: { HeapDumpPath: '' } } }, found: { node: ["jvm.flags 'HeapDumpPath'", "''"] } },
    ],
    rests: [{ node: { jvm: { flags: { MaxGCPauseMillis: 50, UseStringDeduplication: true, HeapDumpPath: '/tmp/a.hprof' } } } }],
  },
  'jvm.heap-flag': {
    fires: [
      { node: { jvm: { flags: { Xmx: '4g' } } }, found: { node: ["jvm.flags 'Xmx'", '4g'] } },
      { node: { jvm: { flags: { MaxRAMPercentage: 50 } } }, found: { node: ["jvm.flags 'MaxRAMPercentage'", '50'] } },
    ],
    rests: [{ node: { jvm: { flags: { MaxMetaspaceSize: '200m' } } } }],
  },
  'jvm.collectors': {
    fires: [{ node: { jvm: { flags: { UseZGC: true, UseSerialGC: true } } }, found: { node: ['jvm.flags', 'UseSerialGC and UseZGC'] } }],
    rests: [{ node: { jvm: { flags: { UseZGC: true, UseG1GC: false } } } }],
  },
  'jvm.system-property': {
    fires: [
      { node: { jvm: { systemProperties: { 'a b': 'c' } } }, found: { node: ["jvm.systemProperties 'a b'", 'c'] } },
      { node: { jvm: { systemProperties: { '-Da': 'c' } } }, found: { node: ["jvm.systemProperties '-Da'", 'c'] } },
      { node: { jvm: { systemProperties: { a: 'c\0' } } }, found: { node: ["jvm.systemProperties 'a'", 'c\0'] } },
      { node: { jvm: { systemProperties: { 'my password': 'geheim' } } }, found: { node: ["jvm.systemProperties 'my password'", '(hidden)'] } },
    ],
    rests: [{ node: { jvm: { systemProperties: { 'java.net.preferIPv4Stack': 'true', 'a-b': 'with blanks = and more' } } } }],
  },
  'jvm.secret-property': {
    fires: [
      {
        node: { jvm: { systemProperties: { 'javax.net.ssl.trustStorePassword': 'geheim' } } },
        found: { node: ["jvm.systemProperties 'javax.net.ssl.trustStorePassword'", '(hidden)'] },
      },
    ],
    rests: [{ node: { jvm: { systemProperties: { 'javax.net.ssl.trustStore': '/etc/trust.p12', 'a.password.file': '/etc/b' } } } }],
  },
  'placement.toleration': {
    fires: [
      { node: { placement: { tolerations: [{ value: 'kafka' }] } }, found: { node: ['placement.tolerations[0].value', 'kafka'] } },
      { node: { placement: { tolerations: [{ key: 'a b' }] } }, found: { node: ['placement.tolerations[0].key', 'a b'] } },
      { node: { placement: { tolerations: [{ key: 'a', value: 'b c' }] } }, found: { node: ['placement.tolerations[0].value', 'b c'] } },
      { node: { placement: { tolerations: [{ key: 'a' }, { key: 'a', seconds: 60 }] } }, found: { node: ['placement.tolerations[1].seconds', '60'] } },
      {
        node: { placement: { tolerations: [{ key: 'a', effect: TaintEffect.NO_EXECUTE, seconds: 0.5 }] } },
        found: { node: ['placement.tolerations[0].seconds', '0.5'] },
      },
    ],
    rests: [{ node: { placement: { tolerations: [{ key: 'a', value: 'b', effect: TaintEffect.NO_EXECUTE, seconds: 60 }, { key: 'example.com/c' }] } } }],
  },
  'placement.tolerate-all': {
    fires: [{ node: { placement: { tolerations: [{ key: 'a' }, {}] } }, found: { node: ['placement.tolerations[1]', ''] } }],
    rests: [{ node: { placement: { tolerations: [{ key: 'a' }, { effect: TaintEffect.PREFER_NO_SCHEDULE }] } } }],
  },
  'placement.priority-class': {
    fires: [{ node: { placement: { priorityClassName: 'High!' } }, found: { node: ['placement.priorityClassName', 'High!'] } }],
    rests: [{ node: { placement: { priorityClassName: 'system-cluster-critical', hosts: HostSpread.REQUIRED } } }],
  },
  'placement.node-selector': {
    fires: [
      { node: { placement: { nodeSelector: { 'a b': 'c' } } }, found: { node: ["placement.nodeSelector 'a b'", 'c'] } },
      { node: { placement: { nodeSelector: { a: 'b c' } } }, found: { node: ["placement.nodeSelector 'a'", 'b c'] } },
      {
        node: { placement: { nodeSelector: { 'topology.kubernetes.io/zone': 'a' } } },
        whole: { zones: ['a', 'b', 'c'] },
        found: { node: ["placement.nodeSelector 'topology.kubernetes.io/zone'", 'a'] },
      },
    ],
    rests: [
      { node: { placement: { nodeSelector: { 'example.com/disk': 'ssd', 'topology.kubernetes.io/zone': 'a' } } } },
      { node: { placement: { nodeSelector: { 'topology.kubernetes.io/zone': 'a' } } }, whole: { zones: ['a'] } },
    ],
  },
};
