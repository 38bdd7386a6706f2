import { HELD } from './held';
import { changeUsers } from '../../../lifecycle/act/change-users';
import { topicsNoted } from '../../../lifecycle/act/topics-noted';
import { fillSecrets } from '../../../lifecycle/act/user-passwords';
import { usersResult } from '../../../lifecycle/act/users-result';
import { KafkaError } from '../../../lifecycle/clients/kafka/kafka-error';
import { SettingsObservation } from '../../../lifecycle/observation';
import { observeUserSecrets } from '../../../lifecycle/observe/user-secrets';
import { UsersChange, UsersStep } from '../../../lifecycle/plan/decision';
import { jaasValue, passwordIn } from '../../../lifecycle/user-secret';
import { DesiredCluster, DesiredUser } from '../../../src/lifecycle/desired-state';
import { ApiServer, Behaviour, statusReply } from '../api-server';
import { KeptSecrets } from '../kept-secrets';
import { CLUSTER, FakeKafka } from '../observe/fake-kafka';

const CANARY = 'canary-of-a-password';
const LOST = async () => false;

const user = (name: string, given?: { secret: string; key: string }): DesiredUser => ({
  name, scram: { mechanism: 'SCRAM-SHA-512', secret: `events-${name}`, given, values: { type: 'kafka', username: name } }, quotas: {}, acls: [], undeclaredAcls: 'report', whenRemoved: 'delete',
});
const cluster: DesiredCluster = { ...CLUSTER, users: [user('shop'), user('pay', { secret: 'given', key: 'k' })] };

let server: ApiServer;
let secrets: KeptSecrets;

beforeEach(async () => {
  secrets = new KeptSecrets();
  server = await new ApiServer(secrets.behaviour).start();
});

afterEach(async () => { await server.stop(); });

const observe = () => observeUserSecrets(cluster.users ?? [], server.client());
const fill = (names: readonly string[], mayAct = HELD) => fillSecrets(names, cluster, server.client(), mayAct);

/** Reading is as it is, and what changes is answered so. */
function changesAnswered(behaviour: Behaviour) {
  server.behaviour = (asked, count) => asked.method === 'GET' ? secrets.behaviour(asked, count) : behaviour(asked, count);
}

test('Secrets are seen as missing, incomplete and filled; what they hold is not told', async () => {
  expect(await observe()).toEqual({ shop: { own: 'missing' }, pay: { own: 'missing', problem: 'Secret given is missing' } });
  secrets.apply('events-shop');
  secrets.apply('events-pay');
  secrets.apply('given', { other: 'x' });
  expect(await observe()).toEqual({ shop: { own: 'incomplete' }, pay: { own: 'incomplete', problem: 'key k of Secret given is missing' } });
  secrets.apply('given', { k: '\n' });
  expect(await observe()).toEqual({ shop: { own: 'incomplete' }, pay: { own: 'incomplete', problem: 'key k of Secret given is empty' } });
  secrets.apply('given', { k: CANARY });
  expect(await observe()).toEqual({ shop: { own: 'incomplete' }, pay: { own: 'incomplete', version: secrets.version('given') } });
  expect(await fill(['shop', 'pay'])).toEqual({ kind: 'done', said: '2 Secrets filled' });
  const seen = await observe();
  expect(seen).toEqual({ shop: { own: 'filled', version: secrets.version('events-shop') }, pay: { own: 'filled', version: secrets.version('given') } });
  expect(secrets.of('events-pay')).toEqual({
    'type': 'kafka',
    'username': 'pay',
    'sasl.mechanism': 'SCRAM-SHA-512',
    'sasl.jaas.config': `org.apache.kafka.common.security.scram.ScramLoginModule required username="pay" password="${CANARY}";`,
    'password': CANARY,
  });
  // A password by somebody's hand is taken over.
  secrets.apply('events-shop', { password: 'by hand' });
  expect(await observe()).toMatchObject({ shop: { own: 'incomplete', version: secrets.version('events-shop') } });
  await fill(['shop']);
  expect(secrets.of('events-shop').password).toBe('by hand');
});

test('Secrets that may not be read', async () => {
  server.behaviour = () => statusReply(403, 'Forbidden', 'not allowed');
  expect(await observe()).toEqual({ unread: [expect.stringContaining('403 Forbidden: not allowed')], mend: expect.stringContaining('Role') });
});

test('what has changed meanwhile, and what must not be written, is left', async () => {
  secrets.apply('events-shop');
  expect(await fill(['shop'], LOST)).toMatchObject({ kind: 'later', reason: expect.stringContaining('before Secret events-shop was filled') });
  expect(await fill(['pay'])).toMatchObject({ kind: 'later', reason: 'Secrets of user pay have changed meanwhile' });
  changesAnswered((asked, count) => {
    secrets.apply('events-shop', { password: 'another run was quicker' });
    return secrets.behaviour(asked, count);
  });
  expect(await fill(['shop'])).toMatchObject({ kind: 'later', reason: expect.stringContaining('409 Conflict') });
  expect(secrets.of('events-shop')).toEqual({ password: 'another run was quicker' });
  changesAnswered(() => statusReply(403, 'Forbidden', 'not allowed'));
  expect(await fill(['shop'])).toMatchObject({ kind: 'refused', mend: expect.any(String) });
});

test('a password that a server repeats is not said', async () => {
  secrets.apply('events-pay');
  secrets.apply('given', { k: CANARY });
  changesAnswered(({ body }) => statusReply(422, 'Invalid', `${body} ${CANARY}`));
  const failed = await fill(['pay']);
  expect(failed.kind).toBe('refused');
  for (const form of [CANARY, Buffer.from(CANARY).toString('base64'), 'ScramLoginModule', Buffer.from('org.apache.kafka.common').toString('base64')]) { expect(JSON.stringify(failed)).not.toContain(form); }

  const kafka = new FakeKafka();
  kafka.alterScram = (node) => kafka.refuse(node, 'AlterUserScramCredentials', 'INVALID_REQUEST', CANARY);
  const change: UsersChange = { do: 'set-passwords', users: [{ user: 'pay', mechanism: 'SCRAM-SHA-512', version: secrets.version('given') }] };
  const refused = await changeUsers({ kind: 'users', reason: '', change, notes: {} }, cluster, kafka, server.client(), HELD);
  expect(refused.kind).toBe('refused');
  expect(JSON.stringify(refused)).not.toContain(CANARY);
});

test('a password is set only in the version that was decided on', async () => {
  secrets.apply('given', { k: CANARY });
  const kafka = new FakeKafka();
  const set = (version: string) => changeUsers(
    { kind: 'users', reason: '', change: { do: 'set-passwords', users: [{ user: 'pay', mechanism: 'SCRAM-SHA-512', version }] }, notes: {} }, cluster, kafka, server.client(), HELD,
  );
  expect(await set('1')).toEqual({ kind: 'later', reason: 'passwords of users have changed meanwhile' });
  expect(await set(secrets.version('given'))).toEqual({ kind: 'done', said: '1 password set' });
  expect(kafka.scramChanges).toEqual([{ user: 'pay', mechanism: 'SCRAM-SHA-512', password: CANARY }]);
});

test('what Kafka refuses for good needs somebody; what is gone already is as it is to be', () => {
  expect(usersResult([{ user: 'a', code: 'RESOURCE_NOT_FOUND' }, { user: 'b', code: 'NONE' }], 'password', 'removed')).toEqual({ kind: 'done', said: '1 password removed' });
  expect(usersResult([{ user: 'a', code: 'NOT_CONTROLLER' }, { user: 'b', code: 'NONE' }], 'ACL', 'made')).toEqual({ kind: 'later', reason: '1 ACL not made: a: NOT_CONTROLLER; 1 ACL made' });
  expect(usersResult([{ user: 'a', code: 'NOT_CONTROLLER' }, { user: 'b', code: 'SECURITY_DISABLED', message: 'none' }], 'ACL', 'made'))
    .toMatchObject({ kind: 'refused', reason: '2 ACLs not made: b: SECURITY_DISABLED: none', mend: 'State `authorization: Authorization.acls()` of the cluster.' });
});

describe('the notes', () => {
  const written: SettingsObservation['applied'][] = [];
  const storeOf = (before: SettingsObservation['applied']) => {
    let now = before;
    written.length = 0;
    return { read: async () => now, write: async (_: string, next: SettingsObservation['applied']) => { now = next; written.push(next); }, approved: async () => [] };
  };
  const step = (entries: readonly string[] | undefined): UsersStep => ({ kind: 'users', reason: '', change: { do: 'allow', acls: [] }, notes: { 'user shop': entries } });

  test('say what is to be given before it is, and with which password after that', async () => {
    const store = storeOf({ 'user shop': ['acl old'], 'topic a': [] });
    await topicsNoted(step(['acl new', 'password M s 2', 'scram M']), 'events', store, HELD, async () => {
      expect(written).toEqual([{ 'user shop': ['acl new', 'acl old', 'scram M'], 'topic a': [] }]);
      return { kind: 'done', said: '' };
    });
    expect(written[1]).toEqual({ 'user shop': ['acl new', 'password M s 2', 'scram M'], 'topic a': [] });
  });

  test('keep what may have been given when it fails', async () => {
    const store = storeOf({ 'user shop': ['password M s 1'] });
    await topicsNoted(step(['password M s 2', 'scram M']), 'events', store, HELD, async () => ({ kind: 'later', reason: 'away' }));
    expect(written).toEqual([{ 'user shop': ['password M s 1', 'scram M'] }]);
  });
});

test('a node that fails otherwise is no error of the users', async () => {
  const kafka = new FakeKafka();
  kafka.alterScram = (node) => { throw new KafkaError(node, 'unsent', 'is away'); };
  const change: UsersChange = { do: 'remove', acls: [], credentials: [{ user: 'a', mechanism: 'SCRAM-SHA-512' }], quotas: [] };
  expect(await changeUsers({ kind: 'users', reason: '', change, notes: {} }, cluster, kafka, server.client(), HELD)).toMatchObject({ kind: 'later', reason: expect.stringContaining('is away') });
});

test('a password in a Secret, and in a JAAS configuration', () => {
  const data = { a: Buffer.from('x\r\n').toString('base64'), b: '', c: Buffer.from('\n\n').toString('base64') };
  expect([passwordIn(data, 'a'), passwordIn(data, 'b'), passwordIn(data, 'c'), passwordIn(data, 'toString'), passwordIn(undefined, 'a')]).toEqual(['x', undefined, undefined, undefined, undefined]);
  expect(jaasValue('a"b\\c\nd$')).toBe('"a\\"b\\\\c\\012d$"');
});
