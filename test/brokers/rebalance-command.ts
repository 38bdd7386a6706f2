import { ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KafkaOnLoopback } from './kafka-on-loopback';
import { makeCommand } from '../../tools/lifecycle-program/make';

/** Names are found in a file of hosts, as Java finds those of the pods. */
const NAMES = `
const [dns, fs] = [require('node:dns'), require('node:fs')];
const { lookup } = dns;
dns.lookup = (name, options, callback) => {
  const done = callback ?? options;
  const line = fs.readFileSync(process.env.HOSTS_FILE, 'utf8').split('\\n').map((each) => each.split(' ')).find((words) => words.includes(name));
  if (!line) { lookup(name, options, callback); } else if (options.all) { done(null, [{ address: line[0], family: 4 }]); } else { done(null, line[0], 4); }
};
`;

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** `cdk8s-kafka rebalance`, as a process of its own, at a cluster. */
export class RebalanceCommand {
  private readonly folder = mkdtempSync(join(tmpdir(), 'cdk8s-kafka-command-'));

  constructor(private readonly cluster: KafkaOnLoopback) {
    makeCommand(join(this.folder, 'command.cjs'));
    writeFileSync(join(this.folder, 'names.cjs'), NAMES);
  }

  /** Calls it for the cluster. */
  public at(command: string, ...args: readonly string[]): { readonly process: ChildProcess; readonly ended: Promise<Ended> } {
    const words = ['rebalance', command, '--bootstrap', this.cluster.bootstrap, ...args];
    const process = spawn('node', ['--require', join(this.folder, 'names.cjs'), join(this.folder, 'command.cjs'), ...words], {
      stdio: ['ignore', 'pipe', 'pipe'], env: { ...globalThis.process.env, HOSTS_FILE: this.cluster.ground.hostsFile },
    });
    let [out, err] = ['', ''];
    process.stdout.on('data', (text: Buffer) => { out += text.toString(); });
    process.stderr.on('data', (text: Buffer) => { err += text.toString(); });
    return { process, ended: new Promise((resolve) => { process.on('close', (code) => { resolve({ code, out, err }); }); }) };
  }

  /** A file for it. @returns its path */
  public file(name: string, text: string): string {
    writeFileSync(join(this.folder, name), text);
    return join(this.folder, name);
  }

  public close(): void { rmSync(this.folder, { recursive: true }); }
}
