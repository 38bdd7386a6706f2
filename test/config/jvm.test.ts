import { divideMemory } from '../../src/config/heap';
import { directMemoryOf, jvmArguments, JvmOptions } from '../../src/config/jvm';

const GIB = 1024 ** 3;
const PLAIN: JvmOptions = {
  heap: divideMemory(4 * GIB, 'broker'),
  development: false,
  logging: ['log4j2.configurationFile', '/etc/kafka/log4j2.properties'],
  flags: {},
  systemProperties: {},
};

function jvm(options: Partial<JvmOptions> = {}): string[] {
  return jvmArguments({ ...PLAIN, ...options });
}

test("a broker's arguments", () => {
  expect(jvm()).toEqual([
    '-Xms2048m',
    '-Xmx2048m',
    '-XX:+UseG1GC',
    '-XX:MaxGCPauseMillis=20',
    '-XX:InitiatingHeapOccupancyPercent=35',
    '-XX:+ExplicitGCInvokesConcurrent',
    '-XX:MaxInlineLevel=15',
    '-XX:+ExitOnOutOfMemoryError',
    '-XX:MaxDirectMemorySize=614m',
    '-Djava.awt.headless=true',
    '-Djava.io.tmpdir=/tmp',
    '-Dsun.net.inetaddr.ttl=10',
    '-Dlog4j2.configurationFile=/etc/kafka/log4j2.properties',
  ]);
});

test('for development: quick to start', () => {
  const args = jvm({ development: true });
  expect(args).toEqual(expect.arrayContaining(['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xss512k', '-XX:-UsePerfData']));
  expect(args.join(' ')).not.toContain('G1');
});

test('direct memory: half of the off-heap in a small container, never more than the heap', () => {
  expect(jvm({ heap: divideMemory(GIB / 2, 'broker') })).toContain('-XX:MaxDirectMemorySize=128m');
  expect(jvm({ heap: divideMemory(64 * GIB, 'broker') })).toContain('-XX:MaxDirectMemorySize=6144m');
});

test.each<[string | number, number | undefined]>([
  ['512m', 512 * 1024 ** 2], ['2G', 2 * GIB], [4096, 4096], ['0', 2 * GIB], ['64k', 65_536], ['half', undefined], ['-1', undefined],
])("direct memory as the user's flag has it: %s", (flag, bytes) => {
  expect(directMemoryOf(PLAIN.heap, { MaxDirectMemorySize: flag })).toBe(bytes);
});

test('direct memory is what the arguments say', () => {
  const argument = jvm().find((arg) => arg.startsWith('-XX:MaxDirectMemorySize='));
  expect(argument).toBe(`-XX:MaxDirectMemorySize=${Math.floor((directMemoryOf(PLAIN.heap, {}) ?? 0) / 1024 ** 2)}m`);
});

test('a log of the collector, rotated, only where a folder for it is named', () => {
  expect(jvm({ gcLogFolder: '/var/log/kafka' })).toContain('-Xlog:gc*:file=/var/log/kafka/gc.log:time,tags:filecount=10,filesize=10m');
  expect(jvm().join(' ')).not.toContain('Xlog');
});

describe("the user's settings", () => {
  test('take the place of ours', () => {
    const plain = jvm();
    const args = jvm({ flags: { MaxGCPauseMillis: 50, ExitOnOutOfMemoryError: false }, systemProperties: { 'sun.net.inetaddr.ttl': '0' } });
    expect(args).toEqual(plain.map((arg) => new Map([
      ['-XX:MaxGCPauseMillis=20', '-XX:MaxGCPauseMillis=50'],
      ['-XX:+ExitOnOutOfMemoryError', '-XX:-ExitOnOutOfMemoryError'],
      ['-Dsun.net.inetaddr.ttl=10', '-Dsun.net.inetaddr.ttl=0'],
    ]).get(arg) ?? arg));
  });

  test("take the place of ours under the flag's other name", () => {
    expect(jvm({ development: true, flags: { ThreadStackSize: 1024 } }).filter((arg) => /Xss|StackSize/.test(arg))).toEqual(['-XX:ThreadStackSize=1024']);
  });

  test('come after ours where we have none', () => {
    const given = { flags: { UseStringDeduplication: true }, systemProperties: { 'java.net.preferIPv4Stack': 'true' } };
    expect(jvm(given)).toEqual([...jvm(), '-XX:+UseStringDeduplication', '-Djava.net.preferIPv4Stack=true']);
  });

  test.each<[string, Partial<JvmOptions>]>([
    ['another collector', { flags: { UseZGC: true } }],
    ['yet another collector', { flags: { UseParallelGC: true } }],
    ['none of G1', { flags: { UseG1GC: false } }],
  ])('%s drops the settings of G1', (_, options) => {
    const args = jvm(options);
    expect(args.join(' ')).not.toMatch(/\+UseG1GC|MaxGCPauseMillis|InitiatingHeapOccupancyPercent|ExplicitGCInvokesConcurrent/);
    expect(args).toContain('-XX:MaxInlineLevel=15');
  });

  test('G1 asked for keeps its settings, and takes the place of the serial collector in development', () => {
    expect(jvm({ flags: { UseG1GC: true } })).toEqual(jvm());
    const development = jvm({ development: true, flags: { UseG1GC: true } });
    expect(development).toContain('-XX:+UseG1GC');
    expect(development).not.toContain('-XX:+UseSerialGC');
  });

  test("a collector's setting that the user gave stays without G1", () => {
    expect(jvm({ flags: { UseParallelGC: true, MaxGCPauseMillis: 100 } })).toEqual(expect.arrayContaining(['-XX:+UseParallelGC', '-XX:MaxGCPauseMillis=100']));
  });

  test('what unlocks flags comes first', () => {
    expect(jvm({ flags: { G1NewSizePercent: 10, UnlockExperimentalVMOptions: true } })[0]).toBe('-XX:+UnlockExperimentalVMOptions');
  });

  test.each<[Partial<JvmOptions>, string]>([
    [{ flags: { '-XX:MaxGCPauseMillis': 50 } }, "JVM flag '-XX:MaxGCPauseMillis' is no name"],
    [{ systemProperties: { 'a=b': 'c' } }, "System property 'a=b'"],
    [{ systemProperties: { '': 'c' } }, "System property ''"],
  ])('%j is refused', (options, message) => {
    expect(() => jvm(options)).toThrow(message);
  });
});
