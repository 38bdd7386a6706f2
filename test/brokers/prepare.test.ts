import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { Chart, Size } from 'cdk8s';
import { kafkaLibs } from './kafka-libs';
import { Loopback } from './loopback';
import { Changes, LoopbackPod } from './loopback-pod';
import { KafkaCluster, KafkaClusterProps, KafkaVersion, Sizing, Storage } from '../../src';

/** The init script in each shell that images have: dash and bash as `sh` of Debian and Red Hat, busybox' of Alpine where this machine has it. */
const SHELLS: readonly (readonly string[])[] = [['dash'], ['bash', '--posix'], ['busybox', 'sh']]
  .filter(([program, ...args]) => spawnSync(program, [...args, '-c', 'true']).status === 0);

const STORAGE = Storage.persistent(Size.gibibytes(1));
const DATA = '/var/lib/kafka/data/kafka';
/** As the script is, but with a wait that takes no time. */
const impatient: Changes['edit'] = (file, text) => file === 'prepare.sh' ? text.replace('sleep 3', 'sleep 0') : text;

let ground: Loopback;
beforeEach(() => ground = new Loopback());
afterEach(() => ground.close());

function deploy(props: Partial<KafkaClusterProps> = {}): LoopbackPod {
  ground.deploy((chart: Chart) => new KafkaCluster(chart, 'Events', { combined: { nodes: 1, storage: STORAGE }, sizing: Sizing.DEVELOPMENT, ...props }));
  return ground.all[ground.all.length - 1];
}

/** A volume as Kafka leaves it. */
function write(pod: LoopbackPod, files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    const target = pod.path(file);
    fs.mkdirSync(target.slice(0, target.lastIndexOf('/')), { recursive: true });
    fs.writeFileSync(target, text);
  }
}

function metaProperties(pod: LoopbackPod, values: Readonly<Record<string, string>> = {}): string {
  return Object.entries({ 'version': '1', 'cluster.id': pod.prepared('CLUSTER_ID'), 'node.id': '0', ...values }).map(([k, v]) => `${k}=${v}\n`).join('');
}

test('there are two shells at least to be tried', () => expect(SHELLS.map(([name]) => name)).toEqual(expect.arrayContaining(['dash', 'bash'])));

describe.each(SHELLS.map((shell) => [shell.join(' '), shell] as const))('%s', (_, shell) => {
  test('formats an empty volume once, and starts the next time without', async () => {
    const pod = deploy();
    const first = await pod.prepare({ shell });
    expect(first).toMatchObject({ code: 0, output: expect.stringContaining(`formatting ${pod.path(DATA)} for cluster ${pod.prepared('CLUSTER_ID')}`) });
    const formatted = pod.volumes();
    expect(formatted.get(`${DATA}/meta.properties`)).toContain(`cluster.id=${pod.prepared('CLUSTER_ID')}`);
    const second = await pod.prepare({ shell });
    expect(second).toMatchObject({ code: 0, output: expect.not.stringContaining('formatting') });
    expect(pod.volumes()).toEqual(formatted);
  });

  test("puts the node's own settings after the common ones, and every file beside them", async () => {
    const pod = deploy({ zones: ['zone-a'] });
    write(pod, { [`${DATA}/meta.properties`]: metaProperties(pod) });
    expect(await pod.prepare({ shell })).toMatchObject({ code: 0 });
    const properties = fs.readFileSync(pod.path('/run/kafka/kafka.properties'), 'utf8');
    expect(properties).toMatch(/^process\.roles=.*\n(.*\n)*node\.id=0\nbroker\.rack=zone-a\nadvertised\.listeners=/m);
    expect(fs.readdirSync(pod.path('/run/kafka')).sort()).toEqual(['jvm.options', 'kafka.properties', 'log4j2.properties', 'probe.sh']);
  });

  test('gives Java all jars in order, an archive of their classes where the image has one, and after that what was declared', async () => {
    const pod = deploy({ version: KafkaVersion.V4_3 });
    write(pod, { [`${DATA}/meta.properties`]: metaProperties(pod), '/opt/kafka/kafka.jsa': '' });
    const jars = fs.readdirSync(kafkaLibs(KafkaVersion.V4_3.version)).filter((file) => file.endsWith('.jar')).sort().map((file) => `${kafkaLibs(KafkaVersion.V4_3.version)}/${file}`);
    const inImage: Changes['edit'] = (file, text) => file === 'prepare.sh' ? text.replaceAll('/opt/kafka/kafka.jsa', pod.path('/opt/kafka/kafka.jsa')) : text;
    expect(await pod.prepare({ shell })).toMatchObject({ code: 0 });
    const without = fs.readFileSync(pod.path('/run/kafka/jvm.options'), 'utf8').split('\n');
    expect(without[0].trim()).toBe(`-cp ${jars.join(':')}`);
    expect(await pod.prepare({ shell, edit: inImage })).toMatchObject({ code: 0 });
    const [first, ...rest] = fs.readFileSync(pod.path('/run/kafka/jvm.options'), 'utf8').split('\n');
    expect(first).toBe(`-cp ${jars.join(':')} -XX:SharedArchiveFile=${pod.path('/opt/kafka/kafka.jsa')} -Xlog:cds=off -Xlog:cds+dynamic=off`);
    expect(rest).toEqual(without.slice(1));
    expect(rest).toContain('-XX:+ExitOnOutOfMemoryError');
  });

  test('refuses an image without Kafka', async () => {
    const pod = deploy();
    const { code, output } = await pod.prepare({ shell, edit: (file, text) => file === 'prepare.sh' ? text.replace('/opt/kafka/libs/', '/opt/other/') : text });
    expect({ code, output }).toMatchObject({ code: 1, output: expect.stringContaining('prepare: ERROR: the image has no Kafka in ') });
  });

  test.each<[string, (pod: LoopbackPod) => Record<string, string>, string]>([
    ["another cluster's", (pod) => ({ [`${DATA}/meta.properties`]: metaProperties(pod, { 'cluster.id': 'AAAAAAAAAAAAAAAAAAAAAA' }) }), "belongs to cluster 'AAAAAAAAAAAAAAAAAAAAAA', this is cluster '"],
    ["another node's", (pod) => ({ [`${DATA}/meta.properties`]: metaProperties(pod, { 'node.id': '1' }) }), "belongs to node '1', this is node '0'"],
    ["another node's, without a line break at its end", (pod) => ({ [`${DATA}/meta.properties`]: metaProperties(pod, { 'node.id': '7' }).trimEnd() }), "belongs to node '7', this is node '0'"],
    ["a broker's of ZooKeeper's time", (pod) => ({ [`${DATA}/meta.properties`]: `version=0\ncluster.id=${pod.prepared('CLUSTER_ID')}\nbroker.id=3\n` }), "belongs to node '3', this is node '0'"],
    ["nobody's, with a partition", () => ({ [`${DATA}/orders-0/00000000000000000000.log`]: 'records' }), 'has data, such as '],
    ["nobody's, with the metadata log", () => ({ [`${DATA}/__cluster_metadata-0/00000000000000000000.log`]: 'records' }), 'has data, such as '],
    ["nobody's, with a checkpoint", () => ({ [`${DATA}/recovery-point-offset-checkpoint`]: '0\n0\n' }), 'has data, such as '],
  ])('refuses a volume that is %s, and leaves it as it is', async (_name, files, message) => {
    const pod = deploy();
    write(pod, files(pod));
    const before = pod.volumes();
    const { code, output } = await pod.prepare({ shell });
    expect(output).toContain('prepare: ERROR: the volume at ');
    expect(output).toContain(message);
    expect(output).toContain('Nothing was changed on the volume. Kafka is not started.');
    expect(code).toBe(1);
    expect(pod.volumes()).toEqual(before);
  });

  test('refuses a second volume that is foreign before it formats the first', async () => {
    const pod = deploy({ combined: { nodes: 1, storage: Storage.jbod([STORAGE, STORAGE]) } });
    write(pod, { '/var/lib/kafka/data-1/kafka/meta.properties': metaProperties(pod, { 'node.id': '5' }) });
    expect(await pod.prepare({ shell })).toMatchObject({ code: 1, output: expect.stringContaining("belongs to node '5', this is node '0'") });
    expect(pod.volumes().has(`${DATA}/meta.properties`)).toBe(false);
  });

  test('refuses a node that was not declared', async () => {
    const pod = deploy();
    const outcome = await pod.prepare({ shell, edit: (file, text) => file === '0.properties' ? undefined : text });
    expect(outcome).toMatchObject({ code: 1, output: expect.stringContaining("node 0 has no configuration: the ConfigMap of set events-node has no key '0.properties'") });
    expect(pod.volumes().size).toBe(0);
  });

  test('starts a node that is declared no more, as long as it has data, as it was', async () => {
    const pod = deploy({ zones: ['zone-a'] });
    write(pod, { [`${DATA}/meta.properties`]: metaProperties(pod) });
    const read = () => fs.readFileSync(pod.path('/run/kafka/kafka.properties'), 'utf8');
    await pod.prepare({ shell });
    const declared = read();
    const outcome = await pod.prepare({ shell, edit: (file, text) => file === '0.properties' ? undefined : text });
    expect(outcome).toMatchObject({ code: 0, output: expect.stringContaining('node 0 is not declared any more, but has data') });
    expect(read()).toBe(declared);
  });

  test('formats again what was left of a format that was interrupted', async () => {
    const pod = deploy();
    write(pod, {
      [`${DATA}/bootstrap.checkpoint`]: 'half',
      [`${DATA}/__cluster_metadata-0/00000000000000000000-0000000000.checkpoint`]: 'half',
      [`${DATA}/meta.properties.tmp`]: 'version=1\n',
    });
    const outcome = await pod.prepare({ shell });
    expect(outcome).toMatchObject({ code: 0, output: expect.stringContaining('formatting ') });
    const volume = pod.volumes();
    expect(volume.get(`${DATA}/meta.properties`)).toContain('node.id=0');
    expect([...volume.values()]).not.toContain('half');
  });

  test('waits for the configuration that the pod was made for, and starts with what is there in the end', async () => {
    const pod = deploy();
    write(pod, { [`${DATA}/meta.properties`]: metaProperties(pod) });
    const wanted = pod.prepared('CONFIG_HASH');
    const { code, output } = await pod.prepare({ shell, edit: impatient, environment: { CONFIG_HASH: 'later-later' } });
    expect(output).toContain(`waiting for configuration later-later to arrive, the ConfigMap still holds ${wanted}`);
    expect(output).toContain(`WARNING: the ConfigMap holds configuration ${wanted}, this pod was made for later-later. Starting with ${wanted}.`);
    expect(output).toContain(`node 0 of events-node: configuration ${wanted}`);
    expect(code).toBe(0);
  });

  test('formats a new disk beside one that has data, which stays as it is', async () => {
    const pod = deploy();
    expect(await pod.prepare({ shell })).toMatchObject({ code: 0 });
    write(pod, { [`${DATA}/orders-0/00000000000000000000.log`]: 'records' });
    const before = pod.volumes();
    const larger = new Loopback();
    try {
      larger.deploy((chart) => new KafkaCluster(chart, 'Events', { combined: { nodes: 1, storage: Storage.jbod([STORAGE, STORAGE]) }, sizing: Sizing.DEVELOPMENT }));
      const [next] = larger.all;
      fs.cpSync(pod.path('/var/lib/kafka'), next.path('/var/lib/kafka'), { recursive: true });
      const outcome = await next.prepare({ shell });
      expect(outcome).toMatchObject({ code: 0, output: expect.stringContaining('formatting ') });
      const after = next.volumes();
      for (const [file, content] of before) { expect([file, after.get(file)]).toEqual([file, content]); }
      const added = after.get('/var/lib/kafka/data-1/kafka/meta.properties');
      expect(added).toContain(`cluster.id=${next.prepared('CLUSTER_ID')}`);
      expect(added).toContain('node.id=0');
      const directory = (text: string | undefined) => /^directory\.id=(.+)$/m.exec(text ?? '')?.[1];
      expect(directory(added)).toBeDefined();
      expect(directory(added)).not.toBe(directory(before.get(`${DATA}/meta.properties`)));
    } finally {
      await larger.close();
    }
  });
});
