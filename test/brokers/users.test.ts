import { GuardedKafka } from './guarded-kafka';
import { KafkaOnLoopback } from './kafka-on-loopback';
import { topicsNoted } from '../../lifecycle/act/topics-noted';
import { KafkaAdmin } from '../../lifecycle/clients/kafka/kafka-admin';
import { KubernetesClient } from '../../lifecycle/clients/kubernetes/client';
import { KafkaObservation, SettingsObservation, isUnread } from '../../lifecycle/observation';
import { observeUserSecrets } from '../../lifecycle/observe/user-secrets';
import { Situation } from '../../lifecycle/plan/situation';
import { stepClause } from '../../lifecycle/plan/step-words';
import { convergeUsers } from '../../lifecycle/plan/users/converge-users';
import { adminAcls, connectAcls, consumeAcls, produceAcls, streamsAcls, transactionAcls } from '../../src/kafka/grants';
import { desiredAcls } from '../../src/kafka/user-model';
import { DesiredCluster, DesiredScram, DesiredUser } from '../../src/lifecycle/desired-state';
import { HELD } from '../lifecycle/act/held';
import { ApiServer } from '../lifecycle/api-server';
import { changeUsers, observeKafka, withKafka } from '../lifecycle/bundled-kafka-side';
import { DrawnCluster } from '../lifecycle/drawn-cluster';
import { KeptSecrets } from '../lifecycle/kept-secrets';
import { until } from '../process';

/** What a lifecycle Job does to users of a real Kafka that denies everybody what no ACL allows, and what its clients then can do. */
const WITH_ACLS: DesiredUser = {
  name: 'shop',
  quotas: {},
  acls: [{ resourceType: 'TOPIC', resourceName: 'orders', patternType: 'LITERAL', host: '*', operation: 'READ', permission: 'ALLOW' }],
  undeclaredAcls: 'report',
  whenRemoved: 'delete',
};
const CANARY = 'canary "of\\ a $pass=word, ünd mehr';

describe.each(['4.3.1', '3.9.2'])('%s', (version) => {
  let kafka: GuardedKafka;
  let api: ApiServer;
  let client: KubernetesClient;
  const secrets = new KeptSecrets();
  let notes: SettingsObservation['applied'] = {};
  const said: string[] = [];

  beforeAll(async () => {
    kafka = new GuardedKafka(version);
    api = await new ApiServer(secrets.behaviour).start();
    client = api.client();
    await kafka.up();
    await kafka.acts('super user', ...['orders', 'orders.eu', 'payments'].map((topic) => `create:${topic}`));
  });
  afterAll(async () => {
    await api.stop();
    await kafka.close();
  });

  const scram = (secret: string, more: Partial<DesiredScram> = {}): DesiredScram => ({
    mechanism: 'SCRAM-SHA-512', secret, values: { 'bootstrap.servers': kafka.servers, 'security.protocol': 'SASL_PLAINTEXT' }, ...more,
  });
  const user = (name: string, more: Partial<DesiredUser> = {}): DesiredUser => ({
    name, scram: scram(`events-${name}`), quotas: {}, acls: [], undeclaredAcls: 'report', whenRemoved: 'delete', ...more,
  });
  const use = <T>(action: (admin: KafkaAdmin) => Promise<T>) => withKafka(undefined, action);
  const observe = async (cluster: DesiredCluster): Promise<KafkaObservation> => {
    const seen = await use((admin) => observeKafka(cluster, admin, notes));
    if (isUnread(seen)) { throw new Error(seen.unread.join()); }
    return seen;
  };

  /** As a run does: looks, decides, acts, until there is nothing to do. What it says of it. */
  async function run(users: readonly DesiredUser[], more: Partial<DesiredCluster> = {}): Promise<readonly string[]> {
    const cluster = kafka.desired(users, more);
    const steps: string[] = [];
    await until(() => `there is nothing more to do: ${steps.join(' | ')}`, 60_000, async () => {
      const observation = { sets: {}, kafka: await observe(cluster), userSecrets: await observeUserSecrets(users, client) };
      const step = convergeUsers(new Situation(cluster, new DrawnCluster('kraft').policy, observation));
      if (!step) { return true; }
      const store = { read: async () => notes, write: async (_: string, now: SettingsObservation['applied']) => { notes = now; }, approved: async () => [] };
      const result = await topicsNoted(step, 'events', store, HELD, () => use((admin) => changeUsers(step, cluster, admin, client, HELD)));
      said.push(JSON.stringify(step), JSON.stringify(result), JSON.stringify(observation.userSecrets), JSON.stringify(notes));
      expect(result).toMatchObject({ kind: 'done' });
      // A broker learns a moment later what its controller has been told.
      if (steps.at(-1) !== stepClause(step)) { steps.push(stepClause(step)); }
      return false;
    });
    return steps;
  }

  /** What an application is given: its Secret, as the properties of a client. */
  const clientOf = (secret: string, more: Readonly<Record<string, string>> = {}) => {
    const given = secrets.of(secret);
    return { ...Object.fromEntries(['bootstrap.servers', 'security.protocol', 'sasl.mechanism', 'sasl.jaas.config'].map((key) => [key, given[key]])), ...more };
  };
  const all = (...grants: readonly ReturnType<typeof produceAcls>[]) => grants.flat().flatMap(desiredAcls);

  test('whose password is made gets in with what its Secret holds, and may do what it is granted and nothing else', async () => {
    secrets.apply('events-shop');
    const shop = user('shop', { acls: all(produceAcls({ name: 'orders' }), consumeAcls({ name: 'payments' }, { name: 'shop-', prefix: true })) });
    expect(await run([shop])).toEqual([
      'fill Secret events-shop of user shop', 'set password of user shop (SCRAM-SHA-512)',
      'allow user shop: ALLOW WRITE TOPIC orders; user shop: ALLOW DESCRIBE TOPIC orders; user shop: ALLOW READ TOPIC payments; 2 more',
    ]);
    expect(secrets.of('events-shop').password).toMatch(/^[A-Za-z0-9]{32}$/);
    await kafka.acts('super user', 'produce:payments');
    expect(await kafka.acts(clientOf('events-shop'), 'produce:orders', 'consume:payments:shop-1', 'describe:orders',
      'produce:payments', 'produce:orders.eu', 'consume:orders:shop-1', 'consume:payments:other', 'transact:orders:shop', 'create:shop', 'configs:orders', 'delete:orders', 'users')).toEqual({
      'produce:orders': 'OK',
      'consume:payments:shop-1': 'OK',
      'describe:orders': 'OK',
      'produce:payments': 'TopicAuthorizationException',
      'produce:orders.eu': 'TopicAuthorizationException',
      'consume:orders:shop-1': 'TopicAuthorizationException',
      'consume:payments:other': 'GroupAuthorizationException',
      'transact:orders:shop': 'TransactionalIdAuthorizationException',
      'create:shop': 'TopicAuthorizationException',
      'configs:orders': 'TopicAuthorizationException',
      'delete:orders': 'TopicAuthorizationException',
      'users': 'ClusterAuthorizationException',
    });
    expect(await run([shop])).toEqual([]);
    // The manifests applied once more: the Secret is another version, and the password is the same.
    const before = secrets.of('events-shop');
    secrets.apply('events-shop');
    expect(await run([shop])).toEqual(['set new password of user shop (SCRAM-SHA-512)']);
    expect(secrets.of('events-shop')).toEqual(before);
    expect(await kafka.acts(clientOf('events-shop'), 'produce:orders')).toEqual({ 'produce:orders': 'OK' });
  });

  test('whose password is given gets in with that one, and with the next one when it changes; a wrong one stays out', async () => {
    secrets.apply('events-pay');
    secrets.apply('given', { 'pay.password': `${CANARY}\n` });
    const pay = user('pay', {
      scram: scram('events-pay', { mechanism: 'SCRAM-SHA-256', given: { secret: 'given', key: 'pay.password' } }), acls: all(produceAcls({ name: 'payments' })),
    });
    await run([user('shop', { acls: all(produceAcls({ name: 'orders' })) }), pay]);
    expect(secrets.of('events-pay').password).toBe(CANARY);
    const first = clientOf('events-pay');
    expect(await kafka.acts(first, 'produce:payments', 'produce:orders')).toEqual({ 'produce:payments': 'OK', 'produce:orders': 'TopicAuthorizationException' });
    const wrong = { ...first, 'sasl.jaas.config': 'org.apache.kafka.common.security.scram.ScramLoginModule required username="pay" password="wrong";' };
    expect(await kafka.acts(wrong, 'produce:payments')).toEqual({ 'produce:payments': 'SaslAuthenticationException' });
    expect(await kafka.acts({ ...first, 'sasl.mechanism': 'SCRAM-SHA-512' }, 'produce:payments')).toEqual({ 'produce:payments': 'SaslAuthenticationException' });

    secrets.apply('given', { 'pay.password': 'the next one' });
    expect(await run([user('shop', { acls: all(produceAcls({ name: 'orders' })) }), pay])).toEqual(['fill Secret events-pay of user pay', 'set new password of user pay (SCRAM-SHA-256)']);
    expect(await kafka.acts(first, 'produce:payments')).toEqual({ 'produce:payments': 'SaslAuthenticationException' });
    expect(await kafka.acts(clientOf('events-pay'), 'produce:payments')).toEqual({ 'produce:payments': 'OK' });
  });

  test('prefixes, transactions, administration, Streams and Connect', async () => {
    for (const name of ['prefix', 'admin', 'totals', 'connect']) { secrets.apply(`events-${name}`); }
    await run([
      user('prefix', { acls: all(produceAcls({ name: 'orders', prefix: true }), transactionAcls({ name: 'tx-', prefix: true })) }),
      user('admin', { acls: all(adminAcls()) }),
      user('totals', { acls: all(streamsAcls('totals')) }),
      user('connect', { acls: all(connectAcls({ groupId: 'connect', topics: ['connect-configs', 'connect-offsets', 'connect-status'], exactlyOnce: true })) }),
    ]);
    expect(await kafka.acts(clientOf('events-prefix'), 'produce:orders', 'transact:orders.eu:tx-1', 'transact:orders.eu:other', 'produce:payments')).toEqual({
      'produce:orders': 'OK', 'transact:orders.eu:tx-1': 'OK', 'transact:orders.eu:other': 'TransactionalIdAuthorizationException', 'produce:payments': 'TopicAuthorizationException',
    });
    expect(await kafka.acts(clientOf('events-admin'), 'create:of-admin', 'produce:of-admin', 'consume:of-admin:any', 'transact:of-admin:any', 'configs:of-admin', 'users', 'delete:of-admin')).toEqual({
      'create:of-admin': 'OK', 'produce:of-admin': 'OK', 'consume:of-admin:any': 'OK', 'transact:of-admin:any': 'OK', 'configs:of-admin': 'OK', 'users': 'OK', 'delete:of-admin': 'OK',
    });
    expect(await kafka.acts(clientOf('events-totals'), 'create:totals-changelog', 'transact:totals-changelog:totals-1', 'consume:totals-changelog:totals', 'delete:totals-changelog', 'create:other', 'produce:orders',
      'create:totals', 'create:totals2-changelog', 'transact:payments:totals', 'transact:payments:totals2-1', 'offsets:totals2:payments', 'offsets:totals-2:payments')).toEqual({
      'create:totals-changelog': 'OK',
      'transact:totals-changelog:totals-1': 'OK',
      'consume:totals-changelog:totals': 'OK',
      'delete:totals-changelog': 'OK',
      'create:other': 'TopicAuthorizationException',
      'produce:orders': 'TopicAuthorizationException',
      // A topic named as the application is somebody else's, and so is what begins with its name without a hyphen.
      'create:totals': 'TopicAuthorizationException',
      'create:totals2-changelog': 'TopicAuthorizationException',
      'transact:payments:totals': 'TransactionalIdAuthorizationException',
      'transact:payments:totals2-1': 'TransactionalIdAuthorizationException',
      'offsets:totals2:payments': 'GroupAuthorizationException',
      'offsets:totals-2:payments': 'GroupAuthorizationException',
    });
    expect(await kafka.acts(clientOf('events-connect'), 'create:connect-configs', 'transact:connect-configs:connect-cluster-connect', 'transact:connect-configs:connect-jdbc-0', 'transact:connect-configs:connector-0', 'configs:connect-configs', 'consume:connect-configs:connect', 'delete:connect-configs', 'produce:orders')).toEqual({
      'create:connect-configs': 'OK',
      'transact:connect-configs:connect-cluster-connect': 'OK',
      'transact:connect-configs:connect-jdbc-0': 'OK',
      'transact:connect-configs:connector-0': 'TransactionalIdAuthorizationException',
      'configs:connect-configs': 'OK',
      'consume:connect-configs:connect': 'OK',
      'delete:connect-configs': 'TopicAuthorizationException',
      'produce:orders': 'TopicAuthorizationException',
    });
  });

  test('quotas of a user, of one with another name than Kubernetes knows, and of everybody else', async () => {
    const name = 'CN=shop, O="Ex"+ämple';
    const users = [user('limited', { scram: undefined, quotas: { producer_byte_rate: 1048576, request_percentage: 12.5 } }), user(name, { scram: undefined, quotas: { controller_mutation_rate: 0.5 } })];
    await run(users, { defaultQuotas: { consumer_byte_rate: 2048 } });
    const seen = (await observe(kafka.desired(users))).users;
    expect(seen).toMatchObject({
      quotas: { limited: { producer_byte_rate: 1048576, request_percentage: 12.5 }, [name]: { controller_mutation_rate: 0.5 } },
      defaultQuotas: { consumer_byte_rate: 2048 },
    });
    await run([user('limited', { scram: undefined, quotas: { request_percentage: 12.5 } })]);
    const after = (await observe(kafka.desired(users))).users;
    expect([after?.quotas, after?.defaultQuotas]).toEqual([{ limited: { request_percentage: 12.5 } }, {}]);
  });

  test('whose password somebody has set keeps it, and it is taken over once it is in the Secret', async () => {
    secrets.apply('events-old');
    const node = { id: 1, role: 'broker' as const, host: 'localhost', port: kafka.desired([]).ports.broker };
    await use((admin) => admin.alterScramCredentials(node, [{ user: 'old', mechanism: 'SCRAM-SHA-512', password: 'canary of old' }]));
    await until(() => 'the broker knows of it', 20_000, async () => (await use((admin) => admin.scramCredentials(node, ['old']))).length > 0);
    const old = user('old', { acls: all(produceAcls({ name: 'orders' })) });
    expect(await run([old])).toContain('allow user old: ALLOW WRITE TOPIC orders; user old: ALLOW DESCRIBE TOPIC orders');
    expect(secrets.of('events-old')).toEqual({});
    const theirs = {
      'bootstrap.servers': kafka.servers,
      'security.protocol': 'SASL_PLAINTEXT',
      'sasl.mechanism': 'SCRAM-SHA-512',
      'sasl.jaas.config': 'org.apache.kafka.common.security.scram.ScramLoginModule required username="old" password="canary of old";',
    };
    expect(await kafka.acts(theirs, 'produce:orders')).toEqual({ 'produce:orders': 'OK' });
    secrets.apply('events-old', { password: 'canary of old' });
    expect(await run([old])).toEqual(['fill Secret events-old of user old', 'set new password of user old (SCRAM-SHA-512)']);
    expect(await kafka.acts(clientOf('events-old'), 'produce:orders')).toEqual({ 'produce:orders': 'OK' });
  });

  test('what leaves the code is out, and what nobody declared is not touched', async () => {
    secrets.apply('events-shop');
    const theirs = { resourceType: 'TOPIC' as const, resourceName: 'payments', patternType: 'LITERAL' as const, host: '*', operation: 'WRITE' as const, permission: 'ALLOW' as const };
    const shop = user('shop', { acls: all(produceAcls({ name: 'orders' })), quotas: { request_percentage: 50 } });
    await run([shop]);
    const node = { id: 1, role: 'broker' as const, host: 'localhost', port: kafka.desired([]).ports.broker };
    await use(async (admin) => {
      await admin.createAcls(node, ['User:shop', 'User:stranger'].map((principal) => ({ ...theirs, principal })));
      await admin.alterScramCredentials(node, [{ user: 'stranger', mechanism: 'SCRAM-SHA-512', password: 'of the stranger' }]);
      await admin.alterClientQuotas(node, [{ entity: { user: 'stranger' }, values: new Map([['request_percentage', 1]]) }]);
    });
    // What a person has added is told of, and what runs have made goes.
    await run([{ ...shop, acls: [] }]);
    expect(await kafka.acts(clientOf('events-shop'), 'produce:payments', 'produce:orders')).toEqual({ 'produce:payments': 'OK', 'produce:orders': 'TopicAuthorizationException' });
    // If that is declared, it goes too.
    await run([{ ...shop, undeclaredAcls: 'remove' }]);
    expect(await kafka.acts(clientOf('events-shop'), 'produce:payments', 'produce:orders')).toEqual({ 'produce:payments': 'TopicAuthorizationException', 'produce:orders': 'OK' });

    expect(await run([])).toEqual([expect.stringMatching(/^remove user shop: /), 'note no longer looked after: shop']);
    expect(notes).toEqual({});
    expect(await kafka.acts(clientOf('events-shop'), 'produce:orders')).toEqual({ 'produce:orders': 'SaslAuthenticationException' });
    const stranger = clientOf('events-shop', { 'sasl.jaas.config': 'org.apache.kafka.common.security.scram.ScramLoginModule required username="stranger" password="of the stranger";' });
    expect(await kafka.acts(stranger, 'produce:payments', 'produce:orders')).toEqual({ 'produce:payments': 'OK', 'produce:orders': 'TopicAuthorizationException' });
    const left = await use(async (admin) =>
      ({ acls: await admin.acls(node), users: await admin.scramCredentials(node), quotas: await admin.clientQuotas(node) }));
    expect(left).toEqual({
      acls: [{ ...theirs, principal: 'User:stranger' }],
      users: [{ user: 'stranger', credentials: [{ mechanism: 'SCRAM-SHA-512', iterations: 4096 }] }],
      quotas: [{ entity: { user: 'stranger' }, values: { request_percentage: 1 } }],
    });
  });

  test('no password is in what is decided, said, seen or noted', () => {
    const passwords = [CANARY, 'canary', 'the next one', ...['shop', 'admin', 'totals'].map((name) => secrets.of(`events-${name}`).password)];
    for (const password of passwords) {
      expect(password).not.toBe('');
      for (const form of [password, JSON.stringify(password).slice(1, -1), Buffer.from(password).toString('base64'), encodeURIComponent(password)]) { expect(said.join('\n')).not.toContain(form); }
    }
  });
});

test('3.9.2 with ZooKeeper: passwords and quotas', async () => {
  const kafka = new KafkaOnLoopback('3.9.2', 'zookeeper');
  const secrets = new KeptSecrets();
  const api = await new ApiServer(secrets.behaviour).start();
  try {
    await kafka.up();
    secrets.apply('events-shop', { password: CANARY });
    const name = 'shop, O="Ex"+ämple';
    const shop: DesiredUser = {
      name,
      scram: { mechanism: 'SCRAM-SHA-256', secret: 'events-shop', values: {} },
      quotas: { producer_byte_rate: 1048576, request_percentage: 12.5 },
      acls: [],
      undeclaredAcls: 'report',
      whenRemoved: 'delete',
    };
    const cluster: DesiredCluster = { ...kafka.desired(), users: [shop], defaultQuotas: { consumer_byte_rate: 2048 } };
    let notes: SettingsObservation['applied'] = {};
    const client = api.client();
    const converged = (desired: DesiredCluster) => until(() => 'nothing is left to do', 60_000, async () => {
      const seen = await withKafka(undefined, (admin) => observeKafka(desired, admin, notes));
      if (isUnread(seen)) { return false; }
      const observation = { sets: {}, kafka: seen, userSecrets: await observeUserSecrets(desired.users ?? [], client) };
      const step = convergeUsers(new Situation(desired, new DrawnCluster('zookeeper').policy, observation));
      if (!step) { return true; }
      const store = { read: async () => notes, write: async (_: string, now: SettingsObservation['applied']) => { notes = now; }, approved: async () => [] };
      const result = await topicsNoted(step, 'events', store, HELD, () => withKafka(undefined, (admin) => changeUsers(step, desired, admin, client, HELD)));
      expect(result).toMatchObject({ kind: 'done' });
      return false;
    });
    const users = async () => {
      const seen = await withKafka(undefined, (admin) => observeKafka(cluster, admin, notes));
      return isUnread(seen) ? seen : seen.users;
    };
    await converged(cluster);
    expect(await users()).toEqual({ credentials: { [name]: ['SCRAM-SHA-256'] }, quotas: { [name]: shop.quotas }, defaultQuotas: { consumer_byte_rate: 2048 } });
    await converged(kafka.desired());
    expect(await users()).toEqual({ credentials: {}, quotas: {}, defaultQuotas: {} });
    expect(notes).toEqual({});
  } finally {
    await api.stop();
    await kafka.ground.close();
  }
});

test('without an authorizer that is seen, and all but ACLs is done', async () => {
  const kafka = new GuardedKafka('4.3.1', '');
  try {
    await kafka.up();
    const cluster = kafka.desired([], { defaultQuotas: { request_percentage: 1 } });
    const seen = await withKafka(undefined, (admin) => observeKafka(cluster, admin, {}));
    expect(seen).toMatchObject({ users: { credentials: {}, quotas: {}, defaultQuotas: {} } });
    expect(isUnread(seen) ? seen : seen.users?.acls).toBeUndefined();
    const guarded = await withKafka(undefined, (admin) => observeKafka(kafka.desired([WITH_ACLS]), admin, {}));
    expect(isUnread(guarded) ? guarded : guarded.users).toEqual({ credentials: {}, quotas: {}, defaultQuotas: {} });
  } finally {
    await kafka.close();
  }
});

test('with an authorizer that tells of no ACLs all else is seen', async () => {
  const kafka = new GuardedKafka('4.3.1', 'UntoldAcls');
  try {
    await kafka.up();
    const seen = await withKafka(undefined, (admin) => observeKafka(kafka.desired([WITH_ACLS]), admin, {}));
    expect(isUnread(seen) ? seen : seen.users)
      .toEqual({ credentials: {}, quotas: {}, defaultQuotas: {}, aclsUnread: expect.stringMatching(/^broker 1 .* answered DescribeAcls with UNKNOWN_SERVER_ERROR/) });
  } finally {
    await kafka.close();
  }
});
