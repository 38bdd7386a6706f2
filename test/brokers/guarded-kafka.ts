import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { java, kafkaLibs } from './kafka-libs';
import { DesiredCluster, DesiredUser } from '../../src/lifecycle/desired-state';
import { Process, until } from '../process';

const STANDARD_AUTHORIZER = 'org.apache.kafka.metadata.authorizer.StandardAuthorizer';
const NAMES = ['REPLICATION', 'CLIENTS', 'CONTROLLER'] as const;

/** A real node, broker and controller at once, that denies everybody what no ACL allows. The program comes in without a password, as a super user; clients come in by SCRAM. */
export class GuardedKafka {
  public readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-kafka-guarded-'));
  private ports: Readonly<Record<(typeof NAMES)[number], number>> = { REPLICATION: 0, CLIENTS: 0, CONTROLLER: 0 };
  private process?: Process;

  /** @param authorizer the class of the one that it has; empty: none */
  constructor(private readonly version: string, private readonly authorizer = STANDARD_AUTHORIZER) {}

  public get servers(): string { return `localhost:${this.ports.CLIENTS}`; }

  public async up(): Promise<void> {
    const [replication, clients, controller] = await freePorts(NAMES.length);
    this.ports = { REPLICATION: replication, CLIENTS: clients, CONTROLLER: controller };
    execFileSync(java().replace(/java$/, 'javac'), ['-cp', `${kafkaLibs(this.version)}/*`, '-d', this.folder, ...['ClientActs', 'UntoldAcls'].map((name) => path.join(__dirname, 'java', `${name}.java`))], { stdio: 'pipe' });
    const properties = this.text('server.properties', this.properties());
    const format = this.java([], 'kafka.tools.StorageTool', 'format', '--cluster-id', 'Z3VhcmRlZC1jbHVzdGVyLg', '--config', properties);
    if ((await format.end(120_000)).code !== 0) { throw new Error(format.output); }
    const server = this.java([this.folder], 'kafka.Kafka', properties);
    this.process = server;
    await until(() => `the broker starts:\n${server.output.slice(-6000)}`, 120_000, async () => server.output.includes('Kafka Server started'));
  }

  public async close(): Promise<void> {
    await this.process?.kill();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  public desired(users: readonly DesiredUser[], more: Partial<DesiredCluster> = {}): DesiredCluster {
    return {
      name: 'events',
      version: this.version,
      metadata: { mode: 'kraft', clusterId: 'Z3VhcmRlZC1jbHVzdGVyLg' },
      sets: [{ name: 'events-node', roles: ['controller', 'broker'], template: '', nodes: [{ id: 1, pod: 'events-node-1', host: 'localhost' }] }],
      ports: { broker: this.ports.REPLICATION, controller: this.ports.CONTROLLER },
      dynamic: { clusterWide: {}, perBroker: {} },
      users,
      ...more,
    };
  }

  /** What becomes of acts of a client with these properties, or of one that is a super user. @see ClientActs.java */
  public async acts(client: Readonly<Record<string, string>> | 'super user', ...acts: readonly string[]): Promise<Readonly<Record<string, string>>> {
    const properties = client === 'super user' ? { 'bootstrap.servers': `localhost:${this.ports.REPLICATION}` } : client;
    const file = this.text(`client-${Math.random()}`, Object.entries(properties).map(([key, value]) => `${key}=${propertyValue(value)}\n`).join(''));
    const process = this.java([this.folder], 'ClientActs', file, ...acts);
    await process.end(240_000);
    const told = process.output.split('\n').filter((line) => line.startsWith('act ')).map((line) => line.slice(4).split(' '));
    if (told.length !== acts.length) { throw new Error(process.output.slice(-6000)); }
    return Object.fromEntries(told.map(([act, result]) => [act, result]));
  }

  private java(classes: readonly string[], ...args: string[]): Process {
    const log = this.text('log4j2.properties', 'rootLogger.level=WARN\nrootLogger.appenderRef.c.ref=C\nappender.c.type=Console\nappender.c.name=C\nappender.c.layout.type=PatternLayout\nappender.c.layout.pattern=%p %m%n\nlogger.k.name=kafka.server\nlogger.k.level=INFO\n');
    const old = this.text('log4j.properties', 'log4j.rootLogger=WARN, C\nlog4j.logger.kafka.server=INFO\nlog4j.appender.C=org.apache.log4j.ConsoleAppender\nlog4j.appender.C.layout=org.apache.log4j.PatternLayout\nlog4j.appender.C.layout.ConversionPattern=%p %m%n\n');
    return new Process([
      java(), '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xmx256m', `-Dlog4j2.configurationFile=${log}`, `-Dlog4j.configuration=file:${old}`,
      '-cp', [...classes, `${kafkaLibs(this.version)}/*`].join(':'), ...args,
    ]);
  }

  private text(name: string, text: string): string {
    const file = path.join(this.folder, name);
    fs.writeFileSync(file, text);
    return file;
  }

  private properties(): string {
    const addresses = (names: readonly (typeof NAMES)[number][]) => names.map((name) => `${name}://localhost:${this.ports[name]}`).join(',');
    return [
      'process.roles=broker,controller', 'node.id=1', `log.dirs=${path.join(this.folder, 'data')}`, `controller.quorum.voters=1@localhost:${this.ports.CONTROLLER}`,
      `listeners=${addresses(NAMES)}`, `advertised.listeners=${addresses(['REPLICATION', 'CLIENTS'])}`,
      'controller.listener.names=CONTROLLER', 'inter.broker.listener.name=REPLICATION',
      'listener.security.protocol.map=REPLICATION:PLAINTEXT,CLIENTS:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT',
      'listener.name.clients.sasl.enabled.mechanisms=SCRAM-SHA-512,SCRAM-SHA-256',
      ...['512', '256'].map((bits) => `listener.name.clients.scram-sha-${bits}.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;`),
      ...this.authorizer !== '' ? [`authorizer.class.name=${this.authorizer}`, 'super.users=User:ANONYMOUS'] : [],
      'log.cleaner.dedupe.buffer.size=10000000', 'offsets.topic.replication.factor=1', 'offsets.topic.num.partitions=1', 'group.initial.rebalance.delay.ms=0', 'auto.create.topics.enable=false',
      'transaction.state.log.replication.factor=1', 'transaction.state.log.min.isr=1', 'transaction.state.log.num.partitions=1', '',
    ].join('\n');
  }
}

/** As java.util.Properties reads it. */
function propertyValue(value: string): string {
  return [...value].map((each) => /[\\=:#! ]/.test(each) ? `\\${each}` : each > '~' || each < ' ' ? `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}` : each).join('');
}

async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(Array.from({ length: count }, async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return server;
  }));
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === 'object' ? address?.port ?? 0 : 0;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
