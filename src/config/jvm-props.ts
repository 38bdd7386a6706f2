import { Size } from 'cdk8s';

/** How a node's Java virtual machine runs. */
export interface JvmProps {
  /**
   * The heap's size, from the start and at most, in whole MiB. It must leave room in the memory limit for the JVM itself and, on a broker, the page cache.
   *
   * @default - derived from the memory limit, see docs/sizing.md
   */
  readonly heap?: Size;

  /**
   * `-XX` flags by name: `{ MaxGCPauseMillis: 50, UseStringDeduplication: true }`. One that the library sets too replaces it; choosing another
   * garbage collector (`UseZGC: true`) drops the flags of G1. The heap's size is stated by `heap`, not here.
   *
   * @default - none
   */
  readonly flags?: { [name: string]: string | number | boolean };

  /**
   * Java system properties, without `-D`.
   * @default - none
   */
  readonly systemProperties?: { [name: string]: string };

  /**
   * Whether the garbage collector writes a log: `/tmp/gc.log` in the container, rotated within 110 MiB.
   * @default true (false with development sizing)
   */
  readonly gcLogging?: boolean;
}
