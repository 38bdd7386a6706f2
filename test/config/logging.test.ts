import { isLevel, KAFKA_LEVELS, LEVELS, LoggingFramework, LoggingOptions, renderLogging, supportsJson } from '../../src/config/logging';
import { parseProperties } from '../../src/config/properties';

function options(framework: LoggingFramework, more: Partial<LoggingOptions> = {}): LoggingOptions {
  return { framework, rootLevel: 'info', levels: KAFKA_LEVELS, layout: 'text', ...more };
}

test('log4j2', () => {
  const { fileName, text, systemProperty } = renderLogging(options('log4j2'));
  expect(systemProperty('/etc/kafka')).toEqual(['log4j2.configurationFile', `/etc/kafka/${fileName}`]);
  expect(text).toBe(`status=WARN
shutdownHook=disable

# Standard output
appender.stdout.type=Console
appender.stdout.name=STDOUT
appender.stdout.target=SYSTEM_OUT
appender.stdout.layout.type=PatternLayout
appender.stdout.layout.charset=UTF-8
appender.stdout.layout.pattern=[%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX}] %p %m (%c)%n

# Levels
rootLogger.level=INFO
rootLogger.appenderRef.stdout.ref=STDOUT
logger.0.name=kafka.network.RequestChannel$
logger.0.level=WARN
logger.1.name=kafka.request.logger
logger.1.level=WARN
`);
});

test('reload4j', () => {
  const { fileName, text, systemProperty } = renderLogging(options('reload4j'));
  expect(systemProperty('/etc/kafka')).toEqual(['log4j.configuration', `file:/etc/kafka/${fileName}`]);
  expect(text).toBe(`# Standard output
log4j.appender.stdout=org.apache.log4j.ConsoleAppender
log4j.appender.stdout.Target=System.out
log4j.appender.stdout.encoding=UTF-8
log4j.appender.stdout.layout=org.apache.log4j.PatternLayout
log4j.appender.stdout.layout.ConversionPattern=[%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX}] %p %m (%c)%n

# Levels
log4j.rootLogger=INFO, stdout
log4j.logger.kafka.network.RequestChannel$=WARN
log4j.logger.kafka.request.logger=WARN
`);
});

test('logback', () => {
  const { fileName, text, systemProperty } = renderLogging(options('logback', { levels: { 'org.apache.zookeeper': 'debug' } }));
  expect(systemProperty('/conf')).toEqual(['logback.configurationFile', `/conf/${fileName}`]);
  expect(text).toBe(`<configuration>
  <appender name="stdout" class="ch.qos.logback.core.ConsoleAppender">
    <encoder>
      <charset>UTF-8</charset>
      <pattern>[%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX}] %p %m \\(%c\\)%n</pattern>
    </encoder>
  </appender>
  <logger name="org.apache.zookeeper" level="DEBUG"/>
  <root level="INFO">
    <appender-ref ref="stdout"/>
  </root>
</configuration>
`);
});

test('logger names are sorted, so that the order of declaration changes nothing', () => {
  expect(renderLogging(options('log4j2', { levels: { b: 'WARN', a: 'WARN' } })).text)
    .toBe(renderLogging(options('log4j2', { levels: { a: 'WARN', b: 'WARN' } })).text);
});

test('logger names are escaped for the format', () => {
  const name = 'a ${b}: <c>&"d"';
  expect(parseProperties(renderLogging(options('log4j2', { levels: { [name]: 'WARN' } })).text).get('logger.0.name')).toBe('a $${b}: <c>&"d"');
  expect(parseProperties(renderLogging(options('reload4j', { levels: { [name]: 'WARN' } })).text).get(`log4j.logger.${name}`)).toBe('WARN');
  expect(renderLogging(options('logback', { levels: { '<c>&"d"': 'WARN' } })).text).toContain('<logger name="&lt;c&gt;&amp;&quot;d&quot;" level="WARN"/>');
});

test("a pattern of the user's own", () => {
  expect(renderLogging(options('log4j2', { pattern: '%m <%c>%n' })).text).toContain('layout.pattern=%m <%c>%n\n');
  expect(renderLogging(options('reload4j', { pattern: '%m <%c>%n' })).text).toContain('ConversionPattern=%m <%c>%n\n');
  expect(renderLogging(options('logback', { pattern: '%m <%c>%n' })).text).toContain('<pattern>%m &lt;%c&gt;%n</pattern>');
});

test('logback has no FATAL, and would log everything if it were told so', () => {
  const { text } = renderLogging(options('logback', { rootLevel: 'FATAL', levels: { a: 'FATAL' } }));
  expect(text).toContain('<root level="ERROR">');
  expect(text).toContain('<logger name="a" level="ERROR"/>');
});

describe('levels', () => {
  test.each([...LEVELS, 'warn', 'Debug'])('%s is one', (level) => expect(isLevel(level)).toBe(true));
  test.each(['', 'WARNING', 'INFO ', 'NOTICE', 'constructor'])('%j is none', (level) => expect(isLevel(level)).toBe(false));
});

describe('refused', () => {
  test.each<[string, LoggingOptions, string]>([
    ['an unknown root level', options('log4j2', { rootLevel: 'LOUD' }), "Level 'LOUD' of the root logger is unknown. Use one of OFF, FATAL"],
    ["an unknown logger's level", options('log4j2', { levels: { kafka: 'WARNING' } }), "Level 'WARNING' of logger 'kafka' is unknown"],
    ['a logger without a name', options('log4j2', { levels: { '': 'WARN' } }), "Level 'WARN' is for a logger with the name \"\""],
    ['JSON by reload4j', options('reload4j', { layout: 'json' }), "Logging layout 'json': reload4j"],
    ['JSON with a pattern', options('log4j2', { layout: 'json', pattern: '%m%n' }), 'has no effect with layout \'json\''],
    ['a pattern of two lines', options('log4j2', { pattern: '%m\n' }), 'is empty or has control characters'],
    ['a variable in a logback name', options('logback', { levels: { 'a${b}': 'WARN' } }), "which has no escape for '${'"],
  ])('%s', (_, refused, message) => {
    expect(() => renderLogging(refused)).toThrow(message);
  });

  test('every framework that says so supports JSON', () => {
    for (const framework of ['log4j2', 'reload4j', 'logback'] as const) {
      const render = () => renderLogging(options(framework, { layout: 'json', levels: {} }));
      if (supportsJson(framework)) expect(render().text).toContain('"message"');
      else expect(render).toThrow('cannot escape text for JSON');
    }
  });
});
