import { ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClusterUnderTest } from './cluster-under-test';
import { TIED } from '../process';

/**
 * What the API of a cluster answers, by one `kubectl proxy` for all that is asked: a kubectl for each question would cost a tenth of a second of a processor, and scenarios ask
 * several times a second while they wait. Any kubeconfig will do that kubectl can use.
 */
export class ApiProxy {
  /** The one of a cluster. It ends with the process that asks. */
  public static of(cluster: ClusterUnderTest): ApiProxy {
    const there = ApiProxy.all.get(cluster.kubeconfig);
    if (there) { return there; }
    const made = new ApiProxy(cluster);
    ApiProxy.all.set(cluster.kubeconfig, made);
    return made;
  }

  private static readonly all = new Map<string, ApiProxy>();

  private readonly agent = new Agent({ keepAlive: true });
  private readonly folder = mkdtempSync(join(tmpdir(), 'cdk8s-kafka-api-'));
  private readonly socketPath = join(this.folder, 'socket');
  private readonly serves: Promise<void>;

  private constructor(cluster: ClusterUnderTest) {
    const [program, ...args] = [...TIED, cluster.kubectl, 'proxy', `--unix-socket=${this.socketPath}`];
    const child = spawn(program, args, { env: { ...process.env, KUBECONFIG: cluster.kubeconfig }, stdio: ['ignore', 'pipe', 'pipe'] });
    // Whoever asks after its end gets another one.
    child.on('exit', () => ApiProxy.all.delete(cluster.kubeconfig));
    process.on('exit', () => {
      child.kill('SIGKILL');
      rmSync(this.folder, { recursive: true, force: true });
    });
    this.serves = served(child);
  }

  /**
   * The text that the API answers to a path.
   *
   * @throws if it answers anything but success, or nothing within a minute
   */
  public async text(path: string): Promise<string> {
    await this.serves;
    return new Promise((resolve, reject) => {
      const failed = (why: string) => reject(new Error(`GET ${path}: ${why}`));
      const request = get({ socketPath: this.socketPath, path, agent: this.agent, signal: AbortSignal.timeout(60_000) }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', (error) => failed(error.message));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          if (response.statusCode === 200) { resolve(text); } else { failed(`${response.statusCode} ${text.trim()}`); }
        });
      });
      // What waits for its next question keeps no process from its end.
      request.on('socket', (socket) => socket.ref());
      request.on('error', (error) => failed(error.message));
    });
  }
}

/** Waits until a proxy says that it serves; from then on it keeps nobody from ending. */
async function served(child: ChildProcess): Promise<void> {
  let said = '';
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes('Starting to serve')) { resolve(); }
      });
    }
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`'kubectl proxy' ended with ${code}: ${said.trim()}`)));
  });
  child.unref();
  for (const stream of [child.stdout, child.stderr]) { stream?.destroy(); }
}
