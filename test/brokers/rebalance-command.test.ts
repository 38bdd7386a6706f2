import { KafkaOnLoopback, Layout } from './kafka-on-loopback';
import { RebalanceCommand } from './rebalance-command';

/** What `cdk8s-kafka rebalance` does with a running cluster. The tests of one cluster build on each other. */

const TOPICS = ['large', 'small'];
/** So slow that nothing arrives. */
const SLOWLY = ['--throttle', '1'];

describe.each<[string, Layout]>([['4.3.1', 'dedicated'], ['3.9.2', 'zookeeper']])('%s, %s', (version, layout) => {
  let cluster: KafkaOnLoopback;
  let command: RebalanceCommand;
  let planned = '';
  let before = '';
  beforeAll(async () => {
    cluster = new KafkaOnLoopback(version, layout);
    command = new RebalanceCommand(cluster);
    await cluster.up();
    await cluster.createTopic('large', '--replica-assignment', '0:100,100:0,0:100');
    await cluster.createTopic('small', '--replica-assignment', '100:0,0:100');
    await cluster.tool('org.apache.kafka.tools.ProducerPerformance', '--topic', 'large', '--num-records', '6000', '--record-size', '1000', '--throughput', '-1',
      '--producer-props', `bootstrap.servers=${cluster.bootstrap}`, 'acks=all');
  });
  afterAll(async () => {
    await cluster.ground.close();
    command.close();
  });

  const at = (...args: Parameters<RebalanceCommand['at']>) => command.at(...args);

  const file = (...args: Parameters<RebalanceCommand['file']>) => command.file(...args);

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

  test('a plan for a broker that was added', async () => {
    before = await placement();
    const { code, out, err } = await at('plan', '--added', '200', '--mode', 'add').ended;
    expect(code).toBe(0);
    expect(out).toMatch(/^P large \d+ \d+ .*200/m);
    expect(err).toMatch(/^plan {7}\d+ replicas? moves?, [\d.]+ MiB in all/);
    planned = file('plan.txt', out);
  });

  test('a plan by what is written, which is watched for a time', async () => {
    const run = at('plan', '--network-in-band', '90', '--window', '8');
    await cluster.tool('org.apache.kafka.tools.ProducerPerformance', '--topic', 'large', '--num-records', '300', '--record-size', '1000', '--throughput', '-1',
      '--producer-props', `bootstrap.servers=${cluster.bootstrap}`, 'acks=all');
    const { code, out, err } = await run.ended;
    expect({ code, err }).toMatchObject({ code: 0, err: expect.stringContaining('note       it is watched what is written, for 8 s\n') });
    expect(out).toMatch(/^P large \d+ \d+ \S+ in=[1-9]\S* out=0$/m);
    expect(out).toMatch(/^P small 0 0 \S+ in=0 out=0$/m);
  });

  /** Begins what the plan says, so slowly that what holds something does not arrive, and kills it. */
  const beginAndKill = async () => {
    const { process, ended } = at('apply', '--plan', planned, ...SLOWLY);
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
    expect(await at('apply', '--plan', planned).ended).toMatchObject({ code: 0, err: expect.stringMatching(/done {7}all is where it is to be/) });
    const now = await placement();
    expect(now).not.toBe(before);
    expect(now).toMatch(/200/);
    await expectTidy();
    expect(await at('apply', '--plan', planned).ended).toMatchObject({ code: 0, err: 'done       all is where it is to be, and nothing is throttled any more\n' });
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
