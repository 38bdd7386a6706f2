/** How log lines look. */
export enum LogLayout {
  /** `[time] LEVEL message (logger)`, as Kafka itself has it. */
  TEXT = 'text',

  /** One JSON object per line, for log collectors. Kafka 3.9 cannot write it: its logging framework cannot escape text. */
  JSON = 'json',
}

/** What is logged, to standard output. */
export interface LoggingOptions {
  /**
   * The level of all loggers that have none of their own: `OFF`, `FATAL`, `ERROR`, `WARN`, `INFO`, `DEBUG`, `TRACE` or `ALL`.
   * @default INFO
   */
  readonly rootLevel?: string;

  /**
   * Levels by logger, for example `{ 'kafka.request.logger': 'DEBUG' }`.
   * @default - for Kafka those of its own distribution, for ZooKeeper none
   */
  readonly levels?: { [logger: string]: string };

  /**
   * How the lines look.
   * @default LogLayout.TEXT
   */
  readonly layout?: LogLayout;
}
