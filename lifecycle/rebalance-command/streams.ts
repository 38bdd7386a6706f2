import { readFileSync, readSync, writeSync } from 'node:fs';

export const [STDIN, STDOUT, STDERR] = [0, 1, 2];
/** So much is read or written at once. */
const CHUNK = 65_536;
const PAUSE_MILLIS = 10;

/** All of a file, or, for `-`, of standard input. */
export function readWhole(file: string): Buffer {
  if (file !== '-') { return readFileSync(file); }
  const chunks: Buffer[] = [];
  for (;;) {
    const chunk = Buffer.alloc(CHUNK);
    const read = again(() => readSync(STDIN, chunk));
    if (read === 0) { return Buffer.concat(chunks); }
    chunks.push(chunk.subarray(0, read));
  }
}

/** Writes to the end: a process that ends would lose what a pipe has not taken yet. If nobody reads what is told on standard error, the rest goes on without it. */
export function writeAll(to: number, parts: Iterable<string>): void {
  let waiting = '';
  const flush = () => {
    const bytes = Buffer.from(waiting);
    for (let at = 0; at < bytes.length;) { at += again(() => writeSync(to, bytes, at)); }
    waiting = '';
  };
  try {
    for (const part of parts) {
      waiting += part;
      if (waiting.length > CHUNK) { flush(); }
    }
    flush();
  } catch (error) {
    if (to !== STDERR || codeOf(error) !== 'EPIPE') { throw error; }
  }
}

/** Does what a pipe that is full, or still empty, puts off. */
function again(act: () => number): number {
  for (;;) {
    try {
      return act();
    } catch (error) {
      // Some systems tell the end of standard input so.
      if (codeOf(error) === 'EOF') { return 0; }
      if (codeOf(error) !== 'EAGAIN') { throw error; }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MILLIS);
    }
  }
}

function codeOf(error: unknown): unknown { return error instanceof Error && 'code' in error ? error.code : undefined; }
