import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { DESIRED_STATE_FORMAT, DesiredState } from '../../src/lifecycle/desired-state';
import { desiredStateHash } from '../../src/lifecycle/desired-state-hash';
import { KubernetesClient } from '../clients/kubernetes/client';
import { mendOf } from '../clients/kubernetes/request-failure';
import { CONFIG_MAPS } from '../clients/kubernetes/resource';
import { isRecord } from '../json';
import { MONOTONIC_TIME, MonotonicTime } from '../monotonic-time';
import { wordsOf } from '../words-of';

export interface DesiredStateSourceOptions {
  /** The file, as it is mounted from the ConfigMap. Its name is the key in the ConfigMap. */
  readonly file: string;
  /** The hash of the desired state that this run is for. @default - that of the file */
  readonly expected?: string;
  /** Where a newer desired state would be seen. @default - nowhere: only the file counts */
  readonly configMap?: { readonly name: string; readonly client: KubernetesClient };
  /** How long the ConfigMap may lag behind the Job. @default 120000 */
  readonly lagMillis?: number;
  readonly time?: MonotonicTime;
}

/** A desired state, and the hash by which it is known. */
export interface KnownDesiredState {
  readonly desired: DesiredState;
  readonly hash: string;
}

/** Why the desired state of this run is not the one that counts. */
export type NotCurrent =
  | { readonly kind: 'superseded'; readonly reason: string }
  /** It is not known now; ask again. */
  | { readonly kind: 'unread'; readonly reason: string; readonly mend?: string };

/**
 * Where a run has its desired state from. The Job, its ConfigMap and the kubelet's copy of that come to be one after the other, in any order: what differs from what the run is
 * for may be older for a while, and is newer after that, or once the right one has been seen.
 */
export class DesiredStateSource {
  private readonly lagMillis: number;
  private readonly time: MonotonicTime;
  private readonly begun: number;
  /** The hash of what this run is for. */
  private own?: string;
  /** The ConfigMap has been seen to hold it. */
  private seen = false;
  /** Since when the ConfigMap has been seen to be missing. */
  private missingSince?: number;

  constructor(private readonly options: DesiredStateSourceOptions) {
    this.lagMillis = options.lagMillis ?? 120_000;
    this.time = options.time ?? MONOTONIC_TIME;
    this.begun = this.time.now();
    this.own = options.expected;
  }

  /**
   * The desired state that this run is for; superseded if another one has taken its place before, unread as long as it is not there yet.
   *
   * @throws if it is none that this program understands: waiting would not help
   */
  public async read(): Promise<KnownDesiredState | NotCurrent> {
    const text = this.mounted();
    const hash = desiredStateHash(text);
    this.own ??= hash;
    if (hash === this.own) {
      // What is mounted was in the ConfigMap: whatever differs from now on is newer.
      this.seen = true;
      return { desired: parseDesiredState(text, this.options.file), hash };
    }
    // The kubelet may be slower than the API server.
    const found = await this.look();
    return 'kind' in found ? found : { desired: parseDesiredState(found.text, found.where), hash: this.own };
  }

  /** Asked before each act. */
  public async supersession(): Promise<{ readonly kind: 'current' } | NotCurrent> {
    if (this.options.configMap === undefined) { return { kind: 'current' }; }
    const found = await this.look();
    return 'kind' in found ? found : { kind: 'current' };
  }

  private mounted(): string {
    try {
      return readFileSync(this.options.file, 'utf8');
    } catch (error) {
      throw new Error(`The desired state cannot be read: ${wordsOf(error)}`);
    }
  }

  /** Looks for the desired state that this run is for. */
  private async look(): Promise<{ readonly text: string; readonly where: string } | NotCurrent> {
    const { configMap, file } = this.options;
    const key = basename(file);
    const where = configMap === undefined ? file : `key '${key}' of ConfigMap '${configMap.name}'`;
    let text: string | undefined;
    try {
      text = configMap === undefined ? this.mounted() : (await configMap.client.get(CONFIG_MAPS, configMap.name))?.data?.[key];
    } catch (error) {
      return { kind: 'unread', reason: wordsOf(error), mend: mendOf(error) };
    }
    if (text === undefined) {
      this.missingSince ??= this.time.now();
      const gone = this.time.now() - this.missingSince >= this.lagMillis;
      return gone ? { kind: 'superseded', reason: `${where} is gone` } : { kind: 'unread', reason: `${where} does not exist` };
    }
    this.missingSince = undefined;
    const hash = desiredStateHash(text);
    if (hash === this.own) {
      this.seen = true;
      return { text, where };
    }
    const other = `${where} holds the desired state ${hash}, and this run is for ${this.own}`;
    if (this.seen) { return { kind: 'superseded', reason: other }; }
    return this.time.now() - this.begun >= this.lagMillis
      ? { kind: 'superseded', reason: `${other}, which it has never held: either a newer one was applied at once, or this one's ConfigMap was not; then apply all manifests again` }
      : { kind: 'unread', reason: `${other}; it may not have been applied yet` };
  }
}

/**
 * Reads a desired state. Its shape is that of its format, as the library has written it.
 *
 * @param where it is from
 */
export function parseDesiredState(text: string, where: string): DesiredState {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw new Error(`The desired state (${where}) is not JSON: ${wordsOf(error)}. Synthesize and apply the manifests again; nobody should edit it.`);
  }
  const found = isRecord(document) ? document.format : undefined;
  if (found !== DESIRED_STATE_FORMAT) {
    throw new Error(`The desired state (${where}) has format ${JSON.stringify(found) ?? 'none'}, and this program reads format ${DESIRED_STATE_FORMAT}: they are of different versions of `
      + 'cdk8s-kafka. Synthesize with one version and apply all manifests of the Job again.');
  }
  if (!isWhole(document)) {
    throw new Error(`The desired state (${where}) lacks its name, policy, ensembles or clusters. Synthesize and apply the manifests again; nobody should edit it.`);
  }
  return document;
}

function isWhole(document: unknown): document is DesiredState {
  return isRecord(document) && typeof document.name === 'string' && isRecord(document.policy) && Array.isArray(document.ensembles) && Array.isArray(document.clusters);
}
