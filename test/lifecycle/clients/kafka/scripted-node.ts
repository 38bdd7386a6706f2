import { AddressInfo, createServer, Server, Socket } from 'node:net';
import { AnswerBytes } from './answer-bytes';
import { KafkaNode } from '../../../../lifecycle/clients/kafka/kafka-node';

/** What a node does with a request: answers it, says nothing, or closes the connection. */
export type Reaction = Buffer | 'nothing' | 'close';

const API_VERSIONS = 18;

/** A server that speaks just enough of Kafka's protocol to do wrong what a node can do wrong. */
export class ScriptedNode {
  /** Keys of the requests that came. */
  public readonly requests: number[] = [];
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  constructor(private readonly reactions: Readonly<Record<number, Reaction>>) {
    this.server = createServer((socket) => {
      this.sockets.add(socket);
      socket.on('error', () => {}).on('close', () => this.sockets.delete(socket));
      let received = Buffer.alloc(0);
      socket.on('data', (chunk) => {
        received = Buffer.concat([received, chunk]);
        while (received.length >= 4 && received.length >= 4 + received.readInt32BE(0)) {
          const end = 4 + received.readInt32BE(0);
          this.react(socket, received.subarray(4, end));
          received = received.subarray(end);
        }
      });
    });
  }

  /** Those that are open. */
  public get connections(): number { return this.sockets.size; }

  public async start(): Promise<KafkaNode> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return { id: 3, role: 'broker', host: '127.0.0.1', port: (this.server.address() as AddressInfo).port };
  }

  public async stop(): Promise<void> {
    for (const socket of this.sockets) { socket.destroy(); }
    await new Promise((resolve) => this.server.close(resolve));
  }

  private react(socket: Socket, request: Buffer): void {
    const key = request.readInt16BE(0);
    this.requests.push(key);
    const reaction = this.reactions[key] ?? 'close';
    if (reaction === 'nothing') { return; }
    if (reaction === 'close') {
      socket.destroy();
      return;
    }
    // The header of an answer: the request's number, and tagged fields, but for ApiVersions.
    const header = Buffer.alloc(key === API_VERSIONS ? 8 : 9);
    header.writeInt32BE(header.length - 4 + reaction.length, 0);
    header.writeInt32BE(request.readInt32BE(4), 4);
    socket.write(Buffer.concat([header, reaction]));
  }
}

/** An answer to ApiVersions 3: the greatest version of each request, by its key. */
export function apiVersionsAnswer(versions: Readonly<Record<number, number>>): Buffer {
  const answer = new AnswerBytes();
  return answer.int16(0)
    .array(Object.entries(versions), ([key, most]) => answer.int16(Number(key)).int16(0).int16(most).tags())
    .int32(0).tags().bytes;
}

/** An answer to DescribeCluster 1. */
export function clusterAnswer(clusterId: string): Buffer {
  const answer = new AnswerBytes();
  return answer.int32(0).int16(0).string(undefined).int8(1).string(clusterId).int32(1).array([], () => {}).int32(0).tags().bytes;
}
