import { spawn } from 'node:child_process';

export interface StepResult {
  readonly name: string;
  readonly passed: boolean;
  readonly seconds: number;
}

export interface StepOptions {
  /** Whether the output is to be seen while it runs. */
  readonly show?: boolean;
  /** Variables beside those of this process. */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Runs a command as one step of a longer run: its name before, its time after; its output only if it fails, unless it is to be seen.
 * A step that fails does not end the run, so that one run shows all that is wrong.
 */
export function step(name: string, command: readonly string[], options: StepOptions = {}): Promise<StepResult> {
  const begin = Date.now();
  return new Promise((resolve) => {
    const output: Buffer[] = [];
    const child = spawn(command[0], command.slice(1), {
      stdio: options.show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...options.env },
    });
    child.stdout?.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => output.push(chunk));
    const end = (passed: boolean, why = '') => {
      const seconds = (Date.now() - begin) / 1000;
      console.log(`${passed ? 'ok    ' : 'FAILED'} ${name} (${seconds.toFixed(1)} s)${why}`);
      if (!passed) { process.stdout.write(Buffer.concat(output)); }
      resolve({ name, passed, seconds });
    };
    child.on('error', (error) => end(false, `: ${command[0]}: ${error.message}`));
    child.on('close', (code) => end(code === 0));
  });
}
