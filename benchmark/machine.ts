import { cpus, loadavg, totalmem } from 'node:os';

/** What a benchmark ran on, in one line. */
export function machine(): string {
  const [cpu] = cpus();
  return `Node.js ${process.versions.node}, ${cpus().length} processors (${cpu.model.trim()}), ${Math.round(totalmem() / 1024 ** 3)} GiB, `
    + `load ${loadavg()[0].toFixed(1)}, ${new Date().toISOString().slice(0, 10)}`;
}
