import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { java, kafkaLibs } from './kafka-libs';
import { Loopback, newAddress } from './loopback';
import { CertificateUsage } from '../../lifecycle/certificates/extensions';
import { issueCertificate, validity } from '../../lifecycle/certificates/issue';
import { newPrivateKey, privateKeyOf, publicKeyOf } from '../../lifecycle/certificates/key-pair';
import { keyStore } from '../../lifecycle/certificates/key-store';
import { Process, until } from '../process';

/** Everything to the standard output. */
const LOG4J = [
  'log4j.rootLogger=INFO, out',
  'log4j.appender.out=org.apache.log4j.ConsoleAppender',
  'log4j.appender.out.layout=org.apache.log4j.PatternLayout',
  'log4j.appender.out.layout.ConversionPattern=%p %m (%c)%n',
];
const LOG4J2 = [
  'rootLogger.level=info',
  'rootLogger.appenderRefs=out',
  'rootLogger.appenderRef.out.ref=out',
  'appenders=out',
  'appender.out.type=Console',
  'appender.out.name=out',
  'appender.out.layout.type=PatternLayout',
  'appender.out.layout.pattern=%p %m (%c)%n',
];

/** An authority that tests make certificates with. */
export class Authority {
  public readonly certificate: string;
  private readonly issuer;

  constructor(name: string) {
    const key = newPrivateKey();
    this.issuer = { name, privateKey: privateKeyOf(key) };
    this.certificate = this.issue(key, name, [], 'authority');
  }

  /** A new key with its certificate. */
  public keyStore(subject: string, dnsNames: readonly string[], usage: 'node' | 'client'): string {
    const key = newPrivateKey();
    return keyStore(key, this.issue(key, subject, dnsNames, usage));
  }

  private issue(key: string, subject: string, dnsNames: readonly string[], usage: CertificateUsage): string {
    return issueCertificate({
      subject, dnsNames, usage, publicKey: publicKeyOf(key), issuer: this.issuer, serial: randomBytes(20), ...validity(new Date(), 1),
    });
  }
}

/** A Kafka node all of whose listeners are TLS and want certificates of clients. */
export class TlsNode {
  public readonly address = newAddress();
  public readonly host: string;
  /** Where its key store and its trust store are. */
  public readonly keyStoreFile: string;
  public readonly trustStoreFile: string;
  private process?: Process;
  private logs = '';

  constructor(private readonly ground: Loopback, private readonly version: string, public readonly id: number, public readonly role: 'broker' | 'controller') {
    this.host = `${role}-${id}.kafka.test`;
    fs.mkdirSync(path.join(ground.folder, this.host), { recursive: true });
    this.keyStoreFile = path.join(ground.folder, this.host, `${id}.pem`);
    this.trustStoreFile = path.join(ground.folder, this.host, 'ca.crt');
    fs.appendFileSync(ground.hostsFile, `${this.address} ${this.host}\n`);
  }

  public get listener(): string { return this.role === 'broker' ? 'internal' : 'controller'; }

  /** As the other nodes and clients find it. */
  public get server(): string { return `${this.host}:9092`; }

  public get log(): string { return this.logs + (this.process?.output ?? ''); }

  /** Formats its volume, the first time, and starts it. */
  public async up(controllers: readonly TlsNode[]): Promise<void> {
    const folder = path.dirname(this.keyStoreFile);
    const [properties, logging] = [path.join(folder, 'kafka.properties'), path.join(folder, this.version.startsWith('3.') ? 'log4j.properties' : 'log4j2.properties')];
    fs.writeFileSync(properties, this.properties(controllers));
    fs.writeFileSync(logging, (this.version.startsWith('3.') ? LOG4J : LOG4J2).join('\n'));
    if (!fs.existsSync(path.join(folder, 'data', 'meta.properties'))) {
      const { code, output } = await this.ground.tool(this.version, 'kafka.tools.StorageTool', 'format', '--cluster-id', 'AAAAAAAAQACAAAAAAAAAAQ', '--config', properties);
      if (code !== 0) { throw new Error(`${this.host} is not formatted:\n${output}`); }
    }
    this.logs = this.log;
    this.process = this.ground.run([
      java(), '-Xmx256m', '-XX:+UseSerialGC', `-Dlog4j${this.version.startsWith('3.') ? '.configuration=file:' : '2.configurationFile='}${logging}`, '-cp', `${kafkaLibs(this.version)}/*`, 'kafka.Kafka', properties,
    ]);
  }

  public async down(): Promise<void> { await this.process?.kill(); }

  /** Waits until its log says that, since a place in it. */
  public async said(what: RegExp, since = 0, milliseconds = 60_000): Promise<void> {
    await until(() => `the log of ${this.host} says ${what}. Its end:\n${this.log.split('\n').slice(-40).join('\n')}`, milliseconds, async () => what.test(this.log.slice(since)));
  }

  private properties(controllers: readonly TlsNode[]): string {
    const name = this.listener.toUpperCase();
    return Object.entries({
      'process.roles': this.role,
      'node.id': this.id,
      'controller.quorum.voters': controllers.map(({ id, server }) => `${id}@${server}`).join(','),
      'controller.listener.names': 'CONTROLLER',
      'listeners': `${name}://${this.address}:9092`,
      // Controllers too: who administers them asks one for the others (KIP-919), and would compare the address with the names in the certificate.
      'advertised.listeners': `${name}://${this.server}`,
      ...this.role === 'broker' ? { 'inter.broker.listener.name': 'INTERNAL', 'offsets.topic.replication.factor': 1 } : {},
      'listener.security.protocol.map': 'INTERNAL:SSL,CONTROLLER:SSL',
      'log.dirs': path.join(path.dirname(this.keyStoreFile), 'data'),
      // Both for each node: it is also a client of the other listener.
      ...Object.fromEntries(['internal', 'controller'].flatMap((listener) => Object.entries({
        'ssl.keystore.type': 'PEM', 'ssl.keystore.location': this.keyStoreFile, 'ssl.truststore.type': 'PEM', 'ssl.truststore.location': this.trustStoreFile, 'ssl.client.auth': 'required',
      }).map(([key, value]) => [`listener.name.${listener}.${key}`, value]))),
    }).map(([key, value]) => `${key}=${value}\n`).join('');
  }
}
