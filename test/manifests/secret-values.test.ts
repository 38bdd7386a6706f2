import { brotliCompressSync, gzipSync } from 'node:zlib';
import { testBadPlaces, testGoodPlaces } from './bad-places';
import { changed } from './changed';
import { Manifest } from './manifest';
import { secretFindings } from './secret-values';
import { soundCluster } from './sound-cluster';

const CANARY = 'correct-horse-battery';
const CONFIG = 'ConfigMap kafka/events-broker';
const SET = 'StatefulSet kafka/events-broker-a';
const MAIN = 'spec.template.spec.containers[0]';
const canaryCheck = (manifests: readonly Manifest[]) => secretFindings(manifests, ['another-value', CANARY]);

test('a sound cluster holds no secret', () => expect(canaryCheck(soundCluster())).toEqual([]));

describe('canaries', () => {
  const problem = 'holds the secret value number 1 of the caller\'s list';
  testBadPlaces(canaryCheck, CONFIG, [
    { change: 'data.text', to: `a ${CANARY} b`, problem },
    { change: `data.${CANARY}`, to: '', problem },
    { change: 'binaryData.packed', to: Buffer.from(`a ${CANARY}`).toString('base64'), problem },
    { change: 'binaryData.packed', to: gzipSync(`a ${CANARY}`).toString('base64'), problem },
    { change: 'binaryData.packed', to: brotliCompressSync(`a ${CANARY}`).toString('base64'), problem },
  ]);
  testBadPlaces(canaryCheck, SET, [
    { change: 'metadata.annotations.note', to: CANARY, problem },
    { change: `${MAIN}.args`, to: ['-x', CANARY], at: `${MAIN}.args[1]`, problem },
  ]);
  testGoodPlaces(canaryCheck, CONFIG, [
    { change: 'binaryData.packed', to: gzipSync('harmless').toString('base64') },
    { change: 'binaryData.packed', to: Buffer.from([0x1f, 0x8b, 1, 2, 3, 4]).toString('base64') },
  ]);
  test('the value is not repeated in the finding', () => {
    expect(JSON.stringify(canaryCheck(changed(soundCluster(), CONFIG, 'data.text', CANARY)))).not.toContain(CANARY);
  });
  test('a short canary would be found everywhere', () => {
    expect(() => secretFindings([], ['abc'])).toThrow('at least 6 characters');
    expect(() => secretFindings([], [''])).toThrow('at least 6 characters');
  });
});

describe('values that look secret', () => {
  const literals: readonly (readonly [text: string, problem: string])[] = [
    ['ssl.keystore.password=changeit', '"ssl.keystore.password" has a literal value'],
    ['a=b\nlistener.name.tls.ssl.key.password = changeit', '"listener.name.tls.ssl.key.password" has a literal value'],
    ['ssl.truststore.password: changeit', '"ssl.truststore.password"'],
    ['delegation.token.secret.key=abc', '"delegation.token.secret.key"'],
    ['sasl.oauthbearer.client.credentials.client.secret=abc', 'client.secret"'],
    ['basic.auth.user.info=admin:abc', '"basic.auth.user.info"'],
    ['{"user":"admin","password":"abc"}', '"password"'],
    ['{"clientSecret": "abc"}', '"clientSecret"'],
    ['auth:\n  password: "abc"', '"password"'],
    ['aws_secret_access_key = abc', '"aws_secret_access_key"'],
    ['export SSL_PASSWORD=abc', '"SSL_PASSWORD"'],
    ['sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="a" password="b c";', '"password"'],
    ['sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required \\\n  username="a" password=\'b\';', '"password"'],
    ['Server {\n  org.apache.zookeeper.server.auth.DigestLoginModule required\n  user_kafka="abc";\n};', '"user_kafka" of a login module has a literal password'],
    ['-----BEGIN PRIVATE KEY-----\nMIIE', 'holds a private key'],
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIE', 'holds a private key'],
    ['schema.registry.url=https://user:abc@registry.example.com', 'holds a URL with a password'],
  ];
  testBadPlaces(secretFindings, CONFIG, [
    ...literals.map(([text, problem]) => ({ change: 'data.text', to: text, problem })),
    { change: 'data.password', to: 'abc', problem: '"password" has a literal value' },
    { change: 'binaryData.key', to: gzipSync('-----BEGIN EC PRIVATE KEY-----').toString('base64'), problem: 'holds a private key' },
  ]);
  testGoodPlaces(secretFindings, CONFIG, [
    'ssl.keystore.password=',
    'ssl.keystore.password=\nnext.key=value',
    'ssl.keystore.password=${file:/run/secrets/a.properties:password}',
    'ssl.keystore.password=<from a Secret>',
    'PASSWORD="$(cat /run/secrets/password)"\nexport PASSWORD',
    'password=$KEY_PASSWORD',
    'password.encoder.iterations=4096',
    'delegation.token.max.lifetime.ms=1',
    'sasl.oauthbearer.token.endpoint.url=https://example.com/token',
    'sasl.jaas.config=PlainLoginModule required username="a" password="${dir:/run/secrets:a}" user_b="${dir:/run/secrets:b}";',
    'ssl.keystore.password=[hidden]',
    '{"keystore":{"secret":"events-tls"}}',
    '-----BEGIN CERTIFICATE-----\nMIIE',
    'bootstrap.servers=PLAIN://broker-0:9092,PLAIN://broker-1:9092',
  ].map((text) => ({ change: 'data.text', to: text })));
  testGoodPlaces(secretFindings, CONFIG, [
    { change: 'binaryData.program', to: gzipSync('connect({password:e.password})').toString('base64') },
    { change: 'data.password', to: '${env:PASSWORD}' },
  ]);

  testBadPlaces(secretFindings, SET, [
    { change: `${MAIN}.env[0]`, to: { name: 'MIRROR_PASSWORD', value: 'abc' }, at: `${MAIN}.env[0].value`, problem: '"MIRROR_PASSWORD" has a literal value' },
    { change: `${MAIN}.env[0]`, to: { name: 'OPTIONS', value: '-Djavax.net.ssl.keyStorePassword=abc' }, at: `${MAIN}.env[0].value`, problem: 'keyStorePassword"' },
    { change: `${MAIN}.args`, to: ['-Djavax.net.ssl.trustStorePassword=abc'], at: `${MAIN}.args[0]`, problem: 'trustStorePassword"' },
    { change: `${MAIN}.command`, to: ['sh', '-c', 'kafka --password=abc'], at: `${MAIN}.command[2]`, problem: '"password"' },
  ]);
  testGoodPlaces(secretFindings, SET, [
    { change: `${MAIN}.env[0]`, to: { name: 'MIRROR_PASSWORD', valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } } },
    { change: `${MAIN}.env[0]`, to: { name: 'MIRROR_PASSWORD', value: '$(OTHER)' } },
    { change: `${MAIN}.env[0]`, to: { name: 'PASSWORD_FILE', value: 'password.txt' } },
  ]);
});

test('a Secret may be declared, but not filled', () => {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' } };
  expect(secretFindings([secret, { ...secret, data: {} }])).toEqual([]);
  expect(secretFindings([{ ...secret, data: { a: 'YQ==' } }, { ...secret, stringData: { a: 'a' } }]).map(({ path }) => path)).toEqual(['data', 'stringData']);
});
