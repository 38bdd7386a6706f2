import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { Chart } from 'cdk8s';
import { Deployment } from './deployment';

/** The shell commands of a section of docs/operations.md, block by block, as they are written there. */
export function documentedCommands(section: string): readonly string[] {
  const text = readFileSync(join(__dirname, '..', '..', 'docs', 'operations.md'), 'utf8');
  const found = text.split(/^(?=## )/m).find((part) => part.startsWith(`## ${section}\n`));
  const blocks = [...(found ?? '').matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, block]) => block);
  if (blocks.length === 0) { throw new Error(`docs/operations.md has no section '${section}' with shell commands.`); }
  return blocks;
}

/**
 * Types commands of docs/operations.md into a shell, after those with which the page begins, in a folder whose `dist/` holds what was applied last. Nothing but the
 * namespace is changed. A command that fails ends the shell.
 *
 * @returns what they print
 */
export async function typeCommands<C extends Chart>(cluster: Deployment<C>, commands: string, seconds = 300): Promise<string> {
  const [shell] = documentedCommands('Commands on this page');
  const named = shell.replace(/^NS=streaming$/m, `NS=${cluster.namespace}`);
  if (named === shell) { throw new Error(`The first commands of docs/operations.md name no namespace:\n${shell}`); }
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-kafka-app-'));
  try {
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'dist', 'app.k8s.yaml'), cluster.appliedText());
    return await run(cluster, `set -eu\n${named}\n${commands}`, folder, seconds);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run<C extends Chart>({ kubectl: { cluster } }: Deployment<C>, script: string, folder: string, seconds: number): Promise<string> {
  const path = isAbsolute(cluster.kubectl) ? `${dirname(cluster.kubectl)}${delimiter}${process.env.PATH}` : process.env.PATH;
  const shell = spawn('sh', ['-c', script], {
    cwd: folder, env: { ...process.env, PATH: path, KUBECONFIG: cluster.kubeconfig }, stdio: ['ignore', 'pipe', 'pipe'], detached: true,
  });
  // With all that it has started: a command that goes on would keep its output open.
  const timer = setTimeout(() => shell.pid && process.kill(-shell.pid, 'SIGKILL'), seconds * 1000);
  return new Promise((resolve, reject) => {
    const [output, said]: [Buffer[], Buffer[]] = [[], []];
    shell.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    shell.stderr.on('data', (chunk: Buffer) => said.push(chunk));
    shell.on('error', reject);
    shell.on('close', (code, signal) => {
      clearTimeout(timer);
      const [stdout, stderr] = [Buffer.concat(output).toString(), Buffer.concat(said).toString()];
      if (code === 0) { return resolve(stdout); }
      reject(new Error(`The commands ended with ${code ?? `${signal}, after ${seconds} s at most`}:\n${script}\n${stdout}${stderr}`));
    });
  });
}
