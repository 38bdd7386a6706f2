import type { CheckedLogging, Level, LoggingConfiguration } from './logging';

const TIME = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX}";

/** The pattern of Kafka's distribution, so that both read alike; to logback a bare parenthesis would be a group. */
const TEXT = `[${TIME}] %p %m \\(%c\\)%n`;

/**
 * One object a line, with the fields that log4j2 writes for Kafka. logback's JsonEncoder came with 1.3.8 only, and ZooKeeper up to 3.8.4 and
 * 3.9.3 ships 1.2. `%nopex` keeps logback from adding the exception once more.
 */
const JSON_LINE = `{"timestamp":"${TIME}","level":"%p","logger":"${escaped('%c')}","thread":"${escaped('%t')}","message":"${escaped('%m')}"`
  + `%replace(,"exception":"${escaped('%ex')}"){'^,"exception":""$',''}}%n%nopex`;

/** The configuration of logback, the framework of ZooKeeper since 3.8 (https://logback.qos.ch/manual/configuration.html). */
export function renderLogback(logging: CheckedLogging): LoggingConfiguration {
  const pattern = logging.layout === 'json' ? JSON_LINE : logging.pattern ?? TEXT;
  const lines = [
    '<configuration>',
    '  <appender name="stdout" class="ch.qos.logback.core.ConsoleAppender">',
    '    <encoder>',
    // Not the platform's, which is ASCII in a container without a locale.
    '      <charset>UTF-8</charset>',
    `      <pattern>${escapeText(pattern)}</pattern>`,
    '    </encoder>',
    '  </appender>',
    ...logging.levels.map(([logger, level]) => `  <logger name="${escapeAttribute(requireExpressible(logger))}" level="${logbackLevel(level)}"/>`),
    `  <root level="${logbackLevel(logging.rootLevel)}">`,
    '    <appender-ref ref="stdout"/>',
    '  </root>',
    '</configuration>',
  ];
  return {
    fileName: 'logback.xml',
    text: lines.map((line) => `${line}\n`).join(''),
    systemProperty: (folder) => ['logback.configurationFile', `${folder}/logback.xml`],
  };
}

/**
 * The conversion word's text as the inside of a JSON string. A regular expression cannot compute a code point's number, so the control
 * characters without an escape of their own become U+FFFD.
 */
function escaped(word: string): string {
  const replacements = [
    ['["\\\\]', '\\\\$0'],
    ['\\n', '\\\\n'],
    ['\\r', '\\\\r'],
    ['\\t', '\\\\t'],
    ['[\\x00-\\x1f]', '\\\\ufffd'],
  ];
  return replacements.reduce((text, [expression, replacement]) => `%replace(${text}){'${expression}','${replacement}'}`, word);
}

/** logback would take FATAL, which it does not know, for DEBUG (`ch.qos.logback.classic.Level.toLevel`). */
function logbackLevel(level: Level): Exclude<Level, 'FATAL'> {
  return level === 'FATAL' ? 'ERROR' : level;
}

/** logback substitutes `${…}` in names and has no escape for it (`ch.qos.logback.core.subst`); XML 1.0 has none for control characters. */
function requireExpressible(logger: string): string {
  // eslint-disable-next-line no-control-regex
  if (/\$\{|[\u0000-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(logger)) {
    throw new Error(`Logger name ${JSON.stringify(logger)} cannot be written in logback's configuration, `
      + "which has no escape for '${', control characters and half surrogate pairs. Set the level of its parent logger instead.");
  }
  return logger;
}

function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function escapeAttribute(text: string): string {
  return escapeText(text).replace(/"/g, '&quot;');
}
