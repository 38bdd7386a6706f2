import { renderLog4j2 } from './log4j2';
import { renderLogback } from './logback';
import { renderReload4j } from './reload4j';

/**
 * The configuration of the logging frameworks: log4j2 in Kafka 4, reload4j (log4j 1) in Kafka 3, logback in ZooKeeper 3.8 and
 * later. All of them write to standard output only: that is where Kubernetes reads logs, and the root file system is read-only.
 */

export type LoggingFramework = 'log4j2' | 'reload4j' | 'logback';

export type LoggingLayout = 'text' | 'json';

/** From silent to everything. */
export const LEVELS = ['OFF', 'FATAL', 'ERROR', 'WARN', 'INFO', 'DEBUG', 'TRACE', 'ALL'] as const;

export type Level = typeof LEVELS[number];

export interface LoggingOptions {
  readonly framework: LoggingFramework;
  /** Level of every logger that has none of its own, nor a parent with one. */
  readonly rootLevel: string;
  /** Levels by logger name, for instance `{ 'kafka.server.ReplicaManager': 'DEBUG' }`. */
  readonly levels: Readonly<Record<string, string>>;
  readonly layout: LoggingLayout;
  /**
   * Layout of a line of text, in the framework's own pattern language.
   *
   * @default - time, level, message and logger, as Kafka's distribution has it, the time in ISO 8601 with its offset
   */
  readonly pattern?: string;
}

export interface LoggingConfiguration {
  readonly fileName: string;
  readonly text: string;
  /** Name and value of the system property that makes the framework read the file in this folder. */
  systemProperty(folder: string): readonly [name: string, value: string];
}

/** What the renderers get: names and levels checked. */
export interface CheckedLogging {
  readonly rootLevel: Level;
  readonly levels: readonly (readonly [logger: string, level: Level])[];
  readonly layout: LoggingLayout;
  readonly pattern?: string;
}

/**
 * The levels that Kafka's distribution sets apart from the root's INFO (config/log4j2.yaml of 4.x, config/log4j.properties of 3.9):
 * what these two write at INFO or DEBUG is a line per request.
 *
 * The distribution's other loggers (`org.apache.kafka.controller`, `state.change.logger`, `kafka.authorizer.logger`, the log cleaner's)
 * are listed there at INFO for the sake of files of their own. On a single output they are left to the root, so that raising its level
 * quietens them too. Its TRACE for `kafka.controller` of 3.9, the controller of ZooKeeper mode, is meant for such a file as well.
 */
export const KAFKA_LEVELS: Readonly<Record<string, Level>> = {
  'kafka.network.RequestChannel$': 'WARN',
  'kafka.request.logger': 'WARN',
};

/** Is it a level that all three frameworks know? Case does not matter, as it does not to them. */
export function isLevel(text: string): boolean {
  return asLevel(text) !== undefined;
}

/**
 * Can the framework write valid JSON with nothing but the jars that Kafka and ZooKeeper ship?
 *
 * log4j2 escapes with `%enc{…}{JSON}`, logback can replace by regular expressions. reload4j's PatternLayout and EnhancedPatternLayout
 * know no escaping at all, and XMLLayout is its only other layout for a whole event.
 */
export function supportsJson(framework: LoggingFramework): boolean {
  return framework !== 'reload4j';
}

/**
 * Renders the file for a framework.
 *
 * @throws for an unknown level, an empty logger name, JSON where it is not supported, a pattern besides JSON or with control characters
 */
export function renderLogging(options: LoggingOptions): LoggingConfiguration {
  const { framework, layout, pattern } = options;
  if (layout === 'json' && !supportsJson(framework)) {
    throw new Error(`Logging layout 'json': ${framework}, the logging framework of Kafka 3, cannot escape text for JSON without additional jars. `
      + "Use layout 'text', or Kafka 4.");
  }
  if (layout === 'json' && pattern !== undefined) {
    throw new Error(`Logging pattern ${JSON.stringify(pattern)} has no effect with layout 'json'. Leave it out, or use layout 'text'.`);
  }
  // eslint-disable-next-line no-control-regex
  if (pattern !== undefined && !/^[^\u0000-\u001f]+$/.test(pattern)) {
    throw new Error(`Logging pattern ${JSON.stringify(pattern)} is empty or has control characters. Use the pattern language's own words, '%n' for a new line.`);
  }
  const checked: CheckedLogging = {
    rootLevel: requireLevel('the root logger', options.rootLevel),
    levels: Object.entries(options.levels)
      .map(([logger, level]) => [requireName(logger, level), requireLevel(`logger '${logger}'`, level)] as const)
      .sort(([a], [b]) => a < b ? -1 : 1),
    layout,
    pattern,
  };
  switch (framework) {
    case 'log4j2': return renderLog4j2(checked);
    case 'reload4j': return renderReload4j(checked);
    case 'logback': return renderLogback(checked);
  }
}

function asLevel(text: string): Level | undefined {
  return LEVELS.find((level) => level === text.toUpperCase());
}

function requireLevel(logger: string, text: string): Level {
  const level = asLevel(text);
  if (level === undefined) {
    throw new Error(`Level '${text}' of ${logger} is unknown. Use one of ${LEVELS.join(', ')}.`);
  }
  return level;
}

function requireName(logger: string, level: string): string {
  if (logger.trim() === '') {
    throw new Error(`Level '${level}' is for a logger with the name ${JSON.stringify(logger)}. Name the logger; rootLevel is for all others.`);
  }
  return logger;
}
