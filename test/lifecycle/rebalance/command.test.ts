import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOptions } from '../../../lifecycle/rebalance-command/options';

const INPUT = `B 0 a 1000 0 0
B 1 b 1000 0 0
B 2 c 1000 1 0
${Array.from({ length: 30 }, (_, p) => `P orders ${p} 10 ${p % 2},${1 - p % 2}\n`).join('')}`;

function command(input: string, ...args: readonly string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync('bin/cdk8s-kafka', args, { input, encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
}

/** Elements of XML that are not closed, or closed by another one's end. */
function openElements(xml: string): readonly string[] {
  const open: string[] = [];
  for (const [, end, name, empty] of xml.matchAll(/<(\/?)([a-z]+)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (end === '/' && open[open.length - 1] === name) { open.pop(); } else if (empty !== '/') { open.push(`${end}${name}`); }
  }
  return open;
}

test('the plan goes to standard output, line by line as it came, what it comes to goes to standard error', () => {
  const { code, out, err } = command(INPUT, 'rebalance', 'plan', '--input', '-');
  expect(code).toBe(0);
  const lines = out.trimEnd().split('\n');
  expect(lines.map((line) => line.split(' ').slice(0, 4).join(' '))).toEqual(INPUT.split('\n').filter((line) => line.startsWith('P')).map((line) => line.split(' ').slice(0, 4).join(' ')));
  expect(lines.filter((line) => /[ ,]2(,|$)/.test(line))).toHaveLength(18);
  expect(err).toContain('plan       18 replicas move, 180 in all');
  expect(err).toContain('bound      no plan for these goals moves less than 180: this one 1.000 times that');
  expect(err).toMatch(/^2 +c +0 -> 180 +0 % -> 18 % +0 -> 18 +0 -> \d+ +added$/m);
});

test('JSON for kafka-reassign-partitions.sh has what changes, and nothing else', () => {
  const { code, out } = command(INPUT, 'rebalance', 'plan', '--input=-', '--output', 'reassignment');
  expect(code).toBe(0);
  const { version, partitions } = JSON.parse(out) as { version: number; partitions: { topic: string; partition: number; replicas: number[] }[] };
  expect(version).toBe(1);
  expect(partitions.filter(({ replicas }) => replicas.includes(2))).toHaveLength(18);
  for (const { topic, partition, replicas } of partitions) {
    expect(topic).toBe('orders');
    expect(replicas).not.toEqual([partition % 2, 1 - partition % 2]);
  }
  expect(JSON.parse(command(INPUT, 'rebalance', 'plan', '--input', '-', '--mode', 'drain', '--output', 'reassignment').out)).toEqual({ version: 1, partitions: [] });
});

const DISKS = `B 0 a 1000 0 0
D 0 /a 500 0 0
D 0 /b 500 0 1
B 1 b 1000 0 0
D 1 /a 500 0 0
D 1 /b 500 0 0
B 2 c 1000 0 0
${Array.from({ length: 12 }, (_, p) => `P orders ${p} 10 ${['0,1', '1,2', '2,0'][p % 3]} disks=${['/b,/a', '/a,-', '-,/b'][p % 3]}\n`).join('')}`;

test('disks: those to be drained are emptied, the others evened out, and both formats say where replicas are to be', () => {
  const { code, out, err } = command(DISKS, 'rebalance', 'plan', '--input', '-');
  expect(code).toBe(0);
  expect(out).toContain('P orders 0 10 0,1 disks=/a,');
  expect(out).not.toMatch(/ 0,1 disks=.b|2,0 disks=.*,.b/);
  expect(err).toContain('disks      12 replicas go to another disk of their broker, 120 in all, and no plan copies less than 116');
  expect(err).toMatch(/^0 \/b +80 -> 0 +16 % -> 0 % +leaves$/m);
  expect(err).toMatch(/^1 \/b +0 -> 40 +0 % -> 8 %$/m);
  const { partitions } = JSON.parse(command(DISKS, 'rebalance', 'plan', '--input', '-', '--mode', 'drain', '--output', 'reassignment').out) as { partitions: { log_dirs?: string[] }[] };
  expect(partitions).toHaveLength(8);
  expect(partitions[0]).toEqual({ topic: 'orders', partition: 0, replicas: [0, 1], log_dirs: ['/a', '/a'] });
  expect(partitions[1]).toEqual({ topic: 'orders', partition: 2, replicas: [2, 0], log_dirs: ['any', '/a'] });
});

test('a disk without a place for what must leave it ends with 2', () => {
  const { code, out, err } = command(DISKS.replace('D 0 /a 500', 'D 0 /a 90'), 'rebalance', 'plan', '--input', '-', '--mode', 'drain');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain('error      1 replica must leave /b of broker 0, and its other disks have no room. Let other brokers take some of what it holds');
});

test('what is on a lost disk goes to other brokers, and nothing onto the broker that has lost it', () => {
  const { code, out, err } = command(DISKS.replace('/b 500 0 1', '/b 500 1 0'), 'rebalance', 'plan', '--input', '-');
  expect({ code, err }).toMatchObject({ code: 0 });
  expect(out).not.toMatch(/^P orders \d+ 10 (0,|\d,0)/m);
});

test('what must leave and has no place to go ends with 2, and prints no plan', () => {
  const { code, out, err } = command(INPUT.replace('1 b 1000 0 0', '1 b 1000 0 1'), 'rebalance', 'plan', '--input', '-', '--exclude-brokers', '2');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain('error      orders-0, orders-1, orders-2 and 27 more: a replica must leave its broker');
});

test.each([
  [['rebalance', 'plan', '--input', '/no/such/file'], "ENOENT: no such file or directory, open '/no/such/file'\n"],
  [['rebalance', 'plan', '--input', '-', '--relieve', '9', '--mode', 'relieve'], "--relieve names broker 9, which the input does not have. 'cdk8s-kafka --help' says how it is called.\n"],
  [['rebalance', 'plan', '--input', '-', '--replication-factor', 'nothing=3'], "--replication-factor names the topic 'nothing', which the input does not have. 'cdk8s-kafka --help' says how it is called.\n"],
  [['rebalance', 'plan', '--input', '-', '--exclude-topics', 'order'], "--exclude-topics names the topic 'order', which the input does not have. 'cdk8s-kafka --help' says how it is called.\n"],
])('%j ends with 1', (args, err) => {
  expect(command(INPUT, ...args)).toEqual({ code: 1, out: '', err });
});

test('an input that cannot be read ends with 1, and the line', () => {
  expect(command('B 1', 'rebalance', 'plan', '--input', '-')).toMatchObject({ code: 1, err: expect.stringContaining('The input cannot be read. Line 1: a broker has 5 values') });
});

test('a mode for brokers that were added needs some', () => {
  expect(command(INPUT.replace('2 c 1000 1 0', '2 c 1000 0 0'), 'rebalance', 'plan', '--input', '-', '--mode', 'add'))
    .toMatchObject({ code: 1, err: expect.stringContaining("'--mode add' needs brokers that were added: the input has none.") });
});

test('the plan is whole if nobody reads what it comes to, and no success if nobody reads the plan', () => {
  const sh = (script: string) => spawnSync('bash', ['-c', script], { input: INPUT, encoding: 'utf8' });
  const plan = 'bin/cdk8s-kafka rebalance plan --input -';
  expect(sh(`exec 3>&1; { sleep 0.3; ${plan} 2>&1 >&3; } | true`).stdout.split('\n').filter((line) => line.startsWith('P orders'))).toHaveLength(30);
  expect(sh(`{ sleep 0.3; ${plan} 2>/dev/null; echo "ended with $?" >&2; } | true`).stderr).toBe('ended with 1\n');
});

test('help', () => {
  for (const args of [[], ['--help'], ['rebalance', 'plan', '-h']]) { expect(command('', ...args)).toMatchObject({ code: 0, out: expect.stringContaining('--exclude-topics NAMES') }); }
});

test.each([
  ['move', "'move' is no command: 'rebalance' is."],
  ['rebalance plan', "--input or --bootstrap is needed, and not both: a file with brokers and partitions ('-' for standard input), or the addresses of brokers of a running cluster."],
  ['rebalance plan --input a --bootstrap b:1', "--input or --bootstrap is needed, and not both: a file with brokers and partitions ('-' for standard input), or the addresses of brokers of a running cluster."],
  ['rebalance', "'rebalance' needs to be told what to do: 'plan', 'apply' or 'cancel'."],
  ['rebalance undo', "'rebalance' needs to be told what to do: 'plan', 'apply' or 'cancel', not 'undo'."],
  ['rebalance apply --plan a', '--bootstrap is missing: the addresses of brokers of the cluster.'],
  ['rebalance apply --bootstrap a:1', "--plan is missing: the file that 'rebalance plan' has printed, or '-' for standard input."],
  ['rebalance apply --bootstrap a:1 --plan b --throttle 5MiB', "--throttle is '5MiB'. It must be a whole number of 1 or more."],
  ['rebalance apply --bootstrap a:1 --plan b --moves-per-broker 0', "--moves-per-broker is '0'. It must be a whole number of 1 or more."],
  ['rebalance apply --bootstrap a:1 --plan b --return', '--return goes together with cancel.'],
  ['rebalance cancel --bootstrap a:1 --plan b', '--plan goes together with apply: what is cancelled is seen in the cluster.'],
  ['rebalance cancel --bootstrap a:1 --mode full', "'--mode' is no option. --help names them all."],
  ['rebalance plan --bootstrap kafka', "--bootstrap has 'kafka'. It must be HOST:PORT, several of them separated by commas."],
  ['rebalance plan --bootstrap kafka:0', "--bootstrap has 'kafka:0'. It must be HOST:PORT, several of them separated by commas."],
  ['rebalance plan --input a --network-in-band 10 --window 30', '--window and --prometheus go together with --bootstrap: a file says itself what is written and read.'],
  ['rebalance plan --bootstrap a:1 --window 30', '--window and --prometheus go together with a band of the network: --network-in-band, --network-out-band or --leader-bytes-band.'],
  ['rebalance plan --bootstrap a:1 --network-in-band 10 --window 0', "--window is '0'. It must be a whole number of 1 or more."],
  ['rebalance plan --bootstrap a:1 --network-in-band 10 --bytes-in x', '--prometheus goes together with --bytes-in or --bytes-out: what the server is asked for.'],
  ['rebalance plan --bootstrap a:1 --network-in-band 10 --prometheus http://p', '--prometheus goes together with --bytes-in or --bytes-out: what the server is asked for.'],
  ['rebalance plan --bootstrap a:1 --network-in-band 10 --prometheus http://u:secret@p:9090 --bytes-in x', '--prometheus must be the address of a server without a user or a query, such as http://prometheus:9090.'],
  ['rebalance plan --bootstrap a:1 --network-in-band 10 --prometheus p:9090 --bytes-in x', '--prometheus must be the address of a server without a user or a query, such as http://prometheus:9090.'],
  ['rebalance plan --input a --drain 3', '--added, --drain and --drain-disk go together with --bootstrap: a file says itself which brokers were added, and which brokers and disks are to be drained.'],
  ['rebalance plan --bootstrap kafka:9092 --added x', "--added has 'x'. It must be ids of brokers, separated by commas."],
  ['rebalance plan --input', '--input has no value.'],
  ['rebalance plan --input a --input b', '--input is given twice.'],
  ['rebalance plan --input a --speed 3', "'--speed' is no option. --help names them all."],
  ['rebalance plan --input a --mode fast', "--mode is 'fast'. It must be 'full' or 'add' or 'drain' or 'relieve' or 'leaders'."],
  ['rebalance plan --input a --mode relieve', "'--mode relieve' and '--relieve IDS' belong together: the ids say which brokers are to be relieved."],
  ['rebalance plan --input a --disk-band 0', "--disk-band is '0'. It must be a percentage from 0.01 to 100."],
  ['rebalance plan --input a --network-in-band no', "--network-in-band is 'no'. It must be a percentage from 0.01 to 100."],
  ['rebalance plan --input a --topic-band -1', "--topic-band is '-1'. It must be a percentage from 0 to 1000."],
  ['rebalance plan --input a --max-replicas 4000,7', '--max-replicas says twice what all brokers may have.'],
  ['rebalance plan --input a --max-replicas 7=1,7=2', '--max-replicas says twice what broker 7 may have.'],
  ['rebalance plan --input a --network-in-limit 0', "--network-in-limit has '0'. It must be a whole number of 1 or more, or ID=N for a single broker."],
  ['rebalance plan --input a --exclude-brokers 1,x', "--exclude-brokers has 'x'. It must be ids of brokers, separated by commas."],
  ['rebalance plan --input a --replication-factor orders', "--replication-factor has 'orders'. It must be TOPIC=N, with N of 1 or more."],
  ['rebalance plan --input a --replication-factor t1=2,t1=3', "--replication-factor names the topic 't1' twice."],
  ['rebalance plan --input a --replication-factor t1=2 --mode leaders', "--replication-factor needs replicas that may move, and '--mode leaders' moves none."],
  ['rebalance plan --input a --replication-factor t1=2 --exclude-topics t*', "The topic 't1' is in --replication-factor and in --exclude-topics: it cannot change and stay as it is."],
])('%j is not understood', (text, message) => {
  expect(() => readOptions(text.split(' '))).toThrow(message);
});

test('a picture has a bar before and after for each broker', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-kafka-picture-'));
  try {
    const file = join(folder, 'plan.svg');
    expect(command(INPUT.replace('0 a 1000', '0 a&<b 1000'), 'rebalance', 'plan', '--input', '-', '--picture', file)).toMatchObject({ code: 0 });
    const svg = readFileSync(file, 'utf8');
    expect(openElements(svg)).toEqual([]);
    expect(svg.match(/<title>before: /g)).toHaveLength(3);
    expect(svg.match(/<title>after: /g)).toHaveLength(3);
    expect(svg).toContain('broker 0 (a&amp;&lt;b)');
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    expect(command(INPUT, 'rebalance', 'plan', '--input', '-', '--picture', join(folder, 'none', 'plan.svg'))).toMatchObject({ code: 1, out: '', err: expect.stringContaining('ENOENT') });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a cluster that does not answer', () => {
  const { code, out, err } = command('', 'rebalance', 'plan', '--bootstrap', '127.0.0.1:1,localhost:2');
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(/^The cluster cannot be read\. broker -1 \(127\.0\.0\.1:1\) could not be reached: .*; broker -2 \(localhost:2\) could not be reached: /);
});

test('a value that is a word of the command line is a value', () => {
  expect(readOptions(['rebalance', 'plan', '--input', 'help', '--exclude-topics', 'help'])).toMatchObject({ source: { file: 'help' }, goals: { excludedTopics: ['help'] } });
});

test('rates of partitions: their bands are goals, and brokers have a column for each', () => {
  const input = INPUT.replace(/^(P orders (\d+) .*)$/gm, (_, line: string, p: string) => `${line} in=${10 * Number(p)} out=5`);
  const { code, out, err } = command(input, 'rebalance', 'plan', '--input', '-', '--network-in-band', '10', '--network-out-band=15', '--leader-bytes-band', '20', '--topic-band', '0');
  expect(code).toBe(0);
  expect(out).toMatch(/^P orders 0 10 \d,\d in=0 out=5$/m);
  expect(err).toMatch(/^broker +rack +bytes +in use +replicas +leaders +network in +network out +leader bytes$/m);
  expect(err).toMatch(/^2 +c .* 0\/s -> [\d,]+\/s +0\/s -> [\d,]+\/s +0\/s -> [\d,]+\/s +added$/m);
  expect(err).toMatch(/^network in, likewise +0 % to 150 % +9\d % to 10\d %$/m);
  expect(err).toMatch(/^network out, likewise +0 % to 1\d\d % +[89]\d % to 1[01]\d %$/m);
  expect(err).toMatch(/^leader bytes, likewise +0 % to 1\d\d % +[89]\d % to 1[012]\d %$/m);
  expect(err).toMatch(/^replicas beyond their topic's band +\d+ +0$/m);
  expect(err).not.toContain('warning');
});

test.each(['network-in-band', 'network-out-band', 'leader-bytes-band'])('--%s needs rates', (option) => {
  expect(command(INPUT, 'rebalance', 'plan', '--input', '-', `--${option}`, '10'))
    .toMatchObject({ code: 1, out: '', err: expect.stringContaining(`--${option} needs the rates of partitions: lines 'P … in=<rate> out=<rate>' have them, and none of the file does`) });
});

test('percentages, with and without their sign', () => {
  expect(readOptions(['rebalance', 'plan', '--input', 'a', '--disk-band', '5%', '--disk-limit=75 %'])).toMatchObject({ goals: { diskBand: 0.05, diskLimit: 0.75 } });
  expect(readOptions(['rebalance', 'plan', '--input', 'a', '--max-replicas', '4000,7=100', '--network-out-limit', '7=5'])).toMatchObject({
    goals: { replicaLimit: 4000, brokerLimits: { 7: { replicaLimit: 100, networkOutLimit: 5 } } },
  });
});

test('a limit that leaves no room for what must leave is an error, and no plan is printed', () => {
  const drained = INPUT.replace(/^(B 0 .*) 0$/m, '$1 1');
  expect(command(drained, 'rebalance', 'plan', '--input', '-', '--mode', 'drain', '--max-replicas', '1'))
    .toMatchObject({ code: 2, out: '', err: expect.stringContaining('where it could go is no room within the limit of replicas') });
});
