/** A line of a run's log in JSON, as far as it is read here. */
export interface LogLine {
  readonly event: string;
  /** Since the run began. */
  readonly seconds: number;
  readonly step?: { readonly kind: string; readonly nodes?: readonly unknown[] };
}

export function logLines(log: string): readonly LogLine[] {
  return log.split('\n').filter((line) => line.startsWith('{')).map((line): LogLine => JSON.parse(line));
}
