import { table } from '../table';

/** A roll of all brokers of a cluster, simulated or real. */
export interface Roll {
  readonly brokers: number;
  readonly concurrency: number;
  /** How many brokers were restarted, in how many batches. */
  readonly restarts: number;
  readonly batches: number;
  /** From the start of the run until it has converged, in milliseconds. */
  readonly millis: number;
}

/** How many times faster the second one was. Both must have restarted all brokers. */
export function timesFaster(serial: Roll, batched: Roll): number {
  for (const roll of [serial, batched]) {
    if (roll.restarts !== roll.brokers) { throw new Error(`${roll.restarts} of ${roll.brokers} brokers were restarted.`); }
  }
  if (serial.brokers !== batched.brokers) { throw new Error(`${serial.brokers} brokers cannot be compared with ${batched.brokers}.`); }
  return serial.millis / batched.millis;
}

/** Prints rolls in pairs, as they are measured. What is returned is given a pair, and returns how many times faster the second one was. */
export function comparisons(print: (line: string) => void): (serial: Roll, batched: Roll) => number {
  const row = table([
    ['brokers', 7], ['serial, s', 10], ['s a broker', 10], ['concurrency', 11], ['batches', 8], ['batched, s', 10], ['s a batch', 10], ['times faster', 12],
  ], print);
  return (serial, batched) => {
    const faster = timesFaster(serial, batched);
    row([
      String(serial.brokers), seconds(serial.millis), seconds(serial.millis / serial.batches),
      String(batched.concurrency), String(batched.batches), seconds(batched.millis), seconds(batched.millis / batched.batches), faster.toFixed(2),
    ]);
    return faster;
  };
}

function seconds(millis: number): string { return (millis / 1000).toFixed(1); }
