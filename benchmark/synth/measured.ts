/** What an app says of itself when it ends, as one line of JSON on standard output. */
export interface Measured {
  /** From the start of the declaration to the last manifest, without the start of Node.js and the loading of modules. */
  readonly synthesis: number;
  /** Processor time of the whole process so far, in milliseconds. */
  readonly processor: number;
  /** The most memory that the process has held, in MiB. */
  readonly memory: number;
}

/** Measures a declaration, and the synthesis that it returns. */
export function measured(declare: () => () => void): void {
  const begin = process.hrtime.bigint();
  declare()();
  const synthesis = Number(process.hrtime.bigint() - begin) / 1e6;
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const result: Measured = { synthesis, processor: (userCPUTime + systemCPUTime) / 1000, memory: maxRSS / 1024 };
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
