import { HeapPlan, MIB } from './heap';

export { dedupeBufferFor, heapFor, SMALLEST_MEMORY } from './heap';
export type { HeapPlan, JvmRole } from './heap';

/** A rotating log of the garbage collector. */
export interface GcLog {
  /** Folder of `gc.log`, writable. */
  readonly directory: string;
  /**
   * Number of older files kept.
   *
   * @default 10
   */
  readonly files?: number;
  /**
   * Size of each file in MiB.
   *
   * @default 10, a tenth of that of Kafka's start script: in a container the folder is memory, or disk that the kubelet counts
   */
  readonly fileSize?: number;
}

export interface JvmOptions {
  /** What {@link heapFor} says. */
  readonly heap: HeapPlan;
  /**
   * Flags for a quick start and little memory instead of those for steady work.
   *
   * @default false
   */
  readonly development?: boolean;
  /**
   * Number of processors that the JVM believes in.
   *
   * @default - derived by the JVM from the container's CPU limit
   */
  readonly processors?: number;
  /** @default '/tmp' */
  readonly temporaryDirectory?: string;
  /** @default - no log of the collector */
  readonly gcLog?: GcLog;
  /** The system property that names the logging configuration. */
  readonly logging?: readonly [name: string, value: string];
  /** The user's `-XX` flags: true and false are `-XX:+Name` and `-XX:-Name`, all else `-XX:Name=value`. */
  readonly flags?: Readonly<Record<string, string | number | boolean>>;
  /** The user's system properties. */
  readonly systemProperties?: Readonly<Record<string, string>>;
  /** Further arguments of the user, each in one piece (`--add-opens=…`, not followed by its value). */
  readonly extraArguments?: readonly string[];
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
    ...options.processors === undefined ? [] : [`-XX:ActiveProcessorCount=${options.processors}`],
    ...gcLogArguments(options.gcLog),
    // As Kafka's start script: no display is ever looked for.
    '-Djava.awt.headless=true',
    // The one writable place besides volumes; zstd and snappy unpack their native code there.
    `-Djava.io.tmpdir=${options.temporaryDirectory ?? '/tmp'}`,
    `-Dsun.net.inetaddr.ttl=${DNS_SECONDS}`,
    ...options.logging === undefined ? [] : [`-D${options.logging[0]}=${options.logging[1]}`],
  ];
  const given = [
    ...Object.entries(options.flags ?? {}).map(([name, value]) => flagArgument(name, value)),
    ...Object.entries(options.systemProperties ?? {}).map(([name, value]) => propertyArgument(name, value)),
    ...(options.extraArguments ?? []).map(requireOption),
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
  // A class archive where there is one.
  '-Xshare:auto',
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

function gcLogArguments(log: GcLog | undefined): string[] {
  if (log === undefined) {
    return [];
  }
  if (!/^[\w./-]+$/.test(log.directory)) {
    throw new Error(`Folder of the GC log is '${log.directory}': the JVM's -Xlog option is divided by colons and commas, so use letters, digits and ._-/ only.`);
  }
  return [`-Xlog:gc*:file=${log.directory}/gc.log:time,tags:filecount=${log.files ?? 10},filesize=${log.fileSize ?? 10}m`];
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

function requireOption(argument: string): string {
  if (!/^-./.test(argument)) {
    throw new Error(`JVM argument '${argument}' does not begin with '-': java would take it for the main class. Join an option and its value ('--add-opens=…').`);
  }
  return argument;
}

const COLLECTORS = /^-XX:[+-]Use(Serial|Parallel|G1|Z|Shenandoah|Epsilon)GC$/;

/** Two collectors at once keep the JVM from starting, and a percentage of the memory counts for nothing besides -Xmx. */
function withoutOverruled(own: readonly string[], given: readonly string[]): string[] {
  const collector = given.some((argument) => COLLECTORS.test(argument) && !own.includes(argument));
  const percentage = given.some((argument) => /^-XX:(Max|Initial|Min)RAMPercentage=/.test(argument));
  return own.filter((argument) =>
    !(collector && (COLLECTORS.test(argument) || G1.includes(argument))) && !(percentage && /^-Xm[sx]/.test(argument)));
}

/** Later settings take the place of earlier ones; what has no setting to be told by is added. */
function replace(own: readonly string[], given: readonly string[]): string[] {
  const settings = new Map<string, string>();
  for (const [index, argument] of [...own, ...given].entries()) {
    settings.set(settingOf(argument) ?? `${index}`, argument);
  }
  return [...settings.values()];
}

/** Other names of the same setting. */
const SAME: ReadonlyMap<string, string> = new Map([['InitialHeapSize', 'Xms'], ['MaxHeapSize', 'Xmx'], ['NewSize', 'Xmn'], ['ThreadStackSize', 'Xss']]);

/** What an argument sets, the same for two that cannot both hold; undefined for what may be given several times (-Xlog, -javaagent, --add-opens). */
function settingOf(argument: string): string | undefined {
  const flag = /^-XX:[+-]?(\w+)/.exec(argument)?.[1];
  if (flag !== undefined) {
    return SAME.get(flag) ?? `-XX:${flag}`;
  }
  const size = /^-(Xms|Xmx|Xmn|Xss|Xshare)/.exec(argument)?.[1];
  return size ?? /^-D[^=]+/.exec(argument)?.[0];
}

/** Experimental and diagnostic flags are refused unless what unlocks them stands before them. */
function unlockedFirst(args: readonly string[]): string[] {
  const unlocks = (argument: string) => /^-XX:\+Unlock\w+VMOptions$/.test(argument);
  return [...args.filter(unlocks), ...args.filter((argument) => !unlocks(argument))];
}

function mebibytes(bytes: number): string {
  return `${Math.floor(bytes / MIB)}m`;
}
