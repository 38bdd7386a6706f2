import { ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KafkaOnLoopback, Layout } from './kafka-on-loopback';
import { makeCommand } from '../../tools/lifecycle-program/make';

/** What `cdk8s-kafka rebalance` does with a running cluster. The tests of one cluster build on each other. */

const TOPICS = ['large', 'small'];
/** So slow that nothing arrives. */
const SLOWLY = ['--throttle', '1'];

/** Names are found in a file of hosts, as Java finds those of the pods. */
const NAMES = `
const [dns, fs] = [require('node:dns'), require('node:fs')];
const { lookup } = dns;
dns.lookup = (name, options, callback) => {
  const done = callback ?? options;
  const line = fs.readFileSync(process.env.HOSTS_FILE, 'utf8').split('\\n').map((each) => each.split(' ')).find((words) => words.includes(name));
  if (!line) { lookup(name, options, callback); } else if (options.all) { done(null, [{ address: line[0], family: 4 }]); } else { done(null, line[0], 4); }
};
`;

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

describe.each<[string, Layout]>([['4.3.1', 'dedicated'], ['3.9.2', 'zookeeper']])('%s, %s', (version, layout) => {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-kafka-command-'));
  const program = join(folder, 'command.cjs');
  let cluster: KafkaOnLoopback;
  let before = '';
  beforeAll(async () => {
    makeCommand(program);
    writeFileSync(join(folder, 'names.cjs'), NAMES);
    cluster = new KafkaOnLoopback(version, layout);
    await cluster.up();
    await cluster.createTopic('large', '--replica-assignment', '0:100,100:0,0:100');
    await cluster.createTopic('small', '--replica-assignment', '100:0,0:100');
    await cluster.tool('org.apache.kafka.tools.ProducerPerformance', '--topic', 'large', '--num-records', '6000', '--record-size', '1000', '--throughput', '-1',
      '--producer-props', `bootstrap.servers=${cluster.bootstrap}`, 'acks=all');
  });
  afterAll(async () => {
    await cluster.ground.close();
    rmSync(folder, { recursive: true });
  });

  function begin(...args: readonly string[]): { readonly process: ChildProcess; readonly ended: Promise<Ended> } {
    const process = spawn('node', ['--require', join(folder, 'names.cjs'), program, 'rebalance', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'], env: { ...globalThis.process.env, HOSTS_FILE: cluster.ground.hostsFile },
    });
    let [out, err] = ['', ''];
    process.stdout.on('data', (text: Buffer) => { out += text.toString(); });
    process.stderr.on('data', (text: Buffer) => { err += text.toString(); });
    return { process, ended: new Promise((resolve) => { process.on('close', (code) => { resolve({ code, out, err }); }); }) };
  }

  const at = (command: string, ...args: readonly string[]) => begin(command, '--bootstrap', cluster.bootstrap, ...args);

  /** Where every partition is: the replicas in their order, without sizes. */
  const placement = async () => {
    const { code, out, err } = await at('plan', '--mode', 'drain').ended;
    expect({ code, err }).toMatchObject({ code: 0 });
    return out.split('\n').filter((line) => TOPICS.some((topic) => line.startsWith(`P ${topic} `))).map((line) => line.replace(/ \d+(?= \S+$)/, '')).sort().join('\n');
  };

  const expectTidy = async () => {
    const described = await cluster.tool('kafka.admin.ConfigCommand', '--bootstrap-server', cluster.bootstrap, '--describe', '--entity-type', 'topics');
    const brokers = await cluster.tool('kafka.admin.ConfigCommand', '--bootstrap-server', cluster.bootstrap, '--describe', '--entity-type', 'brokers');
    expect(`${described}${brokers}`).not.toContain('throttled');
  };

  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  test('a plan for a broker that was added', async () => {
    before = await placement();
    const { code, out, err } = await at('plan', '--added', '200', '--mode', 'add').ended;
    expect(code).toBe(0);
    expect(out).toMatch(/^P large \d+ \d+ .*200/m);
    expect(err).toMatch(/^plan {7}\d+ replicas? moves?, [\d.]+ MiB in all/);
    file('plan.txt', out);
  });

  /** Begins what the plan says, so slowly that what holds something does not arrive, and kills it. */
  const beginAndKill = async () => {
    const { process, ended } = at('apply', '--plan', join(folder, 'plan.txt'), ...SLOWLY);
    const list = async () => cluster.tool('org.apache.kafka.tools.reassign.ReassignPartitionsCommand', '--bootstrap-server', cluster.bootstrap, '--list');
    await cluster.eventually('it moves', list, (text) => text.includes('large'));
    process.kill('SIGKILL');
    expect((await ended).err).toMatch(/^throttle .*\nmove /);
  };

  const large = (of: string) => of.split('\n').filter((line) => line.startsWith('P large'));

  test('what is under way after a kill is cancelled: it is where it was, in its order', async () => {
    await beginAndKill();
    expect(await at('cancel').ended).toMatchObject({ code: 0, err: expect.stringMatching(/^cancel .*\n(?:.*\n)*done /) });
    expect(large(await placement())).toEqual(large(before));
    await expectTidy();
  });

  test('all returns that has moved', async () => {
    const now = await placement();
    await beginAndKill();
    expect(await at('cancel', '--return').ended).toMatchObject({ code: 0, err: expect.stringMatching(/done /) });
    expect(await placement()).toBe(now);
    await expectTidy();
  });

  test('it is carried out to its end, and then there is nothing to do', async () => {
    expect(await at('apply', '--plan', join(folder, 'plan.txt')).ended).toMatchObject({ code: 0, err: expect.stringMatching(/done {7}all is where it is to be/) });
    const now = await placement();
    expect(now).not.toBe(before);
    expect(now).toMatch(/200/);
    await expectTidy();
    expect(await at('apply', '--plan', join(folder, 'plan.txt')).ended).toMatchObject({ code: 0, err: 'done       all is where it is to be, and nothing is throttled any more\n' });
  });

  test('what others would not take is refused before anything moves', async () => {
    const now = await placement();
    for (const [text, why] of [
      ['P large 0 1 0,999\n', 'broker 999 for the partition large-0, which is not in service'],
      ['P none 0 1 0\n', 'the partition none-0, which the cluster does not have'],
      ['{"partitions":[{"topic":"large","partition":0,"replicas":[0,0]}]}', 'a broker twice for the partition large-0'],
      ['P large 0\n', "Line 1 of the plan is not 'P <topic> <partition> <size> <replicas>'"],
    ]) {
      expect(await at('apply', '--plan', file('wrong.txt', text)).ended).toMatchObject({ code: 1, out: '', err: expect.stringContaining(why) });
    }
    expect(await placement()).toBe(now);
  });

  test('JSON of Kafka\'s own tool', async () => {
    const json = JSON.stringify({ version: 1, partitions: [{ topic: 'small', partition: 0, replicas: [0, 100], log_dirs: ['any', 'any'] }] });
    expect(await at('apply', '--plan', file('plan.json', json)).ended).toMatchObject({ code: 0 });
    expect(await placement()).toContain('P small 0 0,100');
    await expectTidy();
  });
});
