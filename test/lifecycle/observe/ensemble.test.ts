import { AddressInfo, createServer, Server, Socket } from 'node:net';
import { observeServers, readSrvr } from '../../../lifecycle/observe/ensemble';
import { DesiredEnsemble } from '../../../src/lifecycle/desired-state';

const ANSWER = [
  'Zookeeper version: 3.8.6-35f0fd1dccfd5ae4bc7b2ab9f6d4b8ba7e1e6d25, built on 2026-02-03 10:19 UTC', 'Latency min/avg/max: 0/0.0/0', 'Received: 1', 'Sent: 0', 'Connections: 1',
  'Outstanding: 0', 'Zxid: 0x100000003', 'Mode: follower', 'Node count: 5', '',
].join('\n');

test.each(['leader', 'follower', 'observer', 'standalone'])('a %s', (mode) => {
  expect(readSrvr(ANSWER.replace('follower', mode))).toEqual({ mode });
});

test.each(['This ZooKeeper instance is not currently serving requests\n', 'srvr is not executed because it is not in the whitelist.\n', '', ANSWER.replace('follower', 'read-only')])('not one that serves: %j', (answer) => {
  expect(readSrvr(answer)).toBeUndefined();
});

describe('servers', () => {
  let server: Server;
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  async function ensembleThat(serve: (socket: Socket) => void): Promise<DesiredEnsemble> {
    server = createServer(serve);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const node = (id: number, host: string) => ({ id, pod: `zookeeper-${id}`, host });
    return {
      name: 'zookeeper',
      version: '3.8.6',
      clientPort: (server.address() as AddressInfo).port,
      // The second listens nowhere.
      set: { name: 'zookeeper', roles: [], template: '', nodes: [node(1, '127.0.0.1'), node(2, '127.0.0.2')] },
    };
  }

  test('one that answers, in two pieces, and one that is away', async () => {
    const ensemble = await ensembleThat((socket) => socket.once('data', (word) => {
      expect(String(word)).toBe('srvr');
      socket.write(ANSWER.slice(0, 50));
      setTimeout(() => socket.end(ANSWER.slice(50)), 20);
    }));
    expect(await observeServers(ensemble)).toEqual({ 1: { mode: 'follower' } });
  });

  test('one that hangs', async () => {
    const ensemble = await ensembleThat((socket) => socket.resume());
    const begin = Date.now();
    expect(await observeServers(ensemble, 300)).toEqual({});
    expect(Date.now() - begin).toBeLessThan(3000);
  });

  test('one whose connection breaks amid its answer', async () => {
    const ensemble = await ensembleThat((socket) => socket.once('data', () => socket.write(ANSWER.slice(0, 50), () => socket.resetAndDestroy())));
    expect(await observeServers(ensemble)).toEqual({});
  });
});
