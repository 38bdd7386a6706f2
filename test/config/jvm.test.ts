import { heapFor, jvmArguments, JvmOptions } from '../../src/config/jvm';

const GIB = 1024 ** 3;
const heap = heapFor(4 * GIB, 'broker');

function jvm(options: Partial<JvmOptions> = {}): string[] {
  return jvmArguments({ heap, ...options });
}

test("a broker's arguments", () => {
  expect(jvm({ logging: ['log4j2.configurationFile', '/etc/kafka/log4j2.properties'] })).toEqual([
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
  expect(args).toEqual(expect.arrayContaining(['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xss512k', '-XX:-UsePerfData', '-Xshare:auto']));
  expect(args.join(' ')).not.toContain('G1');
});

test('direct memory: half of the off-heap in a small container, never more than the heap', () => {
  expect(jvm({ heap: heapFor(GIB / 2, 'broker') })).toContain('-XX:MaxDirectMemorySize=128m');
  expect(jvm({ heap: heapFor(64 * GIB, 'broker') })).toContain('-XX:MaxDirectMemorySize=6144m');
});

test('processors, temporary folder and log of the collector when asked for', () => {
  expect(jvm({ processors: 3, temporaryDirectory: '/scratch', gcLog: { directory: '/var/log/kafka' } })).toEqual(expect.arrayContaining([
    '-XX:ActiveProcessorCount=3', '-Djava.io.tmpdir=/scratch', '-Xlog:gc*:file=/var/log/kafka/gc.log:time,tags:filecount=10,filesize=10m',
  ]));
  expect(jvm({ gcLog: { directory: '/logs', files: 3, fileSize: 100 } })).toContain('-Xlog:gc*:file=/logs/gc.log:time,tags:filecount=3,filesize=100m');
  expect(jvm().join(' ')).not.toMatch(/ActiveProcessorCount|Xlog/);
});

describe("the user's settings", () => {
  test('take the place of ours', () => {
    const plain = jvm();
    const args = jvm({ flags: { MaxGCPauseMillis: 50, ExitOnOutOfMemoryError: false }, systemProperties: { 'sun.net.inetaddr.ttl': '0' }, extraArguments: ['-Xmx3g'] });
    expect(args).toHaveLength(plain.length);
    expect(args).toEqual(plain.map((arg) => new Map([
      ['-XX:MaxGCPauseMillis=20', '-XX:MaxGCPauseMillis=50'],
      ['-XX:+ExitOnOutOfMemoryError', '-XX:-ExitOnOutOfMemoryError'],
      ['-Dsun.net.inetaddr.ttl=10', '-Dsun.net.inetaddr.ttl=0'],
      ['-Xmx2048m', '-Xmx3g'],
    ]).get(arg) ?? arg));
  });

  test('later ones take the place of earlier ones', () => {
    expect(jvm({ flags: { MaxHeapSize: '3g' }, extraArguments: ['-XX:MaxGCPauseMillis=70'], systemProperties: {} }).filter((arg) => /Xmx|MaxHeap|Pause/.test(arg)))
      .toEqual(['-XX:MaxHeapSize=3g', '-XX:MaxGCPauseMillis=70']);
  });

  test.each<[string, Partial<JvmOptions>]>([
    ['another collector', { flags: { UseZGC: true } }],
    ['another collector as an argument', { extraArguments: ['-XX:+UseParallelGC'] }],
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

  test('a percentage of the memory takes the place of our heap', () => {
    expect(jvm({ flags: { MaxRAMPercentage: 60 } }).join(' ')).not.toMatch(/-Xm[sx]/);
  });

  test('what unlocks flags comes first', () => {
    expect(jvm({ flags: { G1NewSizePercent: 10, UnlockExperimentalVMOptions: true } })[0]).toBe('-XX:+UnlockExperimentalVMOptions');
  });

  test('what may be given several times is', () => {
    const given = ['-javaagent:/a.jar', '-javaagent:/b.jar', '-Xlog:gc', '-Xlog:safepoint', '--add-opens=java.base/java.lang=ALL-UNNAMED'];
    expect(jvm({ extraArguments: given }).slice(-5)).toEqual(given);
  });

  test.each<[Partial<JvmOptions>, string]>([
    [{ flags: { '-XX:MaxGCPauseMillis': 50 } }, "JVM flag '-XX:MaxGCPauseMillis' is no name"],
    [{ systemProperties: { 'a=b': 'c' } }, "System property 'a=b'"],
    [{ systemProperties: { '': 'c' } }, "System property ''"],
    [{ extraArguments: ['kafka.Kafka'] }, "JVM argument 'kafka.Kafka' does not begin with '-'"],
    [{ gcLog: { directory: '/a:b' } }, "Folder of the GC log is '/a:b'"],
  ])('%j is refused', (options, message) => {
    expect(() => jvm(options)).toThrow(message);
  });
});
