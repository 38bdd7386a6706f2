import { execFileSync } from 'node:child_process';
import { createSign, generateKeyPairSync } from 'node:crypto';
import * as fs from 'node:fs';
import { Server, createServer } from 'node:http';
import { AddressInfo, createServer as createTcpServer } from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { java, kafkaLibs } from './kafka-libs';
import { Process, until } from '../process';

export type Listener = 'MUTUAL' | 'SCRAM' | 'PLAIN' | 'OAUTH' | 'CONTROLLER';

export const PASSWORD = 'canary-of-a-password';
const ADMIN = 'admin';
const LISTENERS: readonly Listener[] = ['MUTUAL', 'SCRAM', 'PLAIN', 'OAUTH', 'CONTROLLER'];
const MODULES = 'org.apache.kafka.common.security';

/** A real broker and controller in one process, with a listener for each way to be secured. Certificates are made by openssl, for `localhost` alone. */
export class SecuredKafka {
  public readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-kafka-secured-'));
  public readonly ports = new Map<Listener, number>();
  public readonly issuer = new Issuer();
  private process?: Process;

  constructor(private readonly version: string) {
    this.authority('ca');
    this.authority('other-ca');
    for (const name of ['node', 'client']) { this.certificate(name, 'ca'); }
    this.certificate('stranger', 'other-ca');
    for (const name of ['node', 'client', 'stranger']) {
      fs.writeFileSync(this.file(`${name}.pem`), fs.readFileSync(this.file(`${name}.key`), 'utf8') + fs.readFileSync(this.file(`${name}.crt`), 'utf8'));
    }
    this.text('password', `${PASSWORD}\n`);
  }

  public file(name: string): string { return path.join(this.folder, name); }

  public text(name: string, text: string): string {
    fs.writeFileSync(this.file(name), text);
    return this.file(name);
  }

  public port(listener: Listener): number { return this.ports.get(listener) ?? 0; }

  public async up(): Promise<void> {
    await this.issuer.start();
    for (const [i, port] of (await freePorts(LISTENERS.length)).entries()) { this.ports.set(LISTENERS[i], port); }
    const properties = this.text('server.properties', this.properties());
    const format = this.java('kafka.tools.StorageTool', 'format', '--cluster-id', 'c2VjdXJlZC1jbHVzdGVyLQ', '--config', properties, '--add-scram', `SCRAM-SHA-512=[name=${ADMIN},password=${PASSWORD}]`);
    if ((await format.end(120_000)).code !== 0) { throw new Error(format.output); }
    const server = this.java('kafka.Kafka', properties);
    this.process = server;
    await until(() => `the broker starts:\n${server.output.slice(-6000)}`, 120_000, async () => server.output.includes('Kafka Server started'));
  }

  /** A broker learns a moment later what its controller has been told. */
  public async eventually(isSo: () => Promise<boolean>): Promise<void> { await until(() => 'what was changed is seen', 20_000, isSo); }

  public async close(): Promise<void> {
    await this.process?.kill();
    this.issuer.stop();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  private java(...args: string[]): Process {
    const log = this.text('log4j2.properties', 'rootLogger.level=INFO\nrootLogger.appenderRef.c.ref=C\nappender.c.type=Console\nappender.c.name=C\nappender.c.layout.type=PatternLayout\nappender.c.layout.pattern=%p %m%n\n');
    const old = this.text('log4j.properties', 'log4j.rootLogger=INFO, C\nlog4j.appender.C=org.apache.log4j.ConsoleAppender\nlog4j.appender.C.layout=org.apache.log4j.PatternLayout\nlog4j.appender.C.layout.ConversionPattern=%p %m%n\n');
    return new Process([
      java(), '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xmx256m', `-Dlog4j2.configurationFile=${log}`, `-Dlog4j.configuration=file:${old}`, `-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=${this.issuer.url}/jwks`,
      '-cp', `${kafkaLibs(this.version)}/*`, ...args,
    ]);
  }

  private properties(): string {
    const sasl = (listener: Listener, mechanism: string, module: string, ...more: string[]) => [
      `listener.name.${listener.toLowerCase()}.sasl.enabled.mechanisms=${mechanism}`,
      `listener.name.${listener.toLowerCase()}.${mechanism.toLowerCase()}.sasl.jaas.config=${MODULES}.${module} required ${more.join(' ')};`,
    ];
    const addresses = (listeners: readonly Listener[]) => listeners.map((each) => `${each}://localhost:${this.port(each)}`).join(',');
    return [
      'process.roles=broker,controller', 'node.id=1', `log.dirs=${this.file('data')}`, `controller.quorum.voters=1@localhost:${this.port('CONTROLLER')}`,
      `listeners=${addresses(LISTENERS)}`, `advertised.listeners=${addresses(LISTENERS.filter((each) => each !== 'CONTROLLER'))}`,
      'controller.listener.names=CONTROLLER', 'inter.broker.listener.name=MUTUAL',
      'listener.security.protocol.map=MUTUAL:SSL,SCRAM:SASL_SSL,PLAIN:SASL_SSL,OAUTH:SASL_SSL,CONTROLLER:SSL',
      'ssl.keystore.type=PEM', `ssl.keystore.location=${this.file('node.pem')}`, 'ssl.truststore.type=PEM', `ssl.truststore.location=${this.file('ca.crt')}`,
      'listener.name.mutual.ssl.client.auth=required', 'listener.name.controller.ssl.client.auth=required',
      ...sasl('SCRAM', 'SCRAM-SHA-512', 'scram.ScramLoginModule'),
      ...sasl('PLAIN', 'PLAIN', 'plain.PlainLoginModule', `user_${ADMIN}="${PASSWORD}"`),
      ...sasl('OAUTH', 'OAUTHBEARER', 'oauthbearer.OAuthBearerLoginModule'),
      `listener.name.oauth.oauthbearer.sasl.server.callback.handler.class=${MODULES}.oauthbearer.OAuthBearerValidatorCallbackHandler`,
      `sasl.oauthbearer.jwks.endpoint.url=${this.issuer.url}/jwks`, 'sasl.oauthbearer.expected.audience=kafka', `sasl.oauthbearer.expected.issuer=${this.issuer.url}`,
      'authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer', 'allow.everyone.if.no.acl.found=true', `super.users=User:${ADMIN};User:CN=node;User:CN=client`,
      'log.cleaner.dedupe.buffer.size=10000000', 'offsets.topic.replication.factor=1', '',
    ].join('\n');
  }

  private authority(name: string): void {
    this.openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${name}`, '-keyout', this.file(`${name}.key`), '-out', this.file(`${name}.crt`));
  }

  private certificate(name: string, authority: string): void {
    this.openssl('req', '-newkey', 'rsa:2048', '-nodes', '-subj', `/CN=${name}`, '-keyout', this.file(`${name}.key`), '-out', this.file(`${name}.csr`));
    const extensions = this.text(`${name}.ext`, 'subjectAltName=DNS:localhost\n');
    this.openssl('x509', '-req', '-in', this.file(`${name}.csr`), '-CA', this.file(`${authority}.crt`), '-CAkey', this.file(`${authority}.key`), '-CAcreateserial', '-days', '2',
      '-extfile', extensions, '-out', this.file(`${name}.crt`));
  }

  private openssl(...args: string[]): void { execFileSync('openssl', args, { stdio: 'pipe' }); }
}

/** Gives tokens for the grant of client credentials, and the key by which a broker verifies them. */
export class Issuer {
  public readonly secret = 'canary-of-a-client-secret';
  public audience = 'kafka';
  /** How often a token was asked for. */
  public asked = 0;
  private readonly keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      const answer = (status: number, content: object) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
      if (request.url === '/jwks') { return answer(200, { keys: [{ ...this.keys.publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256', use: 'sig' }] }); }
      this.asked++;
      const known = `Basic ${Buffer.from(`lifecycle:${this.secret}`).toString('base64')}`;
      return request.headers.authorization === known ? answer(200, { access_token: this.token(), expires_in: 300 }) : answer(401, { error: 'invalid_client', error_description: this.secret });
    });
  }

  public get url(): string { return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`; }

  public async start(): Promise<void> { await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve)); }

  public stop(): void { this.server.close(); }

  private token(): string {
    const now = Math.floor(Date.now() / 1000);
    const [head, claims] = [{ alg: 'RS256', typ: 'JWT', kid: 'k' }, { sub: 'admin', iss: this.url, aud: this.audience, scope: 'kafka', iat: now, exp: now + 300 }]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
    return `${head}.${claims}.${createSign('RSA-SHA256').update(`${head}.${claims}`).sign(this.keys.privateKey, 'base64url')}`;
  }
}

async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(Array.from({ length: count }, async () => {
    const server = createTcpServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return server;
  }));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
