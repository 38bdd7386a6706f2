import { spawnSync } from 'node:child_process';
import type { Measured } from './measured';
import { median } from '../median';

/** One child process. */
export interface Run extends Measured {
  /** From its start to its end, in milliseconds. */
  readonly process: number;
}

export type Command = readonly string[];

/** Runs Node.js with these arguments, and waits for its end. */
export function run(command: Command): Run {
  const begin = process.hrtime.bigint();
  const { status, stdout, stderr, error } = spawnSync(process.execPath, command, { encoding: 'utf8', env: { ...process.env, CDK8S_KAFKA_SIZING: '' } });
  const elapsed = Number(process.hrtime.bigint() - begin) / 1e6;
  if (status !== 0) { throw new Error(`node ${command.join(' ')} failed: ${error?.message ?? stderr}`); }
  return { process: elapsed, ...JSON.parse(stdout) as Measured };
}

/**
 * Runs all commands, one after the other, round after round, each round in the opposite order of the last one: whatever else the machine does
 * meets all of them alike. The first round only warms the disk's cache.
 */
export function interleaved(commands: Readonly<Record<string, Command>>, rounds: number): Record<string, Run[]> {
  const runs: Record<string, Run[]> = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    const order = Object.entries(commands);
    if (round % 2 === 1) { order.reverse(); }
    for (const [name, command] of order) {
      const result = run(command);
      if (round > 0) { runs[name].push(result); }
    }
  }
  return runs;
}

/** The median of what each round says: its own two runs had the same machine. */
export function medianRatio(runs: readonly Run[], against: readonly Run[], of: keyof Run): number {
  return median(runs.map((r, i) => r[of] / against[i][of]));
}
