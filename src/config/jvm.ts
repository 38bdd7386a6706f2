import { HeapPlan } from './heap';
import { JvmModel } from './runtime-model';
import { sortedByName } from './sorted-by-name';
import { MEBIBYTE } from '../kubernetes/quantity';

export interface JvmOptions {
  readonly heap: HeapPlan;
  /** Flags for a quick start and little memory instead of those for steady work. */
  readonly development: boolean;
  /** The folder of a rotating log of the garbage collector, writable; without one there is no log. */
  readonly gcLogFolder?: string;
  /** The system property that names the logging configuration. */
  readonly logging: readonly [name: string, value: string];
  /** The user's `-XX` flags: true and false are `-XX:+Name` and `-XX:-Name`, all else `-XX:Name=value`. None is about the heap: a rule refuses those. */
  readonly flags: Readonly<Record<string, string | number | boolean>>;
  /** The user's system properties. */
  readonly systemProperties: Readonly<Record<string, string>>;
}

/** The arguments of a server's JVM. In whatever order the user wrote flags and properties, they are the same. */
export function serverJvmArguments(server: { readonly heap: HeapPlan; readonly jvm: JvmModel }, development: boolean, logging: JvmOptions['logging']): string[] {
  const { heap, jvm } = server;
  return jvmArguments({
    heap,
    development,
    gcLogFolder: jvm.gcLogging ? '/tmp' : undefined,
    logging,
    flags: sortedByName(jvm.flags),
    systemProperties: sortedByName(jvm.systemProperties),
  });
}

/**
 * The JVM's arguments, without class path and main class. What the user gives takes the place of the same setting of ours; a collector of the user's
 * choice removes ours with its settings.
 */
export function jvmArguments(options: JvmOptions): string[] {
  const own = [
    ...heapArguments(options.heap),
    ...(options.development ? DEVELOPMENT : PRODUCTION),
    // Out of heap, a JVM limps on with threads missing; ended, it is restarted and the partition leaders move.
    '-XX:+ExitOnOutOfMemoryError',
    `-XX:MaxDirectMemorySize=${mebibytes(directMemoryFor(options.heap))}`,
    // In a container the folder is memory, or disk that the kubelet counts: a tenth of what Kafka's start script lets it grow to.
    ...options.gcLogFolder === undefined ? [] : [`-Xlog:gc*:file=${options.gcLogFolder}/gc.log:time,tags:filecount=10,filesize=10m`],
    // As Kafka's start script: no display is ever looked for.
    '-Djava.awt.headless=true',
    // The one writable place besides volumes; zstd and snappy unpack their native code there.
    '-Djava.io.tmpdir=/tmp',
    `-Dsun.net.inetaddr.ttl=${DNS_SECONDS}`,
    `-D${options.logging[0]}=${options.logging[1]}`,
  ];
  const given = [
    ...Object.entries(options.flags).map(([name, value]) => flagArgument(name, value)),
    ...Object.entries(options.systemProperties).map(([name, value]) => propertyArgument(name, value)),
  ];
  return unlockedFirst(replace(withoutOverruled(own, given), given));
}

/**
 * How long the JVM trusts an address. Pods come back with another one, and a broker that connects to the old one waits for a timeout. The
 * JVM's own default is 30 seconds. The security property `networkaddress.cache.ttl` would overrule this system property; it has no value in the
 * `java.security` file of OpenJDK, and cannot be set on the command line
 * (https://docs.oracle.com/en/java/javase/17/core/java-networking.html, `sun.net.InetAddressCachePolicy`).
 */
const DNS_SECONDS = 10;

/** The flags of G1 in Kafka's own bin/kafka-run-class.sh, measured on large clusters (https://kafka.apache.org/documentation/#java). */
const G1 = ['-XX:+UseG1GC', '-XX:MaxGCPauseMillis=20', '-XX:InitiatingHeapOccupancyPercent=35', '-XX:+ExplicitGCInvokesConcurrent'];

const PRODUCTION = [
  ...G1,
  // As Kafka's start script; the default from JDK 14 on.
  '-XX:MaxInlineLevel=15',
];

/** In place of the usual 6 to 8 s a node starts in 4 s with these. */
const DEVELOPMENT = [
  // No collector threads to start, and the smallest tables.
  '-XX:+UseSerialGC',
  // The quick compiler only.
  '-XX:TieredStopAtLevel=1',
  // Kafka's threads are many and shallow.
  '-Xss512k',
  // No statistics file in the temporary folder.
  '-XX:-UsePerfData',
];

/** Both the same: a heap that grows and shrinks costs pauses, and the limit has to hold the largest anyway. */
function heapArguments({ heap }: HeapPlan): string[] {
  return [`-Xms${mebibytes(heap)}`, `-Xmx${mebibytes(heap)}`];
}

/**
 * The bound of direct buffers. The JVM's own is the size of the heap, which a small container does not have a second time: the kernel
 * would kill it without a word. Half of the off-heap memory is theirs, and a quarter of what the page cache would have gives way to them: a
 * replica fetcher holds a buffer of up to `replica.fetch.response.max.bytes`, 10 MiB, for each broker that it follows.
 *
 * Metaspace has no bound: it levels off once the classes are loaded, and a bound would only turn a plugin with many classes into a crash.
 */
function directMemoryFor({ heap, offHeap, pageCache }: HeapPlan): number {
  return Math.min(heap, offHeap / 2 + pageCache / 4);
}

/**
 * The bound of direct buffers that counts, in bytes: ours, or that of the user's flag; undefined where the flag has no size.
 *
 * @see https://docs.oracle.com/en/java/javase/17/docs/specs/man/java.html (-XX:MaxDirectMemorySize)
 */
export function directMemoryOf(heap: HeapPlan, flags: JvmOptions['flags']): number | undefined {
  const given = flags.MaxDirectMemorySize;
  if (given === undefined) { return directMemoryFor(heap); }
  const [, digits, unit] = /^(\d+)([kmgt]?)$/i.exec(String(given)) ?? [];
  if (digits === undefined) { return undefined; }
  const bytes = Number(digits) * 1024 ** ('kmgt'.indexOf(unit.toLowerCase() || ' ') + 1);
  // 0 is the JVM's own default: as much as the heap.
  return bytes === 0 ? heap.heap : bytes;
}

function flagArgument(name: string, value: string | number | boolean): string {
  if (!/^[A-Za-z]\w*$/.test(name)) {
    throw new Error(`JVM flag '${name}' is no name of a -XX flag. Give the name alone ('MaxGCPauseMillis': 50, 'UseZGC': true).`);
  }
  return typeof value === 'boolean' ? `-XX:${value ? '+' : '-'}${name}` : `-XX:${name}=${value}`;
}

function propertyArgument(name: string, value: string): string {
  if (!/^[^\s=]+$/.test(name)) {
    throw new Error(`System property '${name}' has a blank or '=' in its name, or none. Give the name alone, without -D.`);
  }
  return `-D${name}=${value}`;
}

const COLLECTORS = /^-XX:[+-]Use(Serial|Parallel|G1|Z|Shenandoah|Epsilon)GC$/;

/** Two collectors at once keep the JVM from starting. */
function withoutOverruled(own: readonly string[], given: readonly string[]): readonly string[] {
  const collector = given.some((argument) => COLLECTORS.test(argument) && !own.includes(argument));
  return collector ? own.filter((argument) => !COLLECTORS.test(argument) && !G1.includes(argument)) : own;
}

/** Each argument of the user's in the place of ours for the same setting, or at the end. */
function replace(own: readonly string[], given: readonly string[]): string[] {
  return [...new Map([...own, ...given].map((argument) => [settingOf(argument), argument])).values()];
}

/** What an argument sets, the same for two that cannot both hold. */
function settingOf(argument: string): string {
  const flag = /^-XX:[+-]?(\w+)/.exec(argument)?.[1];
  if (flag !== undefined) { return flag === 'ThreadStackSize' ? '-Xss' : `-XX:${flag}`; }
  return /^-Xss|^-D[^=]+/.exec(argument)?.[0] ?? argument;
}

/** Experimental and diagnostic flags are refused unless what unlocks them stands before them. */
function unlockedFirst(args: readonly string[]): string[] {
  const unlocks = (argument: string) => /^-XX:\+Unlock\w+VMOptions$/.test(argument);
  return [...args.filter(unlocks), ...args.filter((argument) => !unlocks(argument))];
}

function mebibytes(bytes: number): string {
  return `${Math.floor(bytes / MEBIBYTE)}m`;
}
