import { Listener, PASSWORD, SecuredKafka } from './secured-kafka';
import { Access, OAuthSasl, Security, Tls } from '../../lifecycle/clients/kafka/access/security';
import { KafkaAdmin } from '../../lifecycle/clients/kafka/kafka-admin';
import { KafkaNode } from '../../lifecycle/clients/kafka/kafka-node';
import { AclBinding } from '../../lifecycle/clients/kafka/user-admin';
import { withKafka } from '../lifecycle/bundled-kafka-side';

/** Who gets in by which credentials, and what is said to those who do not. Then users, ACLs and quotas. */
describe.each(['4.3.1', '3.9.2'])('%s', (version) => {
  let kafka: SecuredKafka;
  beforeAll(async () => {
    kafka = new SecuredKafka(version);
    await kafka.up();
  });
  afterAll(() => kafka.close());

  const tls = (changes: Partial<Tls> = {}): Tls => ({ trust: kafka.file('ca.crt'), verifyHost: true, ...changes });
  const own = () => ({ certificate: kafka.file('client.crt'), key: kafka.file('client.key') });
  const scram = (changes: object = {}) => ({ mechanism: 'SCRAM-SHA-512' as const, username: 'admin', password: kafka.file('password'), ...changes });
  const plain = (changes: object = {}) => ({ mechanism: 'PLAIN' as const, username: 'admin', password: kafka.file('password'), ...changes });
  const oauth = (secret: string): OAuthSasl => ({
    mechanism: 'OAUTHBEARER', tokenEndpoint: `${kafka.issuer.url}/token`, clientId: 'lifecycle', clientSecret: { text: secret, from: 'the test' },
  });

  function at(listener: Listener, security: Security, use?: (admin: KafkaAdmin, node: KafkaNode) => Promise<unknown>, host = 'localhost'): Promise<unknown> {
    const node: KafkaNode = { id: 1, role: listener === 'CONTROLLER' ? 'controller' : 'broker', host, port: kafka.port(listener) };
    const access: Access = { [node.role]: security };
    return withKafka(undefined, async (admin) => use ? use(admin, node) : (await admin.identify(node)).clusterId, access);
  }

  async function refusal(listener: Listener, security: Security, host?: string): Promise<{ message: string; mend: string; failure: string }> {
    const error = await at(listener, security, undefined, host).then(() => undefined, (e: unknown) => e);
    expect(error).toMatchObject({ name: 'KafkaError', failure: 'unsent', mend: expect.any(String) });
    const told = error as { message: string; mend: string; failure: string; stack?: string };
    for (const secret of [PASSWORD, 'wrong-canary', kafka.issuer.secret]) { expect(`${told.message} ${told.mend} ${told.stack}`).not.toContain(secret); }
    return told;
  }

  test('those with the right credentials come in', async () => {
    const id = 'c2VjdXJlZC1jbHVzdGVyLQ';
    await expect(at('MUTUAL', { tls: tls(own()) })).resolves.toBe(id);
    await expect(at('MUTUAL', { tls: tls({ certificate: kafka.file('client.pem') }) })).resolves.toBe(id);
    await expect(at('CONTROLLER', { tls: tls(own()) }, async (admin, node) => (await admin.quorum(node)).leader)).resolves.toBe(1);
    await expect(at('SCRAM', { tls: tls(), sasl: scram() })).resolves.toBe(id);
    await expect(at('PLAIN', { tls: tls(), sasl: plain() })).resolves.toBe(id);
    await expect(at('OAUTH', { tls: tls(), sasl: oauth(kafka.issuer.secret) })).resolves.toBe(id);
    await expect(at('OAUTH', { tls: tls(), sasl: oauth(kafka.issuer.secret) })).resolves.toBe(id);
    expect(kafka.issuer.asked).toBe(1);
  });

  test('a password that is not right', async () => {
    const password = kafka.text('wrong', 'wrong-canary');
    for (const [listener, sasl] of [['SCRAM', scram({ password })], ['PLAIN', plain({ password })]] as const) {
      const { message, mend } = await refusal(listener, { tls: tls(), sasl });
      expect(message).toContain(`broker 1 (localhost:${kafka.port(listener)}) refused user admin (${sasl.mechanism})`);
      expect(mend).toContain(kafka.file('wrong'));
    }
  });

  test('a mechanism that the listener does not have', async () => {
    expect((await refusal('SCRAM', { tls: tls(), sasl: plain() })).message).toContain('does not let anybody authenticate by PLAIN');
  });

  test('a client secret, and a token, that are refused', async () => {
    expect((await refusal('OAUTH', { tls: tls(), sasl: oauth('wrong-canary') })).message).toMatch(/token endpoint .* answered with status 401: invalid_client/);
    kafka.issuer.audience = 'somebody else';
    const sasl: OAuthSasl = { ...oauth(kafka.issuer.secret), scope: 'another' };
    expect((await refusal('OAUTH', { tls: tls(), sasl })).message).toContain('refused the token of client lifecycle');
    // It is not kept.
    kafka.issuer.audience = 'kafka';
    await expect(at('OAUTH', { tls: tls(), sasl })).resolves.toBeDefined();
  });

  test('a certificate of an authority that is not trusted', async () => {
    const { message, mend } = await refusal('MUTUAL', { tls: tls({ ...own(), trust: kafka.file('other-ca.crt') }) });
    expect(message).toContain('has a certificate that is not trusted');
    expect(mend).toContain(kafka.file('other-ca.crt'));
  });

  test('a client without a certificate, or with that of a stranger', async () => {
    expect((await refusal('MUTUAL', { tls: tls() })).message).toContain('asks for a certificate of the client, and there is none');
    const stranger = { certificate: kafka.file('stranger.crt'), key: kafka.file('stranger.key') };
    expect((await refusal('MUTUAL', { tls: tls(stranger) })).message).toContain(`refused the certificate in ${kafka.file('stranger.crt')}`);
  });

  test('another name than that of the certificate, which may be allowed', async () => {
    expect((await refusal('MUTUAL', { tls: tls(own()) }, '127.0.0.1')).message).toContain('has a certificate for other names than the one under which it is reached');
    await expect(at('MUTUAL', { tls: tls({ ...own(), verifyHost: false }) }, undefined, '127.0.0.1')).resolves.toBeDefined();
    // The chain counts all the same.
    await refusal('MUTUAL', { tls: tls({ ...own(), trust: kafka.file('other-ca.crt'), verifyHost: false }) }, '127.0.0.1');
  });

  test('files that are missing or wrong', async () => {
    expect((await refusal('MUTUAL', { tls: tls({ trust: kafka.file('none') }) })).message).toContain(`cannot be read: ${kafka.file('none')} (ENOENT)`);
    expect((await refusal('MUTUAL', { tls: tls({ trust: kafka.file('password') }) })).message).toContain(`${kafka.file('password')} are none in PEM format`);
    expect((await refusal('MUTUAL', { tls: tls({ ...own(), key: kafka.file('stranger.key') }) })).message).toContain('is not that of the first certificate');
    expect((await refusal('SCRAM', { tls: tls(), sasl: scram({ password: kafka.file('none') }) })).message).toContain('the password cannot be read');
  });

  test('users', async () => {
    await at('MUTUAL', { tls: tls(own()) }, async (admin, node) => {
      expect(await admin.alterScramCredentials(node, [{ user: 'alice', mechanism: 'SCRAM-SHA-512', password: 'of alice', iterations: 8192 }])).toEqual([{ user: 'alice', code: 'NONE' }]);
      await kafka.eventually(async () => (await admin.scramCredentials(node, ['alice', 'nobody'])).length === 1);
      expect(await admin.scramCredentials(node, ['alice', 'nobody'])).toEqual([{ user: 'alice', credentials: [{ mechanism: 'SCRAM-SHA-512', iterations: 8192 }] }]);
      expect((await admin.scramCredentials(node)).map(({ user }) => user).sort()).toEqual(['admin', 'alice']);
      const sasl = scram({ username: 'alice', password: { text: 'of alice', from: 'the test' } });
      await expect(at('SCRAM', { tls: tls(), sasl })).resolves.toBeDefined();
      expect(await admin.alterScramCredentials(node, [{ user: 'alice', mechanism: 'SCRAM-SHA-512' }])).toEqual([{ user: 'alice', code: 'NONE' }]);
      await kafka.eventually(async () => (await admin.scramCredentials(node, ['alice'])).length === 0);
      expect(await admin.alterScramCredentials(node, [{ user: 'bob', mechanism: 'SCRAM-SHA-256', password: 'b', iterations: 10 }])).toMatchObject([{ user: 'bob', code: 'UNACCEPTABLE_CREDENTIAL' }]);
    });
  });

  test('ACLs', async () => {
    const binding: AclBinding = { resourceType: 'TOPIC', resourceName: 'orders', patternType: 'PREFIXED', principal: 'User:alice', host: '*', operation: 'READ', permission: 'ALLOW' };
    const other: AclBinding = { ...binding, resourceType: 'GROUP', patternType: 'LITERAL', operation: 'DESCRIBE', permission: 'DENY' };
    await at('MUTUAL', { tls: tls(own()) }, async (admin, node) => {
      expect(await admin.acls(node)).toEqual([]);
      expect(await admin.createAcls(node, [binding, other])).toMatchObject([{ binding, code: 'NONE' }, { binding: other, code: 'NONE' }]);
      await kafka.eventually(async () => (await admin.acls(node)).length === 2);
      expect(await admin.acls(node)).toEqual(expect.arrayContaining([binding, other]));
      expect(await admin.deleteAcls(node, [binding])).toMatchObject([{ binding, code: 'NONE' }]);
      await kafka.eventually(async () => (await admin.acls(node)).length === 1);
      expect(await admin.acls(node)).toEqual([other]);
      expect(await admin.deleteAcls(node, [other, binding])).toMatchObject([{ code: 'NONE' }, { code: 'NONE' }]);
    });
  });

  test('quotas', async () => {
    await at('MUTUAL', { tls: tls(own()) }, async (admin, node) => {
      const set = await admin.alterClientQuotas(node, [
        { entity: { 'user': 'alice', 'client-id': null }, values: new Map([['producer_byte_rate', 1048576], ['request_percentage', 50.5]]) },
        { entity: { user: null }, values: new Map([['no_such_quota', 1]]) },
      ]);
      expect(set).toEqual(expect.arrayContaining([
        expect.objectContaining({ entity: { 'user': 'alice', 'client-id': null }, code: 'NONE' }), expect.objectContaining({ entity: { user: null }, code: 'INVALID_REQUEST' }),
      ]));
      await kafka.eventually(async () => (await admin.clientQuotas(node)).length === 1);
      expect(await admin.clientQuotas(node)).toEqual([{ entity: { 'user': 'alice', 'client-id': null }, values: { producer_byte_rate: 1048576, request_percentage: 50.5 } }]);
      await admin.alterClientQuotas(node, [{ entity: { 'user': 'alice', 'client-id': null }, values: new Map([['producer_byte_rate', undefined], ['request_percentage', undefined]]) }]);
      await kafka.eventually(async () => (await admin.clientQuotas(node)).length === 0);
    });
  });
});
