import { IncomingMessage, Server, ServerResponse, createServer } from 'node:http';
import { KubernetesClient, ClientOptions } from '../../lifecycle/clients/kubernetes/client';
import { Connection } from '../../lifecycle/clients/kubernetes/connection';

/** A request as the server got it. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  /** An object becomes JSON. */
  readonly body?: object | string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** `drop`: the connection ends without an answer. `hang`: nothing comes. */
export type Behaviour = (asked: Asked, count: number) => Reply | 'drop' | 'hang' | Promise<Reply>;

/** Answers as it is told to: an API server that is in trouble, as no real one can be on demand. What a sound one does is seen on a real one (test/cluster/lifecycle). */
export class ApiServer {
  public readonly asked: Asked[] = [];
  private readonly server: Server;
  private readonly clients: KubernetesClient[] = [];

  constructor(public behaviour: Behaviour) {
    this.server = createServer((request, response) => void this.handle(request, response));
  }

  public async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  public get connection(): Connection {
    const address = this.server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    return { server: new URL(`http://127.0.0.1:${port}`), namespace: 'kafka', credentials: () => ({}) };
  }

  /** A client that is quick to try again. */
  public client(options: ClientOptions = {}): KubernetesClient {
    const retries = { attempts: 4, firstPauseMillis: 5, longestPauseMillis: 20 };
    const client = new KubernetesClient(this.connection, { timeoutMillis: 2000, retries, ...options });
    this.clients.push(client);
    return client;
  }

  public async stop(): Promise<void> {
    for (const client of this.clients) { client.close(); }
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) { chunks.push(Buffer.from(chunk)); }
    const url = new URL(request.url ?? '/', 'http://server');
    this.asked.push({
      method: request.method ?? '', path: url.pathname, query: url.searchParams, headers: request.headers, body: Buffer.concat(chunks).toString(),
    });
    const reply = await this.behaviour(this.asked[this.asked.length - 1], this.asked.length);
    if (reply === 'hang') { return; }
    if (reply === 'drop') {
      request.socket.destroy();
      return;
    }
    const { status, body = '', headers = {} } = reply;
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
  }
}

/** What the API server says when it refuses. */
export function statusReply(status: number, reason: string, message: string, details?: object): Reply {
  return { status, body: { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason, message, code: status, details } };
}
