import { createServer } from 'node:net';
import { AnswerBytes, metadataAnswer } from './answer-bytes';
import { apiVersionsAnswer, clusterAnswer, Reaction, ScriptedNode } from './scripted-node';
import { KafkaAdmin } from '../../../../lifecycle/clients/kafka/kafka-admin';
import { KafkaNode } from '../../../../lifecycle/clients/kafka/kafka-node';
import { withKafka } from '../../bundled-kafka-side';

/** Nodes that do wrong what nodes can do wrong: no call waits longer than it may, every error says which node, which request and why, and nothing stays open. */

const METADATA = 3;
const API_VERSIONS = 18;
const LIST_REASSIGNMENTS = 46;
const DESCRIBE_CLUSTER = 60;

const PATIENCE = { connect: 1000, answer: 1000 };
const KNOWN = apiVersionsAnswer({ [METADATA]: 13, [LIST_REASSIGNMENTS]: 0, [DESCRIBE_CLUSTER]: 1 });
const GREETINGS = { [API_VERSIONS]: KNOWN, [DESCRIBE_CLUSTER]: clusterAnswer('ours') };

let scripted: ScriptedNode;

async function nodeThat(reactions: Readonly<Record<number, Reaction>>): Promise<KafkaNode> {
  scripted = new ScriptedNode(reactions);
  return scripted.start();
}

afterEach(() => scripted?.stop());

/** What a failed use says, and how long it took. */
async function failureOf(use: (kafka: KafkaAdmin) => Promise<unknown>): Promise<{ error: unknown; milliseconds: number }> {
  const begin = Date.now();
  const error: unknown = await withKafka('ours', use, {}, PATIENCE).then(() => undefined, (e: unknown) => e);
  return { error, milliseconds: Date.now() - begin };
}

test('one that answers', async () => {
  const node = await nodeThat({ ...GREETINGS, [METADATA]: metadataAnswer({ brokers: [{ id: 3, host: 'three' }], topics: [] }) });
  const [metadata, again] = await withKafka('ours', (kafka) => Promise.all([kafka.metadata(node), kafka.metadata(node)]), {}, PATIENCE);
  expect(metadata).toMatchObject({ brokers: [{ id: 3, host: 'three' }], partitions: { topics: [] } });
  expect(again).toEqual(metadata);
  // One connection, and greetings only once.
  expect(scripted.requests).toEqual([API_VERSIONS, DESCRIBE_CLUSTER, METADATA, METADATA]);
});

test('no connection stays open, also if the use of it fails', async () => {
  const node = await nodeThat(GREETINGS);
  await expect(withKafka('ours', async (kafka) => {
    await kafka.identify(node);
    throw new Error('of the user');
  }, {}, PATIENCE)).rejects.toThrow('of the user');
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(scripted.connections).toBe(0);
});

test.each<[string, Readonly<Record<number, Reaction>>, string]>([
  ['the greeting', { [API_VERSIONS]: 'nothing' }, 'did not answer ApiVersions within 1 s'],
  ['which cluster it is', { [API_VERSIONS]: KNOWN, [DESCRIBE_CLUSTER]: 'nothing' }, 'did not answer DescribeCluster within 1 s'],
  ['a request', { ...GREETINGS, [METADATA]: 'nothing' }, 'did not answer Metadata within 1 s'],
])('one that does not answer: %s', async (_what, reactions, expected) => {
  const node = await nodeThat(reactions);
  const { error, milliseconds } = await failureOf((kafka) => kafka.metadata(node));
  expect(error).toMatchObject({ name: 'KafkaError', message: `broker 3 (127.0.0.1:${node.port}) ${expected}` });
  expect(milliseconds).toBeLessThan(4000);
});

test('one that was silent once is not waited for again', async () => {
  const node = await nodeThat({ ...GREETINGS, [METADATA]: 'nothing', [LIST_REASSIGNMENTS]: 'nothing' });
  const { error, milliseconds } = await failureOf(async (kafka) => {
    await kafka.metadata(node).catch(() => {});
    return kafka.reassignments(node);
  });
  expect(error).toMatchObject({ message: expect.stringContaining('did not answer Metadata within 1 s') });
  expect(milliseconds).toBeLessThan(1900);
  expect(scripted.requests).not.toContain(LIST_REASSIGNMENTS);
});

test('what may have been carried out is told from what was not', async () => {
  const silent = await nodeThat({ ...GREETINGS, [METADATA]: 'nothing' });
  expect((await failureOf((kafka) => kafka.metadata(silent))).error).toMatchObject({ failure: 'unknown' });
  await scripted.stop();
  expect((await failureOf((kafka) => kafka.metadata(silent))).error).toMatchObject({ failure: 'unsent' });
});

test('one that closes the connection', async () => {
  const node = await nodeThat({ ...GREETINGS, [METADATA]: 'close' });
  const { error, milliseconds } = await failureOf((kafka) => kafka.metadata(node));
  expect(error).toMatchObject({ failure: 'unknown', message: `broker 3 (127.0.0.1:${node.port}) did not answer Metadata: Connection closed` });
  expect(milliseconds).toBeLessThan(900);
});

test('a port that nobody listens on', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const node = await nodeThat(GREETINGS);
  await scripted.stop();
  server.close();
  const { error } = await failureOf((kafka) => kafka.metadata(node));
  expect(error).toMatchObject({ message: `broker 3 (127.0.0.1:${node.port}) could not be reached: Connection to 127.0.0.1:${node.port} failed: connect ECONNREFUSED 127.0.0.1:${node.port}` });
});

test('a name that does not resolve', async () => {
  const node: KafkaNode = { id: 3, role: 'controller', host: 'no-such-host.invalid', port: 9093 };
  const { error } = await failureOf((kafka) => kafka.quorum(node));
  expect(error).toMatchObject({ failure: 'unsent', message: expect.stringMatching(/^controller 3 \(no-such-host\.invalid:9093\) could not be reached: .*(ENOTFOUND|EAI_AGAIN)/) });
});

test('an address that does not answer at all', async () => {
  // Of a network for documentation (RFC 5737): either nothing comes back, or that there is no way to it.
  const { error, milliseconds } = await failureOf((kafka) => kafka.metadata({ id: 3, role: 'broker', host: '192.0.2.1', port: 9092 }));
  expect(error).toMatchObject({ failure: 'unsent', message: expect.stringContaining('broker 3 (192.0.2.1:9092) could not be reached') });
  expect(milliseconds).toBeLessThan(3000);
});

test('one of another cluster', async () => {
  const node = await nodeThat({ ...GREETINGS, [DESCRIBE_CLUSTER]: clusterAnswer('theirs') });
  const { error } = await failureOf((kafka) => kafka.metadata(node));
  expect(error).toMatchObject({ failure: 'unsent', message: `broker 3 (127.0.0.1:${node.port}) belongs to cluster theirs, and not to ours`, mend: expect.stringContaining('clusterId') });
  expect(scripted.requests).not.toContain(METADATA);
});

test('a request that it does not know is not sent, as it would only close the connection', async () => {
  const node = await nodeThat({ ...GREETINGS, [API_VERSIONS]: apiVersionsAnswer({ [METADATA]: 11, [DESCRIBE_CLUSTER]: 1 }) });
  const { error } = await failureOf((kafka) => kafka.metadata(node));
  expect(error).toMatchObject({ failure: 'answered', code: 'UNSUPPORTED_VERSION', message: `broker 3 (127.0.0.1:${node.port}) does not know Metadata 12` });
  expect(scripted.requests).not.toContain(METADATA);
});

test('one that refuses', async () => {
  const answer = new AnswerBytes().int32(0).int16(41).string('I am not').array([], () => {}).tags().bytes;
  const node = await nodeThat({ ...GREETINGS, [LIST_REASSIGNMENTS]: answer });
  const { error } = await failureOf((kafka) => kafka.reassignments(node));
  expect(error).toMatchObject({
    failure: 'answered', code: 'NOT_CONTROLLER', message: `broker 3 (127.0.0.1:${node.port}) answered ListPartitionReassignments with NOT_CONTROLLER: I am not`,
  });
});

test('an answer that makes no sense', async () => {
  const node = await nodeThat({ ...GREETINGS, [METADATA]: Buffer.alloc(9, 77) });
  const { error } = await failureOf((kafka) => kafka.metadata(node));
  expect(error).toMatchObject({ failure: 'unknown', message: expect.stringContaining('did not answer Metadata: The answer ends at byte 9') });
});
