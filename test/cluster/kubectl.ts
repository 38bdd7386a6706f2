import { spawn } from 'node:child_process';
import { ApiProxy } from './api-proxy';
import { ClusterUnderTest } from './cluster-under-test';

/** What a command answered. */
export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** Text for the command's standard input. */
  readonly input?: string;
  /** @default 60 */
  readonly seconds?: number;
  /** Ends a command, such as one that follows a log, as soon as it has printed this: then it has succeeded. */
  readonly enough?: RegExp;
}

/** Where the API has each kind of objects. */
const GROUPS = {
  configmaps: '/api/v1',
  events: '/api/v1',
  nodes: '/api/v1',
  persistentvolumeclaims: '/api/v1',
  persistentvolumes: '/api/v1',
  pods: '/api/v1',
  statefulsets: '/apis/apps/v1',
  jobs: '/apis/batch/v1',
  leases: '/apis/coordination.k8s.io/v1',
  poddisruptionbudgets: '/apis/policy/v1',
};

export type Kind = keyof typeof GROUPS;

/** Which objects of a kind. */
export interface Selection {
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

interface Dated {
  readonly metadata: { readonly creationTimestamp: string };
}

/** Runs kubectl in one namespace, and reads what is in it. Nothing is tried twice: what fails once is for the scenario to judge. */
export class Kubectl {
  constructor(public readonly cluster: ClusterUnderTest, public readonly namespace: string) {}

  /** Runs a command that may fail. */
  public answer(args: readonly string[], options: RunOptions = {}): Promise<Answer> {
    const child = spawn(this.cluster.kubectl, ['--namespace', this.namespace, ...args], {
      env: { ...process.env, KUBECONFIG: this.cluster.kubeconfig },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const seconds = options.seconds ?? 60;
    return new Promise((resolve, reject) => {
      const stdout: Buffer[] = [];
      const stderr: Buffer[] = [];
      let [late, enough] = [false, false];
      const timer = setTimeout(() => {
        late = true;
        child.kill('SIGKILL');
      }, seconds * 1000);
      child.stdout.on('data', (chunk: Buffer) => {
        stdout.push(chunk);
        if (options.enough?.test(Buffer.concat(stdout).toString())) {
          enough = true;
          child.kill('SIGKILL');
        }
      });
      child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
      // A command that ends before it has read its input says why on standard error.
      child.stdin.on('error', () => undefined);
      child.stdin.end(options.input ?? '');
      child.on('error', (error) => reject(new Error(`${this.cluster.kubectl} cannot be run (${error.message}). Install kubectl: https://kubernetes.io/docs/tasks/tools/`)));
      child.on('close', (code) => {
        clearTimeout(timer);
        resolve({
          code: enough ? 0 : code ?? 1,
          stdout: Buffer.concat(stdout).toString(),
          stderr: `${Buffer.concat(stderr).toString()}${late ? `\nended after ${seconds} s without an answer` : ''}`,
        });
      });
    });
  }

  /** Runs a command that must succeed; what it printed. */
  public async run(args: readonly string[], options: RunOptions = {}): Promise<string> {
    const { code, stdout, stderr } = await this.answer(args, options);
    if (code !== 0) {
      throw new Error(`kubectl --namespace ${this.namespace} ${args.join(' ')}\nended with ${code}:\n${stderr.trim()}${stdout === '' ? '' : `\n${stdout.trim()}`}`);
    }
    return stdout;
  }

  /** An object. */
  public async get<T>(kind: Kind, name: string): Promise<T> {
    const found: T = JSON.parse(await this.ask(this.path(kind, name)));
    return found;
  }

  /** The objects of a kind, the oldest first. */
  public async list<T extends Dated>(kind: Kind, selection: Selection = {}): Promise<readonly T[]> {
    const { items }: { readonly items: readonly T[] } = JSON.parse(await this.ask(`${this.path(kind)}?${new URLSearchParams({ ...selection }).toString()}`));
    return [...items].sort((a, b) => a.metadata.creationTimestamp.localeCompare(b.metadata.creationTimestamp));
  }

  /** What a pod's container has said, since it was started last. */
  public async log(pod: string, container?: string): Promise<string> {
    return this.ask(`${this.path('pods', pod)}/log${container === undefined ? '' : `?container=${container}`}`);
  }

  /** Runs a command in a pod's container. */
  public exec(pod: string, container: string, command: readonly string[], options: RunOptions = {}): Promise<string> {
    return this.run(['exec', ...(options.input === undefined ? [] : ['--stdin']), pod, '--container', container, '--', ...command], options);
  }

  private path(kind: Kind, name?: string): string {
    const place = kind === 'nodes' || kind === 'persistentvolumes' ? '' : `namespaces/${this.namespace}/`;
    return `${GROUPS[kind]}/${place}${kind}${name === undefined ? '' : `/${name}`}`;
  }

  private async ask(path: string): Promise<string> {
    return ApiProxy.of(this.cluster).text(path);
  }
}
