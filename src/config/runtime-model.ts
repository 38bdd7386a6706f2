/** How a node's JVM runs, beside its memory, with every default filled in. */
export interface JvmModel {
  readonly flags: Readonly<Record<string, string | number | boolean>>;
  readonly systemProperties: Readonly<Record<string, string>>;
  readonly gcLogging: boolean;
}

/** What is logged, with every default filled in. */
export interface LoggingModel {
  readonly rootLevel: string;
  readonly levels: Readonly<Record<string, string>>;
  readonly layout: 'text' | 'json';
}
