import { commandConfig } from '../../../lifecycle/rebalance-command/command-config';
import { javaProperties } from '../../../lifecycle/rebalance-command/java-properties';

/** Files as Kafka's own tools take them. */

const read = (...lines: string[]) => commandConfig(lines.join('\n'), 'client.properties').broker;
const JAAS = 'sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required \\\n   username="admin" \\\n   password="the \\\\"canary\\\\"";';

test('properties as Java reads them', () => {
  expect([...javaProperties('# a\n!b\n a = 1\nb:2\nc 3\nd\\=e=f\\\n   g\nh=\\u00e9\\tx\nempty=\n')]).toEqual([
    ['a', '1'], ['b', '2'], ['c', '3'], ['d=e', 'fg'], ['h', 'é\tx'], ['empty', ''],
  ]);
});

test('nothing said is plaintext, and keys of other things are ignored', () => {
  expect(read('retries=3', 'no.such.key=x')).toEqual({});
});

test('TLS with an own certificate, and SCRAM', () => {
  expect(read('security.protocol=SASL_SSL', 'sasl.mechanism=SCRAM-SHA-512', JAAS, 'ssl.truststore.type=PEM', 'ssl.truststore.location=/t.pem', 'ssl.keystore.type=PEM', 'ssl.keystore.location=/k.pem')).toEqual({
    tls: { trust: '/t.pem', certificate: '/k.pem', key: '/k.pem', verifyHost: true },
    sasl: { mechanism: 'SCRAM-SHA-512', username: 'admin', password: { text: 'the "canary"', from: 'sasl.jaas.config in client.properties' } },
  });
});

test('certificates in the file itself, and names that need not be right', () => {
  expect(read('security.protocol=SSL', 'ssl.truststore.type=PEM', 'ssl.truststore.certificates=CERT', 'ssl.endpoint.identification.algorithm=')).toEqual({
    tls: { trust: { text: 'CERT', from: 'ssl.truststore.certificates in client.properties' }, verifyHost: false },
  });
});

test('OAUTHBEARER', () => {
  expect(read('security.protocol=SASL_PLAINTEXT', 'sasl.mechanism=OAUTHBEARER', 'sasl.oauthbearer.token.endpoint.url=https://i/t', 'sasl.jaas.config=X required clientId="c" clientSecret="s" scope="k";')).toEqual({
    sasl: { mechanism: 'OAUTHBEARER', tokenEndpoint: 'https://i/t', clientId: 'c', clientSecret: { text: 's', from: 'sasl.jaas.config in client.properties' }, scope: 'k' },
  });
});

test.each<[string, string[], string]>([
  ['a protocol that is none', ['security.protocol=TLS-canary'], 'security.protocol in client.properties must be PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL'],
  ['a store of Java', ['security.protocol=SSL', 'ssl.truststore.location=/t.jks'], 'ssl.truststore.type in client.properties must be PEM'],
  ['a key with a password', ['security.protocol=SSL', 'ssl.key.password=canary'], 'ssl.key.password in client.properties cannot be used'],
  ['Kerberos', ['security.protocol=SASL_SSL', 'sasl.mechanism=GSSAPI'], 'sasl.mechanism in client.properties must be'],
  ['no password', ['security.protocol=SASL_SSL', 'sasl.mechanism=PLAIN', 'sasl.jaas.config=canary required username="u";'], 'sasl.jaas.config in client.properties has no password'],
  ['no token endpoint', ['security.protocol=SASL_SSL', 'sasl.mechanism=OAUTHBEARER'], 'sasl.oauthbearer.token.endpoint.url in client.properties is missing'],
])('%s', (_what, lines, expected) => {
  expect(() => read(...lines)).toThrow(expected);
  expect(() => read(...lines)).not.toThrow(/canary/);
});
