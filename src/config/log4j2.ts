import type { CheckedLogging, LoggingConfiguration } from './logging';
import { PropertyComment, PropertyEntry, renderProperties } from './properties';

const TIME = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX}";

/** Kafka's own pattern (config/log4j2.yaml), with the time in ISO 8601. */
const TEXT = `[${TIME}] %p %m (%c)%n`;

/** One object a line. JsonLayout and JsonTemplateLayout would need jars that Kafka does not ship. */
const JSON_LINE = `{"timestamp":"${TIME}","level":"%p","logger":"%enc{%c}{JSON}","thread":"%enc{%t}{JSON}","message":"%enc{%m}{JSON}"`
  + '%notEmpty{,"exception":"%enc{%throwable}{JSON}"}}%n';

/**
 * The configuration of log4j2, the framework of Kafka 4, in its properties format: the YAML format of Kafka's distribution means the
 * same, but needs a further jar (https://logging.apache.org/log4j/2.x/manual/configuration.html).
 */
export function renderLog4j2(logging: CheckedLogging): LoggingConfiguration {
  const entries: (PropertyEntry | PropertyComment)[] = [
    // What is wrong with this file itself goes to standard error.
    ['status', 'WARN'],
    // Else log4j stops at SIGTERM at once, and what Kafka says while it shuts down is lost.
    ['shutdownHook', 'disable'],
    { comment: 'Standard output' },
    ['appender.stdout.type', 'Console'],
    ['appender.stdout.name', 'STDOUT'],
    ['appender.stdout.target', 'SYSTEM_OUT'],
    ['appender.stdout.layout.type', 'PatternLayout'],
    // Not the platform's, which is ASCII in a container without a locale.
    ['appender.stdout.layout.charset', 'UTF-8'],
    ['appender.stdout.layout.pattern', logging.layout === 'json' ? JSON_LINE : logging.pattern ?? TEXT],
    { comment: 'Levels' },
    ['rootLogger.level', logging.rootLevel],
    ['rootLogger.appenderRef.stdout.ref', 'STDOUT'],
    ...logging.levels.flatMap(([logger, level], index): PropertyEntry[] => [
      // The middle part only ties name and level together.
      [`logger.${index}.name`, escapeLookups(logger)],
      [`logger.${index}.level`, level],
    ]),
  ];
  return {
    fileName: 'log4j2.properties',
    text: renderProperties(entries),
    systemProperty: (folder) => ['log4j2.configurationFile', `${folder}/log4j2.properties`],
  };
}

/** `${…}` in a value is a lookup, `$${…}` the text itself (https://logging.apache.org/log4j/2.x/manual/lookups.html). */
function escapeLookups(text: string): string {
  return text.replace(/\$\{/g, '$$${');
}
