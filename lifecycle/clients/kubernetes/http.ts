import * as http from 'node:http';
import * as https from 'node:https';
import { Connection } from './connection';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With its query. */
  readonly path: string;
  readonly contentType?: string;
  readonly body?: string;
  /** After so long without the whole answer it is given up. */
  readonly timeoutMillis: number;
  /** Only so much of the end of the answer is kept. */
  readonly lastBytes?: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
  /** The header Retry-After, if it is in seconds. */
  readonly retryAfterSeconds?: number;
}

/** There was no answer, or not a whole one. */
export class NoAnswer extends Error {
  constructor(
    message: string,
    /** Whether the server may have got the request: false only if there never was a connection. */
    public readonly sent: boolean,
  ) { super(message); }
}

/** Sends single requests. Nothing is tried twice here. */
export class HttpExchange {
  private readonly secure: boolean;
  private readonly kept: http.Agent;
  /**
   * What changes something goes by a connection of its own: a kept one may have been closed by the other side just then, and nobody could tell whether the
   * request had still been read.
   */
  private readonly fresh: http.Agent;

  constructor(private readonly connection: Connection) {
    this.secure = connection.server.protocol === 'https:';
    const Agent = this.secure ? https.Agent : http.Agent;
    this.kept = new Agent({ keepAlive: true, keepAliveMsecs: 10_000, timeout: 60_000 });
    this.fresh = new Agent({ keepAlive: false });
  }

  public async send(request: HttpRequest): Promise<HttpAnswer> {
    const { server } = this.connection;
    const credentials = this.connection.credentials();
    const options: https.RequestOptions = {
      method: request.method,
      host: server.hostname.replace(/^\[|\]$/g, ''),
      port: server.port || (this.secure ? 443 : 80),
      path: `${server.pathname.replace(/\/$/, '')}${request.path}`,
      agent: request.method === 'GET' ? this.kept : this.fresh,
      headers: {
        'accept': 'application/json, */*',
        'user-agent': 'cdk8s-kafka-lifecycle',
        ...(credentials.token === undefined ? {} : { authorization: `Bearer ${credentials.token}` }),
        ...(request.body === undefined ? {} : { 'content-type': request.contentType ?? 'application/json', 'content-length': Buffer.byteLength(request.body) }),
      },
      ...(this.secure ? {
        ca: credentials.certificateAuthority,
        cert: credentials.clientCertificate,
        key: credentials.clientKey,
        ...(credentials.serverName === undefined ? {} : { servername: credentials.serverName }),
      } : {}),
    };
    return new Promise((resolve, reject) => {
      let sent = false;
      const sending = (this.secure ? https : http).request(options, (response) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          bytes += chunk.length;
          while (request.lastBytes !== undefined && bytes - chunks[0].length > request.lastBytes) { bytes -= chunks.shift()?.length ?? 0; }
        });
        response.on('error', fail);
        response.on('end', () => {
          clearTimeout(timer);
          const retryAfter = Number(response.headers['retry-after']);
          resolve({
            status: response.statusCode ?? 0,
            text: Buffer.concat(chunks).toString(),
            retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : undefined,
          });
        });
      });
      const fail = (error: Error) => {
        clearTimeout(timer);
        reject(new NoAnswer(`${server.origin} does not answer (${error.message || ('code' in error ? String(error.code) : error.name)})`, sent));
      };
      const timer = setTimeout(() => sending.destroy(new Error(`nothing for ${request.timeoutMillis / 1000} s`)), request.timeoutMillis);
      sending.on('error', fail);
      sending.on('socket', (socket) => {
        if (sending.reusedSocket || !socket.connecting) { sent = true; } else { socket.once(this.secure ? 'secureConnect' : 'connect', () => sent = true); }
      });
      sending.end(request.body);
    });
  }

  public close(): void {
    this.kept.destroy();
    this.fresh.destroy();
  }
}
