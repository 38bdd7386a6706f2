import * as fs from 'node:fs';
import * as path from 'node:path';
import * as tls from 'node:tls';
import { Loopback } from './loopback';
import { Authority, TlsNode } from './tls-node';
import { trustStore } from '../../lifecycle/certificates/key-store';
import { until } from '../process';

/** Certificates of an authority of our own with real Kafka, all of whose listeners want certificates of clients (`ssl.client.auth=required`). */

const AUTHORITY = new Authority('events authority');
/** Of the same name: only its key tells them apart. */
const OTHER = new Authority('events authority');

/** The serial number of the certificate that a node shows, whoever signed it. */
async function shown(node: TlsNode): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = tls.connect({ host: node.address, port: 9092, rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate().serialNumber);
      socket.destroy();
    });
    // In TLS 1.3 a server refuses a client only after that.
    socket.on('error', reject);
  });
}

/** The key store of a node. Any new one has another serial number. */
const keyStoreOf = ({ id, host }: TlsNode, authority = AUTHORITY, ...more: readonly string[]) => authority.keyStore(`events-${id}`, [host, ...more], 'node');

describe.each(['3.9.2', '4.3.1'])('%s', (version) => {
  let ground: Loopback;
  let controller: TlsNode;
  let broker: TlsNode;

  beforeAll(async () => {
    ground = new Loopback();
    controller = new TlsNode(ground, version, 9000, 'controller');
    broker = new TlsNode(ground, version, 0, 'broker');
    for (const node of [controller, broker]) {
      fs.writeFileSync(node.keyStoreFile, keyStoreOf(node));
      fs.writeFileSync(node.trustStoreFile, AUTHORITY.certificate);
      await node.up([controller]);
    }
    await broker.said(/Kafka Server started/);
  });
  afterAll(() => ground.close());

  /** The settings of a client that trusts the authority. */
  function client(name: string, keyStore?: string): string {
    const file = (extension: string, text: string) => {
      const where = path.join(ground.folder, `${name}.${extension}`);
      fs.writeFileSync(where, text);
      return where;
    };
    const trusted = ['security.protocol=SSL', 'ssl.truststore.type=PEM', `ssl.truststore.location=${file('crt', trustStore(AUTHORITY.certificate, OTHER.certificate))}`];
    return file('properties', [...trusted, ...keyStore === undefined ? [] : ['ssl.keystore.type=PEM', `ssl.keystore.location=${file('pem', keyStore)}`]].join('\n'));
  }

  /** Sets where a node's key store is to what it is already, by IncrementalAlterConfigs. */
  async function reload(node: TlsNode, by = AUTHORITY): Promise<void> {
    const { code, output } = await ground.tool(version, 'kafka.admin.ConfigCommand', node.role === 'broker' ? '--bootstrap-server' : '--bootstrap-controller', node.server,
      '--command-config', client('admin', by.keyStore('admin', [], 'client')), '--entity-type', 'brokers', '--entity-name', String(node.id),
      '--alter', '--add-config', `listener.name.${node.listener}.ssl.keystore.location=${node.keyStoreFile}`);
    if (code !== 0) { throw new Error(`${node.host} was not told to reload:\n${output}`); }
  }

  /** Gives a node another key store, tells it to load that, and waits until it shows it. */
  async function renew(node: TlsNode, keyStore: string): Promise<void> {
    const before = await shown(node);
    fs.writeFileSync(node.keyStoreFile, keyStore);
    await reload(node);
    await until(() => `${node.host} shows its new certificate`, 30_000, async () => await shown(node) !== before);
  }

  test('a client of the authority gets in; one of another authority, and one without a certificate, do not', async () => {
    const ask = (config: string) => ground.tool(version, 'org.apache.kafka.tools.TopicCommand', '--bootstrap-server', broker.server, '--command-config', config, '--list');
    expect(await ask(client('ours', AUTHORITY.keyStore('Zoë 🦊', [], 'client')))).toMatchObject({ code: 0 });
    for (const config of [client('theirs', OTHER.keyStore('Zoë 🦊', [], 'client')), client('none')]) {
      const { code, output } = await ask(config);
      expect(code).not.toBe(0);
      expect(output).toMatch(/SslAuthenticationException|SSL handshake failed|Failed to process post-handshake messages/);
    }
  });

  // That Kafka compares the file's time although the setting is the same: KAFKA-14136, DynamicBrokerConfig.reloadUpdatedFilesWithoutConfigChange.
  test('listeners of brokers and controllers take a renewed certificate without a restart, when the setting is set to what it is', async () => {
    for (const node of [broker, controller, broker, controller]) { await renew(node, keyStoreOf(node)); }
    for (const node of [broker, controller]) { await renew(node, keyStoreOf(node, AUTHORITY, 'one-more.kafka.test')); }
  });

  test('a broker keeps what it has if the new certificate lacks a name or is of an authority that it does not trust; a controller takes one of any authority', async () => {
    for (const keyStore of [keyStoreOf(broker), keyStoreOf(broker, OTHER, 'one-more.kafka.test'), 'no PEM']) {
      const [before, length] = [await shown(broker), broker.log.length];
      fs.writeFileSync(broker.keyStoreFile, keyStore);
      // Nobody who sets it is told.
      await reload(broker);
      await broker.said(/metadata publishing fault: Error updating node with new configuration/, length);
      expect(await shown(broker)).toBe(before);
    }
    await renew(broker, keyStoreOf(broker, AUTHORITY, 'one-more.kafka.test'));
    await renew(controller, keyStoreOf(controller, OTHER, 'one-more.kafka.test'));
    await renew(controller, keyStoreOf(controller, AUTHORITY, 'one-more.kafka.test'));
  });

  // KafkaRaftManager's channel is no reconfigurable of DynamicBrokerConfig.
  test('what fetches the metadata log goes on with the stores that the node began with, until it restarts', async () => {
    for (const node of [broker, controller]) {
      fs.writeFileSync(node.trustStoreFile, trustStore(AUTHORITY.certificate, OTHER.certificate));
      await renew(node, keyStoreOf(node, AUTHORITY, 'one-more.kafka.test'));
    }
    for (const node of [broker, controller]) { await renew(node, keyStoreOf(node, OTHER, 'one-more.kafka.test')); }
    const length = broker.log.length;
    await controller.down();
    await controller.up([controller]);
    await broker.said(/\[RaftManager id=0\].*Connection to node 9000 .* failed authentication/, length);
    await broker.down();
    const again = broker.log.length;
    await broker.up([controller]);
    await broker.said(/Kafka Server started/, again);
  });
});
