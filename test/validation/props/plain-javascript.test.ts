import { runInNewContext } from 'node:vm';
import { App, Chart, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { DECLARED } from './places';
import { HostSpread, KafkaCluster, KafkaClusterProps, KafkaVersion, Metadata, Storage, ZooKeeperEnsemble, ZooKeeperVersion } from '../../../src';
import { checkProps } from '../../../src/validation/props/check-props';
import { PROPS_RULES } from '../../../src/validation/props/rules';
import { STRUCTS } from '../../../src/validation/props/shapes.generated';

/** What an app in plain JavaScript can write, and what it is told. */

const storage = Storage.persistent(Size.gibibytes(100));
const brokers = { nodes: 3, storage };
const STATE_A_STORAGE = 'State it by Storage.persistent(Size.gibibytes(…)), Storage.jbod([…]) or, for development, Storage.ephemeral().';
const STATE_A_SIZE = 'State it as a Size of cdk8s, for example Size.gibibytes(8).';

/** What stops `run`: the lines of the error, which begins as those of the validation do. */
function refused(run: () => unknown): string[] {
  try { run(); } catch (error) {
    const [title, ...lines] = error instanceof Error ? error.message.split('\n') : [];
    expect([title, error instanceof Error && error.name]).toEqual(['Validation failed with the following errors:', 'Error']);
    return lines.map((line) => line.trim());
  }
  return [];
}

/** What a cluster is told, without its path, which is the same in all lines. */
function cluster(props: unknown): string[] {
  const begin = '[streaming/Events] ';
  return refused(() => DECLARED.KafkaClusterProps(props)).map((line) => {
    expect(line.startsWith(begin)).toBe(true);
    return line.slice(begin.length);
  });
}

function ensemble(props: unknown): string[] {
  return refused(() => DECLARED.ZooKeeperEnsembleProps(props));
}

test('everything that is wrong is said at once', () => {
  expect(refused(() => DECLARED.KafkaClusterProps({
    broker: brokers,
    brokers: { nodes: '3', storge: storage, config: { x: null }, jvm: 5 },
    acknowledge: {},
    labels: { a: 1 },
    metadata: 'kraft',
    version: '4.3',
    zones: 'a',
  }))).toEqual([
    "[streaming/Events] [props.unknown] broker: KafkaClusterProps has no such property. Did you mean 'brokers'?",
    '[streaming/Events] [props.type] acknowledge is an object: a list of objects (Acknowledgement) is wanted. Write it in brackets: […].',
    "[streaming/Events] [props.unknown] brokers.storge: BrokersProps has no such property. Did you mean 'storage'?",
    "[streaming/Events] [props.type] brokers.config 'x' is null: a string, a number or a boolean is wanted. Give one of these, or leave it out.",
    '[streaming/Events] [props.type] brokers.jvm is 5: an object (JvmProps) is wanted. Write it in braces: { flags: …, gcLogging: …, heap: …, … }.',
    '[streaming/Events] [props.type] brokers.nodes is "3": a number is wanted. Write it without quotes.',
    "[streaming/Events] [props.type] labels 'a' is 1: a string is wanted. Write it in quotes.",
    '[streaming/Events] [props.type] metadata is "kraft": a Metadata is wanted. State it by Metadata.kraft(), Metadata.zooKeeper(…) or Metadata.externalZooKeeper(…).',
    "[streaming/Events] [props.type] version is \"4.3\": a KafkaVersion is wanted. State it by KafkaVersion.V4_3, or any other version by KafkaVersion.of('4.3.1').",
    '[streaming/Events] [props.type] zones is "a": a list of strings is wanted. Write it in brackets: […].',
  ]);
});

test('an ensemble is told the same', () => {
  expect(ensemble({ storag: storage, nodes: '3', version: KafkaVersion.V3_9 })).toEqual([
    "[streaming/ZooKeeper] [props.unknown] storag: ZooKeeperEnsembleProps has no such property. Did you mean 'storage'?",
    '[streaming/ZooKeeper] [props.type] nodes is "3": a number is wanted. Write it without quotes.',
    "[streaming/ZooKeeper] [props.type] version is a KafkaVersion: a ZooKeeperVersion is wanted. State it by ZooKeeperVersion.V3_8, or any other version by ZooKeeperVersion.of('3.8.6').",
  ]);
});

test.each([
  ['none', undefined, 'props is undefined'],
  ['null', null, 'props is null'],
  ['a text', 'brokers', 'props is "brokers"'],
  ['a list', [brokers], 'props is a list'],
])('props: %s', (_, props, is) => {
  expect(cluster(props)).toEqual([`[props.type] ${is}: an object (KafkaClusterProps) is wanted. Write it in braces: { acknowledge: …, annotations: …, authorization: …, … }.`]);
});

test.each<[string, unknown, string]>([
  ['a misspelt name', { zone: ['a'] }, "zone: KafkaClusterProps has no such property. Did you mean 'zones'?"],
  ['a name in other letters', { clusterID: 'x' }, "clusterID: KafkaClusterProps has no such property. Did you mean 'clusterId'?"],
  ['a name of what is within', { nodes: 3 }, "nodes: KafkaClusterProps has no such property. Did you mean 'brokers.nodes', 'combined.nodes' or 'controllers.nodes'?"],
  ['a name of nothing', { brokers: { ...brokers, resources: { disks: 1 } } }, "brokers.resources.disks: Resources has no such property. Remove it; there are 'cpu', 'cpuLimit' and 'memory'."],
  ['in a list', { brokers: { ...brokers, placement: { tolerations: [{}, { efect: 'NoExecute' }] } } }, "brokers.placement.tolerations[1].efect: Toleration has no such property. Did you mean 'effect'?"],
])('a property that there is not: %s', (_, props, line) => {
  expect(cluster({ brokers, ...Object(props) })).toEqual([`[props.unknown] ${line}`]);
});

test.each<[string, unknown, string]>([
  ['nodes', { brokers: { storage } }, 'brokers.nodes: a number is required, and none is given. Give a number.'],
  ['nodes that are null', { brokers: { nodes: null, storage } }, 'brokers.nodes: a number is required, and none is given. Give a number.'],
  ['storage', { brokers: { nodes: 3 } }, `brokers.storage: a Storage is required, and none is given. ${STATE_A_STORAGE}`],
  ['a reason', { acknowledge: [{ rule: 'quorum.even' }] }, 'acknowledge[0].reason: a string is required, and none is given. Give a string.'],
])('what is required is missing: %s', (_, props, line) => {
  expect(cluster({ brokers, ...Object(props) })).toEqual([`[props.missing] ${line}`]);
});

test.each<[string, unknown, string]>([
  ['a size for a storage', { brokers: { nodes: 3, storage: Size.gibibytes(1) } }, `brokers.storage is a Size: a Storage is wanted. ${STATE_A_STORAGE}`],
  ['the fields of a storage', { brokers: { nodes: 3, storage: { ...storage } } }, `brokers.storage is an object: a Storage is wanted. ${STATE_A_STORAGE}`],
  ['a storage for a pool', { controllers: storage }, 'controllers is a Storage: an object (ControllersProps) is wanted. Write it in braces: { annotations: …, config: …, firstNodeId: …, … }.'],
  ['a text for a size', { brokers: { ...brokers, resources: { memory: '8Gi' } } }, `brokers.resources.memory is "8Gi": a Size is wanted. ${STATE_A_SIZE}`],
  ['a number for a text', { logging: { rootLevel: 3 } }, 'logging.rootLevel is 3: a string is wanted. Write it in quotes.'],
  ['a text for a boolean', { brokers: { ...brokers, jvm: { gcLogging: 'false' } } }, 'brokers.jvm.gcLogging is "false": a boolean is wanted. Write it without quotes.'],
  ['a word for a number', { brokers: { ...brokers, firstNodeId: 'first' } }, 'brokers.firstNodeId is "first": a number is wanted. Give a number.'],
  ['a boxed number', { brokers: { ...brokers, firstNodeId: Object(3) } }, 'brokers.firstNodeId is a Number: a number is wanted. Give a number.'],
  ['a big number', { brokers: { ...brokers, firstNodeId: 3n } }, 'brokers.firstNodeId is 3n: a number is wanted. Give a number.'],
  ['a Set for a list', { zones: new Set(['a']) }, 'zones is a Set: a list of strings is wanted. Write it in brackets: […].'],
  ['a hole in a list', { zones: ['a', , 'b'] }, 'zones[1] is undefined: a string is wanted. Give a string, or leave it out.'],
  ['a Map for an object', { labels: new Map([['a', 'b']]) }, 'labels is a Map: an object with a string for each name is wanted. Write it in braces: { name: value }.'],
  ['an unset variable', { config: { 'num.io.threads': undefined } }, "config 'num.io.threads' is undefined: a string, a number or a boolean is wanted. Give one of these, or leave it out."],
  ['a list for a value', { config: { 'config.providers': ['file'] } }, "config 'config.providers' is a list: a string, a number or a boolean is wanted. Give one of these."],
  ['a construct for its metadata', { metadata: new ZooKeeperEnsemble(new Chart(new App(), 'a', { namespace: 'a' }), 'ZooKeeper', { storage }) },
    'metadata is a ZooKeeperEnsemble: a Metadata is wanted. State it by Metadata.kraft(), Metadata.zooKeeper(…) or Metadata.externalZooKeeper(…).'],
  ['a class for its instance', { metadata: Metadata },
    'metadata is a function: a Metadata is wanted. State it by Metadata.kraft(), Metadata.zooKeeper(…) or Metadata.externalZooKeeper(…).'],
  ['the other version', { version: ZooKeeperVersion.V3_8 },
    "version is a ZooKeeperVersion: a KafkaVersion is wanted. State it by KafkaVersion.V4_3, or any other version by KafkaVersion.of('4.3.1')."],
])('something of another type: %s', (_, props, line) => {
  expect(cluster({ brokers, ...Object(props) })).toEqual([`[props.type] ${line}`]);
});

test.each<[string, unknown, string]>([
  ['a member by its name', { brokers: { ...brokers, placement: { hosts: 'REQUIRED' } } }, "brokers.placement.hosts is \"REQUIRED\": a member of HostSpread is wanted. Did you mean HostSpread.REQUIRED ('required')?"],
  ['a misspelt member', { sizing: 'developement' }, "sizing is \"developement\": a member of Sizing is wanted. Did you mean Sizing.DEVELOPMENT ('development')?"],
  ['none of the members', { logging: { layout: 'xml' } }, "logging.layout is \"xml\": a member of LogLayout is wanted. Use LogLayout.TEXT ('text') or LogLayout.JSON ('json')."],
  ['nothing like it', { sizing: 1 }, "sizing is 1: a member of Sizing is wanted. Use Sizing.PRODUCTION ('production') or Sizing.DEVELOPMENT ('development')."],
])('a choice that there is not: %s', (_, props, line) => {
  expect(cluster({ brokers, ...Object(props) })).toEqual([`[props.choice] ${line}`]);
});

test.each<[string, () => unknown, string]>([
  ['a misspelt option', () => Storage.persistent(Size.gibibytes(1), { storageClas: 'ssd' } as object), "[Storage.persistent] [props.unknown] options.storageClas: PersistentStorageOptions has no such property. Did you mean 'storageClass'?"],
  ['an option without its name', () => Storage.persistent(Size.gibibytes(1), 'ssd' as unknown as object), '[Storage.persistent] [props.type] options is "ssd": an object (PersistentStorageOptions) is wanted. Write it in braces: { storageClass: … }.'],
  ['a text for a size', () => Storage.persistent('16Ti' as unknown as Size), `[Storage.persistent] [props.type] size is "16Ti": a Size is wanted. ${STATE_A_SIZE}`],
  ['no size', () => Storage.persistent(undefined as unknown as Size), `[Storage.persistent] [props.missing] size: a Size is required, and none is given. ${STATE_A_SIZE}`],
  ['one volume for a list', () => Storage.jbod(storage as unknown as Storage[]), '[Storage.jbod] [props.type] volumes is a Storage: a list of Storage objects is wanted. Write it in brackets: […].'],
  ['a size limit', () => Storage.ephemeral({ sizeLimit: 5 as unknown as Size }), `[Storage.ephemeral] [props.type] options.sizeLimit is 5: a Size is wanted. ${STATE_A_SIZE}`],
  ['a number for a version', () => KafkaVersion.of(4.3 as unknown as string), '[KafkaVersion.of] [props.type] version is 4.3: a string is wanted. Write it in quotes.'],
  ['a misspelt option of a version', () => ZooKeeperVersion.of('3.8.6', { imgae: 'a' } as object), "[ZooKeeperVersion.of] [props.unknown] options.imgae: ZooKeeperVersionOptions has no such property. Did you mean 'image'?"],
  ['an address for an ensemble', () => Metadata.zooKeeper('zk:2181' as unknown as ZooKeeperEnsemble), '[Metadata.zooKeeper] [props.type] ensemble is "zk:2181": a ZooKeeperEnsemble is wanted. Give the construct that `new ZooKeeperEnsemble(…)` made.'],
  ['a list of servers', () => Metadata.externalZooKeeper(['zk:2181'] as unknown as string), '[Metadata.externalZooKeeper] [props.type] servers is a list: a string is wanted. Give a string.'],
  ['settings as text', () => new KafkaCluster(new Chart(new App(), 'a', { namespace: 'a' }), 'Events', { brokers }).addConfig('num.io.threads=3' as unknown as Record<string, string>),
    '[a/Events: addConfig] [props.type] config is "num.io.threads=3": an object with a string, a number or a boolean for each name is wanted. Write it in braces: { name: value }.'],
  ['no reason', () => new KafkaCluster(new Chart(new App(), 'a', { namespace: 'a' }), 'Events', { brokers }).acknowledge('quorum.even', undefined as unknown as string),
    '[a/Events: acknowledge] [props.missing] reason: a string is required, and none is given. Give a string.'],
])('an argument: %s', (_, call, line) => {
  expect(refused(call)).toEqual([line]);
});

test('what may be a secret is not shown', () => {
  const lines = [
    ...cluster({ brokers, config: 'ssl.key.password=geheim' }),
    ...cluster({ brokers, config: { 'ssl.key.password': ['geheim'] } }),
    ...cluster({ brokers: { ...brokers, jvm: { systemProperties: { 'javax.net.ssl.trustStorePassword': 4711 } } } }),
    ...cluster({ brokers, password: 'geheim' }),
  ];
  expect(lines).toHaveLength(4);
  expect(lines.join('\n')).not.toMatch(/geheim|4711/);
  expect(lines[0]).toContain('config is (hidden): ');
});

test('every one of these rules is heard of here', () => {
  const said = cluster({ zone: [], brokers: { nodes: '3' }, sizing: 'x' });
  for (const { id } of PROPS_RULES) { expect(said.join('\n')).toContain(`[${id}] `); }
});

test('what is null is not given', () => {
  const nothing = Object.fromEntries(Object.keys(STRUCTS.KafkaClusterProps).map((member) => [member, null]));
  const tolerations = [{ key: 'a', value: null, seconds: null }];
  const pool = { ...brokers, resources: null, jvm: { heap: null, flags: null }, placement: { hosts: null, tolerations, priorityClassName: null } };
  const findings = (props: unknown) => DECLARED.KafkaClusterProps(props).findings;
  const told = findings({ ...nothing, brokers: pool });
  expect(told).toEqual(findings({ brokers: { ...brokers, placement: { tolerations: [{ key: 'a' }] } } }));
  expect(told).toEqual([]);
});

test('what is changed afterwards changes nothing', () => {
  const props = { brokers: { ...brokers, config: { 'num.io.threads': 3 } }, zones: ['a', 'b', 'c'] };
  const made = new KafkaCluster(new Chart(new App(), 'streaming', { namespace: 'streaming' }), 'Events', props);
  props.zones.push(3 as unknown as string);
  props.brokers.config['num.io.threads'] = NaN;
  made.addConfig({});
  expect(made.findings).toEqual([]);
});

describe('what is as good as what the compiler takes is taken', () => {
  test('objects of another realm, without a prototype, or of a class', () => {
    class Pool {
      public readonly nodes = 3;
      public get storage(): Storage { return storage; }
    }
    const zones: unknown = runInNewContext("['a', 'b', 'c']");
    const labels: unknown = runInNewContext("({ team: 'data' })");
    expect(cluster({ brokers: new Pool(), zones, labels, config: Object.assign(Object.create(null), { 'num.io.threads': 3 }) })).toEqual([]);
  });

  test('instances of another copy of the library', () => {
    jest.isolateModules(() => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      const other = require('../../../src') as { Storage: typeof Storage; KafkaVersion: typeof KafkaVersion; Metadata: typeof Metadata };
      expect(other.Storage).not.toBe(Storage);
      expect(other.Storage.ephemeral()).not.toBeInstanceOf(Storage);
      const { V4_0: version } = other.KafkaVersion;
      expect(cluster({ brokers: { nodes: 3, storage: other.Storage.ephemeral() }, version, metadata: other.Metadata.kraft() })).toEqual([]);
      expect(refused(() => Storage.jbod([storage, other.Storage.persistent(Size.gibibytes(1))]))).toEqual([]);
    });
  });

  test('enums by their values', () => {
    expect(cluster({ brokers: { ...brokers, placement: { hosts: 'required' } }, sizing: 'development' })).toEqual([]);
    expect(HostSpread.REQUIRED).toBe('required');
  });
});

test('a class of the user may have props of its own, but none of another type', () => {
  interface TeamClusterProps extends KafkaClusterProps { readonly team: string }
  class TeamCluster extends KafkaCluster {
    constructor(scope: Construct, id: string, props: TeamClusterProps) { super(scope, id, props); }
  }
  const chart = () => new Chart(new App(), 'streaming', { namespace: 'streaming' });
  const declare = (props: unknown) => refused(() => new TeamCluster(chart(), 'Events', props as TeamClusterProps));
  expect(declare({ brokers, team: 'data' })).toEqual([]);
  expect(declare({ brokers: { ...brokers, team: 'data' }, team: 'data', zones: 'a' })).toEqual([
    expect.stringContaining('[props.unknown] brokers.team: BrokersProps has no such property. '),
    expect.stringContaining('[props.type] zones is "a": '),
  ]);
  expect(declare(undefined)).toEqual([expect.stringContaining('[props.type] props is undefined: ')]);
});

test('a struct that was added without its shape is told of', () => {
  expect(() => checkProps('streaming/Events', 'NewProps', {})).toThrow("There is no shape of 'NewProps'. Compile, then run 'npx tsx tools/generated.ts --write'.");
  expect(() => checkProps('streaming/Events', 'NewProps', {}, true)).toThrow("There is no shape of 'NewProps'.");
});
