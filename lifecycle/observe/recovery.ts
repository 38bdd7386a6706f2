/** So many lines of a log are looked at: enough to hold the progress of all threads that recover logs. */
export const RECOVERY_LINES = 1000;

/** The lines of `LogManager`, the same from Kafka 3.9 to 4.3. */
const BEGUN = /Loading logs from log dirs /;
const ENDED = /Loaded \d+ logs in \d+ms/;
/** One for each folder of data. After an unclean end the logs are recovered, otherwise they are only loaded; both take long where there are many. */
const FOLDER = /(Recovering|Skipping recovery of) (\d+) logs from (.+?) since (?:no )?clean shutdown file was found/;
const LOG = /(?:Completed load of|Error while loading logs in) .* in \d+ms \((\d+)\/(\d+) completed in (.+?)\)/;
/**
 * `LogLoader` writes it before each segment that was not known to be on disk when the broker ended; only Kafka 3 says how many there are. The log of the metadata has its line
 * at every start, before the others, and none that says that it has ended.
 */
const SEGMENT = /Recovering unflushed segment \d+\. (\d+)(?:\/(\d+))? recovered for (?!__cluster_metadata-)(.+?)\.(?:\s|$)/;

/**
 * How far a broker is with its logs, by the end of what it has printed: `recovered 37 of 120 logs`, or `loaded …` after a clean end. Undefined if it does not speak of it, or
 * has finished. The text changes whenever the broker gets on.
 */
export function recoveryOf(log: string): string | undefined {
  let progress = new Progress();
  for (const line of log.split('\n')) {
    if (BEGUN.test(line)) { progress = new Progress(); }
    progress.read(line);
  }
  return progress.text();
}

class Progress {
  private readonly folders = new Map<string, { readonly done: number; readonly of: number }>();
  private begun = false;
  private ended = false;
  private recovers = false;
  private segment?: string;

  public read(line: string): void {
    const folder = FOLDER.exec(line);
    const log = LOG.exec(line);
    const segment = SEGMENT.exec(line);
    this.begun ||= BEGUN.test(line) || folder !== null || log !== null || segment !== null;
    this.ended ||= ENDED.test(line);
    this.recovers ||= folder?.[1] === 'Recovering' || segment !== null;
    if (folder) { this.folders.set(folder[3], { done: 0, of: Number(folder[2]) }); }
    if (log) {
      // Several threads count, and their lines may come in another order.
      this.folders.set(log[3], { done: Math.max(Number(log[1]), this.folders.get(log[3])?.done ?? 0), of: Number(log[2]) });
      this.segment = undefined;
    }
    if (segment) {
      const [, done, of, partition] = segment;
      this.segment = done === '0' ? undefined : `at segment ${Number(done) + 1}${of === undefined ? '' : ` of ${of}`} of ${partition}`;
    }
  }

  public text(): string | undefined {
    if (!this.begun || this.ended) { return undefined; }
    const sum = (key: 'done' | 'of') => [...this.folders.values()].reduce((total, folder) => total + folder[key], 0);
    const logs = this.folders.size === 0 ? [] : [`${this.recovers ? 'recovered' : 'loaded'} ${sum('done')} of ${sum('of')} logs`];
    return [...logs, ...(this.segment === undefined ? [] : [this.segment])].join(', ') || 'loads its logs';
  }
}
