import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { java, kafkaLibs, zooKeeperLibs } from './kafka-libs';
import { divideMemory } from '../../src/config/heap';
import { renderArgumentFile } from '../../src/config/java-arguments';
import { jvmArguments, JvmOptions } from '../../src/config/jvm';
import { LoggingFramework, LoggingOptions, renderLogging } from '../../src/config/logging';
import { parseProperties, PropertyEntry, renderProperties } from '../../src/config/properties';

/** What the library writes, read by the real readers: the JDK's Properties, its launcher, and the logging frameworks of Kafka and ZooKeeper. */

jest.setTimeout(120_000);

const PROBES = path.join(__dirname, 'probes');

let folder: string;
beforeEach(() => folder = fs.mkdtempSync(path.join(os.tmpdir(), 'parsers-')));
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

function run(args: readonly string[], env: NodeJS.ProcessEnv = {}): { stdout: string; stderr: string } {
  const { status, stdout, stderr, error } = spawnSync(java(), args, { encoding: 'utf8', maxBuffer: 2 ** 28, env: { ...process.env, ...env } });
  if (status !== 0) throw new Error(`java ${args.join(' ')} ended with ${status} ${error ?? ''}\n${stdout}\n${stderr}`);
  return { stdout, stderr };
}

describe('java.util.Properties', () => {
  const ALPHABET = ' \t\n\r\f\\:=#!u0041aé\u0085\u00a0';
  const odd = fc.string({ unit: fc.oneof(fc.constantFrom(...ALPHABET, '€', '\u2028', '\ud800', '\u0000'), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })) });

  /** What Java reads from each file; undefined where it throws. */
  function readByJava(files: readonly Buffer[]): (Map<string, string> | undefined)[] {
    files.forEach((file, index) => fs.writeFileSync(path.join(folder, `${index}`), file));
    const lines = run([path.join(PROBES, 'PropertiesProbe.java'), folder]).stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(files.length);
    return lines.map((line) => {
      const entries: PropertyEntry[] | null = JSON.parse(line);
      return entries === null ? undefined : new Map(entries);
    });
  }

  test('reads every key and value that was rendered, past header and comments', () => {
    const cases = fc.sample(fc.record({ entries: fc.array(fc.tuple(odd, odd)), header: fc.array(odd), comment: odd }), 1500);
    const texts = cases.map(({ entries, header, comment }) =>
      renderProperties([...entries.slice(0, 1), { comment }, ...entries.slice(1)], { header }));
    // As a ConfigMap arrives: in UTF-8, which Java then decodes as ISO-8859-1.
    expect(readByJava(texts.map((text) => Buffer.from(text, 'utf8')))).toEqual(cases.map(({ entries }) => new Map(entries)));
  });

  test('reads any text as parseProperties does, and refuses what it refuses', () => {
    const latin = fc.string({ unit: fc.constantFrom(...ALPHABET), maxLength: 40 });
    const texts = fc.sample(latin, 5000);
    const ours = texts.map((text) => {
      try {
        return parseProperties(text);
      } catch {
        return undefined;
      }
    });
    expect(ours.filter((entries) => entries === undefined).length).toBeGreaterThan(0);
    const theirs = readByJava(texts.map((text) => Buffer.from(text, 'latin1')));
    const different = texts.map((text, index) => ({ text: JSON.stringify(text), theirs: theirs[index], ours: ours[index] }))
      .filter((each) => !isDeepStrictEqual(each.theirs, each.ours));
    expect(different).toEqual([]);
  });
});

interface Arrived {
  readonly args: string[];
  readonly jvm: string[];
  readonly properties: Record<string, string>;
  readonly heap: number;
  readonly collectors: string[];
  readonly addressSeconds: number;
}

describe("java's argument file", () => {
  function launch(jvm: readonly string[], args: readonly string[] = []): Arrived {
    const file = path.join(folder, 'arguments');
    const access = ['--add-exports=java.base/sun.net=ALL-UNNAMED', '--add-opens=java.base/sun.net=ALL-UNNAMED'];
    fs.writeFileSync(file, renderArgumentFile([...access, ...jvm, path.join(PROBES, 'ArgumentsProbe.java'), ...args]));
    return JSON.parse(run([`@${file}`], { LC_ALL: 'C.UTF-8' }).stdout);
  }

  test('every argument arrives as it was', () => {
    const unit = fc.oneof(fc.constantFrom(...' \t\n\r\f\\"\'#@$*=%\u000b'), fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }), fc.constantFrom('é', '€', '😀'));
    const args = ['', ' ', '#', 'a#b', '\\', 'a\\', '\\\\n', '"', "'", '@file', 'a\nb', ...fc.sample(fc.string({ unit }), 1000)];
    const arrived = launch(["-Dprobe.a=b c # \"d\" 'e' \\f", '-Dprobe.empty='], args);
    expect(arrived.args).toEqual(args);
    expect(arrived.properties).toEqual({ 'probe.a': "b c # \"d\" 'e' \\f", 'probe.empty': '' });
  });

  const GIB = 1024 ** 3;
  test.each<[string, Partial<JvmOptions>, RegExp]>([
    ['production', {}, /^G1 /],
    ['development', { development: true }, /^(Copy|MarkSweepCompact)$/],
    ['ZGC', { flags: { UseZGC: true } }, /^ZGC /],
    ['G1 in development', { development: true, flags: { UseG1GC: true } }, /^G1 /],
    ['an experimental flag', { flags: { G1NewSizePercent: 10, UnlockExperimentalVMOptions: true } }, /^G1 /],
    ['everything set', { flags: { MaxGCPauseMillis: 50, ThreadStackSize: 1024, ExitOnOutOfMemoryError: false }, systemProperties: { 'java.net.preferIPv4Stack': 'true' } }, /^G1 /],
  ])('the JVM starts with the arguments for %s', (_, options, collectors) => {
    const arrived = launch(jvmArguments({
      heap: divideMemory(GIB / 2, 'broker'), development: false, gcLogFolder: folder, logging: ['probe.logging', 'none'], flags: {}, systemProperties: {}, ...options,
    }));
    expect(arrived.heap).toBeGreaterThan(0.95 * GIB / 4);
    expect(arrived.heap).toBeLessThanOrEqual(GIB / 4);
    for (const collector of arrived.collectors) expect(collector).toMatch(collectors);
    expect(arrived.addressSeconds).toBe(10);
    expect(fs.existsSync(path.join(folder, 'gc.log'))).toBe(true);
  });
});

interface Logged {
  readonly logger: string;
  readonly level: string;
  readonly message: string;
  readonly thrown?: string;
}

const FRAMEWORKS: [product: string, framework: LoggingFramework, libs: () => string, jars: RegExp][] = [
  ['Kafka 3.9.2', 'reload4j', () => kafkaLibs('3.9.2'), /^(slf4j|reload4j)/],
  ['Kafka 4.0.2', 'log4j2', () => kafkaLibs('4.0.2'), /^(slf4j|log4j)/],
  ['Kafka 4.3.1', 'log4j2', () => kafkaLibs('4.3.1'), /^(slf4j|log4j)/],
  ['ZooKeeper 3.8.4', 'logback', () => zooKeeperLibs('3.8.4'), /^(slf4j|logback)/],
  ['ZooKeeper 3.8.6', 'logback', () => zooKeeperLibs('3.8.6'), /^(slf4j|logback)/],
];

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(Z|[+-]\d\d:\d\d)$/;

describe.each(FRAMEWORKS)('%s, %s', (_, framework, libs, jars) => {
  function log(options: Omit<LoggingOptions, 'framework'>, events: readonly Logged[]): string[] {
    const { fileName, text, systemProperty } = renderLogging({ framework, ...options });
    fs.writeFileSync(path.join(folder, fileName), text);
    const hex = (string: string) => [...Array(string.length).keys()].map((i) => string.charCodeAt(i).toString(16).padStart(4, '0')).join('');
    fs.writeFileSync(path.join(folder, 'events'), events.map(({ level, logger, message, thrown }) =>
      `${level} ${hex(logger)} ${hex(message)} ${thrown === undefined ? '-' : hex(thrown)}\n`).join(''));
    const [name, value] = systemProperty(folder);
    const libraries = libs();
    const classPath = fs.readdirSync(libraries).filter((jar) => jars.test(jar)).map((jar) => path.join(libraries, jar)).join(':');
    // No locale, as in a container.
    const { stdout, stderr } = run([`-D${name}=${value}`, '-cp', classPath, path.join(PROBES, 'LoggingProbe.java'), path.join(folder, 'events')], { LC_ALL: 'C' });
    expect(stderr).toBe('');
    return stdout.split('\n').slice(0, -1);
  }

  const plain = { rootLevel: 'INFO', levels: {}, layout: 'text' as const };

  test('a line of text: time, level, message, logger; to the last word', () => {
    const lines = log(plain, [{ logger: 'kafka.Kafka$', level: 'WARN', message: 'café € (1) %m ${java.version}' }]);
    expect(lines).toHaveLength(2);
    const [, time, rest] = /^\[(.*?)\] (.*)$/.exec(lines[0]) ?? [];
    expect(time).toMatch(TIME);
    expect(rest).toBe('WARN café € (1) %m ${java.version} (kafka.Kafka$)');
    expect(lines[1]).toMatch(/ INFO last words \(probe\.shutdown\)$/);
  });

  test('an exception with its cause', () => {
    const text = log(plain, [{ logger: 'a', level: 'ERROR', message: 'failed', thrown: 'why' }]).join('\n');
    expect(text).toContain('ERROR failed (a)\njava.lang.IllegalStateException: why\n\tat ');
    expect(text).toContain('Caused by: java.lang.RuntimeException: the cause of it');
  });

  test("a pattern of the user's own", () => {
    expect(log({ ...plain, pattern: '<%p> & "%m"%n' }, [{ logger: 'a', level: 'INFO', message: 'x' }])[0]).toBe('<INFO> & "x"');
  });

  test('levels by logger, under any name that can be written', () => {
    const names = [
      'kafka.network.RequestChannel$', 'kafka.log.LogCleaner$CleanerThread', 'a b', 'a:b', 'a=b', 'a#b', '!a', 'a\\b', '<a>&"b\'', 'a,b', 'é€', 'a{b}', 'a$b',
      ...framework === 'logback' ? [] : ['${java.version}', 'a${b', '$${c}'],
    ];
    const events = names.flatMap((logger) => [
      { logger, level: 'INFO', message: `hidden ${logger}` }, { logger, level: 'WARN', message: `shown ${logger}` }, { logger: `${logger}.child`, level: 'INFO', message: 'hidden' },
    ]);
    const levels = Object.fromEntries(names.map((name) => [name, 'warn']));
    const lines = log({ rootLevel: 'INFO', levels, layout: 'text', pattern: '%m%n' }, events);
    expect(lines.slice(0, -1)).toEqual(names.map((name) => `shown ${name}`));
  });

  test('every level, of a logger and of the root', () => {
    const all = ['ERROR', 'WARN', 'INFO', 'DEBUG', 'TRACE'];
    const shown: Record<string, string[]> = {
      OFF: [],
      FATAL: framework === 'logback' ? ['ERROR'] : [],
      ERROR: all.slice(0, 1),
      WARN: all.slice(0, 2),
      Info: all.slice(0, 3),
      debug: all.slice(0, 4),
      TRACE: all,
      ALL: all,
    };
    const levels = Object.fromEntries(Object.keys(shown).map((level) => [`level.${level}`, level]));
    const events = [...Object.keys(levels), 'root'].flatMap((logger) => all.map((level) => ({ logger, level, message: `${logger} ${level}` })));
    expect(log({ rootLevel: 'warn', levels: { ...levels, 'probe.shutdown': 'OFF' }, layout: 'text', pattern: '%m%n' }, events)).toEqual([
      ...Object.entries(shown).flatMap(([logger, lines]) => lines.map((level) => `level.${logger} ${level}`)), 'root ERROR', 'root WARN',
    ]);
  });

  if (framework !== 'reload4j') {
    test('JSON: one valid object a line, whatever the message', () => {
      const any = fc.string({ unit: fc.oneof(fc.constantFrom(...'"\\\n\r\t\b\f{}$%/<>\u0000\u001f\u007f\u0085\u2028é€', '😀'), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })) });
      const events: Logged[] = [
        { logger: 'a."b\\', level: 'INFO', message: 'said "x" \\ two\nlines \\n \\u0041 $1 {}' },
        { logger: 'a', level: 'ERROR', message: 'failed', thrown: 'a "reason"\nof two\tlines\r' },
        { logger: 'a', level: 'WARN', message: '' },
        ...fc.sample(fc.record({ logger: fc.constant('fuzz'), level: fc.constantFrom('ERROR', 'WARN', 'INFO'), message: any }), 1000),
        ...fc.sample(fc.record({ logger: any.map((name) => `a${name}`), level: fc.constantFrom('ERROR', 'INFO'), message: any, thrown: any }), 200),
      ];
      const lines = log({ ...plain, layout: 'json' }, events);
      expect(lines).toHaveLength(events.length + 1);
      const objects: Record<string, string>[] = lines.map((line) => JSON.parse(line));
      // What UTF-8 cannot say becomes a question mark; logback cannot say control characters.
      const sayable = (text: string) => {
        const whole = text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '?');
        // eslint-disable-next-line no-control-regex
        return framework === 'logback' ? whole.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '\ufffd') : whole;
      };
      events.forEach(({ logger, level, message, thrown }, index) => {
        const { timestamp, exception, ...rest } = objects[index];
        expect(rest).toEqual({ level, logger: sayable(logger), thread: 'main "1"', message: sayable(message) });
        expect(timestamp).toMatch(TIME);
        if (thrown === undefined) {
          expect(exception).toBeUndefined();
        } else {
          expect(exception.startsWith(`java.lang.IllegalStateException: ${sayable(thrown)}`)).toBe(true);
          expect(exception).toContain('Caused by: java.lang.RuntimeException: the cause of it');
        }
      });
    });
  }
});
