import { ChildProcess, spawn, SpawnOptions, spawnSync } from 'node:child_process';

/** How a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const running = new Set<ChildProcess>();

/** Where util-linux has it, a process ends even when that of the tests is killed. */
export const TIED: readonly string[] = spawnSync('setpriv', ['--pdeathsig', 'KILL', 'true']).status === 0 ? ['setpriv', '--pdeathsig', 'KILL'] : [];

// Whatever way the tests end: nothing of theirs goes on.
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** A process with its output, both streams in the order in which they came. */
export class Process {
  public readonly ended: Promise<Ending>;
  private readonly child: ChildProcess;
  private text = '';
  private ending?: Ending;

  constructor(public readonly command: readonly string[], options: SpawnOptions = {}) {
    const [program, ...args] = [...TIED, ...command];
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    running.add(child);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => this.text += chunk);
    }
    this.ended = new Promise((resolve) => {
      const end = (ending: Ending) => {
        running.delete(child);
        this.ending = ending;
        resolve(ending);
      };
      child.on('error', (error) => {
        this.text += `${error}\n`;
        end({ code: null, signal: null });
      });
      child.on('close', (code, signal) => end({ code, signal }));
    });
  }

  public get output(): string { return this.text; }

  public get hasEnded(): boolean { return this.ending !== undefined; }

  public signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** The end of a process that ends by itself. */
  public async end(milliseconds: number): Promise<Ending> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => timer = setTimeout(() => resolve(undefined), milliseconds));
    const ending = await Promise.race([this.ended, late]);
    clearTimeout(timer);
    if (ending === undefined) {
      this.signal('SIGKILL');
      throw new Error(`'${this.command.join(' ')}' runs on after ${milliseconds} ms. The end of its output:\n${this.tail()}`);
    }
    return ending;
  }

  /** Asks it to end, and makes it end if it does not. */
  public async stop(milliseconds = 30_000): Promise<Ending> {
    this.signal('SIGCONT');
    this.signal('SIGTERM');
    const timer = setTimeout(() => this.signal('SIGKILL'), milliseconds);
    const ending = await this.ended;
    clearTimeout(timer);
    return ending;
  }

  public async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.ended;
  }

  public tail(lines = 40): string {
    return this.text.split('\n').slice(-lines).join('\n');
  }
}

/** Waits until a question is answered with yes. */
export async function until(what: () => string, milliseconds: number, question: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!await question()) {
    if (Date.now() > end) { throw new Error(`After ${milliseconds} ms still not: ${what()}`); }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
