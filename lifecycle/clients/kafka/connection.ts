import type { ConnectionOptions } from '@platformatic/kafka' with { 'resolution-mode': 'import' };
import { AccessFailure } from './access/access-failure';
import { refusalOf } from './access/refusal';
import { saslOptions } from './access/sasl-options';
import { Security } from './access/security';
import { tlsOptions } from './access/tls-options';
import { withoutSecrets } from './access/without-secrets';
import { Api, ClientLibrary, Connection } from './client-library';
import { answered, causeOf, KafkaError } from './kafka-error';
import { KafkaNode } from './kafka-node';

export interface Patience {
  /** For a connection, and for the first answer on it, in milliseconds. */
  readonly connect: number;
  /** For each answer after that. */
  readonly answer: number;
}

/**
 * A connection to one node. Nothing waits forever: what was not answered in time fails, and so does all that is asked afterwards, as the answers that come late
 * can no longer be told apart.
 */
export class NodeConnection {
  private connection?: Connection;
  private readonly versions = new Map<number, { readonly least: number; readonly most: number }>();
  private broken?: KafkaError;
  /** What was told of the connection itself: a request that ends with it knows no reason. */
  private readonly told: Error[] = [];
  private secrets: readonly string[] = [];

  constructor(
    public readonly library: ClientLibrary, public readonly node: KafkaNode, private readonly patience: Patience,
    private readonly security: Security = {},
  ) {}

  /** Connects, and learns which requests the node knows: to one that it does not know it would only close the connection. */
  public async open(): Promise<void> {
    const { node, library, patience } = this;
    const options = await this.inTime(patience.connect, this.securityOptions(), 'could not be reached', 'unsent');
    if (this.broken) { throw this.broken; }
    // Its own limits are beyond ours, which also end what it would wait for without one.
    const connection = new library.Connection('cdk8s-kafka-lifecycle', { connectTimeout: 2 * patience.connect, requestTimeout: 2 * patience.answer, ...options });
    this.connection = connection;
    // Without a listener an 'error' ends the process.
    connection.on('error', (error) => this.told.push(error));
    // It would wait to authenticate again, and keep the process from its end, also where the node has gone.
    connection.on('close', () => { connection.close().catch(() => {}); });
    await this.inTime(patience.connect, connection.connect(node.host, node.port) ?? Promise.resolve(), 'could not be reached', 'unsent');
    const { apiKeys } = await this.inTime(patience.connect, library.apiVersionsV3.api.async(connection, 'cdk8s-kafka', '0'), 'did not answer ApiVersions', 'unsent');
    for (const { apiKey, minVersion, maxVersion } of apiKeys) { this.versions.set(apiKey, { least: minVersion, most: maxVersion }); }
  }

  public supports({ key, version }: { readonly key: number; readonly version: number }): boolean {
    const known = this.versions.get(key);
    return known !== undefined && known.least <= version && version <= known.most;
  }

  /** Sends a request and waits for its answer. */
  public async ask<A extends unknown[], T>(api: Api<A, T>, ...args: A): Promise<T> {
    if (this.broken) { throw this.broken; }
    const { connection } = this;
    if (connection === undefined) { throw new KafkaError(this.node, 'unsent', 'is not connected yet'); }
    if (!this.supports(api)) { throw new KafkaError(this.node, 'answered', `does not know ${this.title(api)} ${api.version}`, 'UNSUPPORTED_VERSION'); }
    return this.inTime(this.patience.answer, api.async(connection, ...args), `did not answer ${this.title(api)}`, 'unknown', api);
  }

  /** The error for an answer with that code. */
  public refusal(api: { readonly key: number }, code: number, message: string | null | undefined): KafkaError {
    return answered(this.node, this.title(api), this.codeName(code), message);
  }

  /** Within how many milliseconds an answer must come. */
  public get answerMillis(): number { return this.patience.answer; }

  public codeName(code: number): string { return this.library.protocolErrorsCodesById[code] ?? `error ${code}`; }

  public close(): void {
    this.end(new KafkaError(this.node, 'unsent', 'is not connected any more'));
  }

  private title({ key }: { readonly key: number }): string {
    return Object.entries(this.library.protocolAPIsById).find(([id]) => Number(id) === key)?.[1] ?? `request ${key}`;
  }

  /** What is read of files is read for each connection. */
  private async securityOptions(): Promise<Pick<ConnectionOptions, 'tls' | 'sasl'>> {
    const { security: { tls, sasl }, node, patience } = this;
    const known = sasl && await saslOptions(sasl, patience.connect);
    this.secrets = known?.secrets ?? [];
    return { ...tls && { tls: await tlsOptions(tls, node.host) }, ...known && { sasl: known.options } };
  }

  private async inTime<T>(
    milliseconds: number, result: Promise<T>, what: string, failure: 'unsent' | 'unknown', api?: { readonly key: number },
  ): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new KafkaError(this.node, failure, `${what} within ${milliseconds / 1000} s`)), milliseconds);
    });
    try {
      return await Promise.race([result, late]);
    } catch (error) {
      const told = error instanceof KafkaError ? error : this.translated(error, what, failure, api);
      if (told.failure !== 'answered') { this.end(told); }
      throw told;
    } finally {
      clearTimeout(timer);
    }
  }

  private end(why: KafkaError): void {
    this.broken ??= why;
    // The library's own close waits for the other side. With an error, all that still waits in the library ends too.
    this.connection?.socket?.destroy(why);
  }

  private translated(error: unknown, what: string, failure: 'unsent' | 'unknown', api: { readonly key: number } | undefined): KafkaError {
    const { ResponseError, ProtocolError } = this.library;
    if (api && error instanceof ResponseError) {
      const [first] = error.errors;
      if (first instanceof ProtocolError) {
        return answered(this.node, this.title(api), String(first.apiId), first.serverErrorMessage ?? first.message);
      }
    }
    if (error instanceof AccessFailure) { return new KafkaError(this.node, 'unsent', withoutSecrets(error.message, this.secrets), undefined, error.mend); }
    const refusal = refusalOf([error, ...this.told], this.security);
    const cause = withoutSecrets(causeOf(error), this.secrets);
    return refusal ? new KafkaError(this.node, failure, `${refusal.what}: ${cause}`, undefined, refusal.mend) : new KafkaError(this.node, failure, `${what}: ${cause}`);
  }
}
