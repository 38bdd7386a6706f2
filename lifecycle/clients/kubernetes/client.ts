import { Connection } from './connection';
import { HttpExchange, HttpRequest, NoAnswer } from './http';
import { RequestFailure, refused, unanswered } from './request-failure';
import { POD_LOGS, Resource, nameOf, pathOf } from './resource';
import { RETRIES, Retries, passes, pauseAfter } from './retries';
import { Slots } from './slots';
import { MONOTONIC_TIME, MonotonicTime } from '../../monotonic-time';

export interface ClientOptions {
  /** The most requests at a time. @default 8 */
  readonly requests?: number;
  /** After so long without an answer a request is given up. @default 15000 */
  readonly timeoutMillis?: number;
  /** How reading is tried again. @default RETRIES */
  readonly retries?: Retries;
  readonly time?: MonotonicTime;
}

/** What may be said of one request. */
export interface RequestOptions {
  readonly timeoutMillis?: number;
  /** How often reading is tried, in all. */
  readonly attempts?: number;
}

export interface ApplyOptions extends RequestOptions {
  /** @default FIELD_MANAGER */
  readonly fieldManager?: string;
  /** Whether fields of other managers are taken over. Without it, they are a conflict. @default false */
  readonly force?: boolean;
}

export interface LogOptions extends RequestOptions {
  readonly container: string;
  readonly tailLines: number;
}

/** An object as it is written: kind and version are those of its resource. */
export interface WrittenObject {
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly [field: string]: unknown;
}

/** The name under which Kubernetes keeps what the program changes. */
export const FIELD_MANAGER = 'cdk8s-kafka-lifecycle';

/** Of the tail of a log, so much is kept at most. */
const LOG_BYTES = 512 * 1024;

/**
 * The few verbs of the Kubernetes API that the program needs, in one namespace. Reading is tried again when the server is away or overloaded. What changes something is
 * never tried again here: if there is no answer, `RequestFailure.mayBeDone` says so, and only looking again tells.
 */
export class KubernetesClient {
  public readonly namespace: string;
  private readonly http: HttpExchange;
  private readonly slots: Slots;
  private readonly timeoutMillis: number;
  private readonly retries: Retries;
  private readonly time: MonotonicTime;

  constructor(connection: Connection, options: ClientOptions = {}) {
    this.namespace = connection.namespace;
    this.http = new HttpExchange(connection);
    this.slots = new Slots(options.requests ?? 8);
    this.timeoutMillis = options.timeoutMillis ?? 15_000;
    this.retries = options.retries ?? RETRIES;
    this.time = options.time ?? MONOTONIC_TIME;
  }

  /** An object; undefined if it does not exist. */
  public async get<T>(resource: Resource<T>, name: string, options: RequestOptions = {}): Promise<T | undefined> {
    const what = `get ${this.nameOf(resource, name)}`;
    try {
      return parsed<T>(what, await this.read(what, { path: pathOf(resource, this.namespace, name) }, options), false);
    } catch (error) {
      if (error instanceof RequestFailure && error.status === 404) { return undefined; }
      throw error;
    }
  }

  /** The end of what a container has printed since it was started last. */
  public async log(pod: string, options: LogOptions): Promise<string> {
    const query = new URLSearchParams({ container: options.container, tailLines: String(options.tailLines) });
    return this.read(`get ${this.nameOf(POD_LOGS, pod)}`, { path: `${pathOf(POD_LOGS, this.namespace, pod)}?${query.toString()}`, lastBytes: LOG_BYTES }, options);
  }

  /**
   * Brings fields to the stated values; creates the object if it does not exist, for which the right to create that name is enough.
   *
   * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/
   */
  public async apply<T>(resource: Resource<T>, object: WrittenObject, options: ApplyOptions = {}): Promise<T> {
    const query = new URLSearchParams({ fieldManager: options.fieldManager ?? FIELD_MANAGER, force: String(options.force ?? false) });
    return this.write<T>(`apply ${this.nameOf(resource, object.metadata.name)}`, {
      method: 'PATCH',
      path: `${pathOf(resource, this.namespace, object.metadata.name)}?${query.toString()}`,
      contentType: 'application/apply-patch+yaml',
      body: this.written(resource, object),
    }, options);
  }

  /** Changes the stated fields; `null` removes one (RFC 7386). A `metadata.uid` or `metadata.resourceVersion` in it is a precondition. */
  public async patch<T>(resource: Resource<T>, name: string, patch: object, options: RequestOptions = {}): Promise<T> {
    const query = new URLSearchParams({ fieldManager: FIELD_MANAGER });
    return this.write<T>(`patch ${this.nameOf(resource, name)}`, {
      method: 'PATCH', path: `${pathOf(resource, this.namespace, name)}?${query.toString()}`, contentType: 'application/merge-patch+json', body: JSON.stringify(patch),
    }, options);
  }

  /** Creates an object, or a part of one that is there: an eviction. */
  public async create<T>(resource: Resource<T>, object: WrittenObject, options: RequestOptions = {}): Promise<T> {
    return this.write<T>(`create ${this.nameOf(resource, object.metadata.name)}`, {
      method: 'POST',
      path: pathOf(resource, this.namespace, resource.part === undefined ? undefined : object.metadata.name),
      body: this.written(resource, object),
    }, options);
  }

  /** Deletes an object, if it is this very one. What it owns follows in the background; how long a pod may take is left to the pod. */
  public async delete<T>(resource: Resource<T>, name: string, uid: string, options: RequestOptions = {}): Promise<void> {
    await this.send(`delete ${this.nameOf(resource, name)}`, {
      method: 'DELETE',
      path: pathOf(resource, this.namespace, name),
      body: JSON.stringify({ apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: 'Background', preconditions: { uid } }),
    }, options);
  }

  /** Closes the connections. */
  public close(): void {
    this.http.close();
  }

  private async read(what: string, request: Pick<HttpRequest, 'path' | 'lastBytes'>, options: RequestOptions): Promise<string> {
    const attempts = options.attempts ?? this.retries.attempts;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.send(what, { method: 'GET', ...request }, options);
      } catch (error) {
        if (!(error instanceof RequestFailure) || attempt >= attempts || (error.refusal && !passes(error.refusal.status))) { throw error; }
        await this.time.pause(pauseAfter(attempt, this.retries, Math.random(), error.refusal?.retryAfterSeconds));
      }
    }
  }

  private async write<T>(what: string, request: Omit<HttpRequest, 'timeoutMillis'>, options: RequestOptions): Promise<T> {
    return parsed<T>(what, await this.send(what, request, options), true);
  }

  private async send(what: string, request: Omit<HttpRequest, 'timeoutMillis'>, options: RequestOptions): Promise<string> {
    const changes = request.method !== 'GET';
    const timeoutMillis = options.timeoutMillis ?? this.timeoutMillis;
    try {
      const answer = await this.slots.use(async () => this.http.send({ ...request, timeoutMillis }));
      if (answer.status >= 300) { throw refused(what, answer, changes); }
      return answer.text;
    } catch (error) {
      throw error instanceof NoAnswer ? unanswered(what, error, changes) : error;
    }
  }

  private nameOf<T>(resource: Resource<T>, name: string): string {
    return nameOf(resource, this.namespace, name);
  }

  private written<T>(resource: Resource<T>, object: WrittenObject): string {
    const { apiVersion, kind } = resource;
    return JSON.stringify({ apiVersion, kind, ...object, metadata: { namespace: this.namespace, ...object.metadata } });
  }
}

/** That what the API server writes is what its resource says is the API's own contract. */
function parsed<T>(what: string, text: string, changes: boolean): T {
  try {
    const object: T = JSON.parse(text);
    return object;
  } catch {
    throw new RequestFailure(`${what}: the answer is not JSON. Is it an API server that answers? It says: ${text.slice(0, 200)}`, changes);
  }
}
