import type { CheckedLogging, LoggingConfiguration } from './logging';
import { PropertyComment, PropertyEntry, renderProperties } from './properties';

/** Kafka's own pattern (config/log4j.properties), with the time in ISO 8601. */
const TEXT = "[%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX}] %p %m (%c)%n";

/** The configuration of reload4j, the log4j 1 of Kafka 3 (`org.apache.log4j.PropertyConfigurator`). Text only: it cannot write JSON. */
export function renderReload4j(logging: CheckedLogging): LoggingConfiguration {
  const entries: (PropertyEntry | PropertyComment)[] = [
    { comment: 'Standard output' },
    ['log4j.appender.stdout', 'org.apache.log4j.ConsoleAppender'],
    ['log4j.appender.stdout.Target', 'System.out'],
    // Not the platform's, which is ASCII in a container without a locale.
    ['log4j.appender.stdout.encoding', 'UTF-8'],
    ['log4j.appender.stdout.layout', 'org.apache.log4j.PatternLayout'],
    ['log4j.appender.stdout.layout.ConversionPattern', logging.pattern ?? TEXT],
    { comment: 'Levels' },
    ['log4j.rootLogger', `${logging.rootLevel}, stdout`],
    ...logging.levels.map(([logger, level]): PropertyEntry => [`log4j.logger.${logger}`, level]),
  ];
  return {
    fileName: 'log4j.properties',
    text: renderProperties(entries),
    systemProperty: (folder) => ['log4j.configuration', `file:${folder}/log4j.properties`],
  };
}
