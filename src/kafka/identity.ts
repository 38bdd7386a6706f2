import { createHash } from 'crypto';

/**
 * A Kafka `Uuid` in its text form (16 bytes as URL-safe base64 without padding), the same for the same words.
 *
 * It never begins with '-', which Kafka's own random ids avoid too, as tools would take it for an option
 * (org.apache.kafka.common.Uuid#randomUuid).
 */
export function derivedUuid(...words: readonly string[]): string {
  for (let round = 0; ; round++) {
    const text = createHash('sha256').update(JSON.stringify([...words, round])).digest().subarray(0, 16).toString('base64url');
    if (!text.startsWith('-')) { return text; }
  }
}

/** The id of the cluster of that name in that namespace, unless it is given. */
export function derivedClusterId(namespace: string | undefined, name: string): string {
  return derivedUuid('cluster', namespace ?? '', name);
}

/** The id of the directory in which a first controller keeps its metadata log (KIP-853). */
export function derivedDirectoryId(clusterId: string, nodeId: number): string {
  return derivedUuid('directory', clusterId, String(nodeId));
}

/** Whether a text is an id as Kafka writes them: 22 characters that decode to 16 bytes and back. */
export function isUuid(text: string): boolean {
  return /^[A-Za-z0-9_-]{22}$/.test(text) && Buffer.from(text, 'base64url').toString('base64url') === text;
}

/**
 * A short name for each zone, to be part of object names: the last word or number of the zone's name (`eu-west-1a` is `a`), or the
 * whole name where a zone before it has taken that, numbered if need be. No two are the same. Zones added at the end never change the others' names.
 */
export function zoneSuffixes(zones: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return zones.map((zone) => {
    const clean = zone.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
    const last = /([a-z]+|[0-9]+)$/.exec(clean)?.[0] ?? clean;
    let suffix = last;
    // The whole name may be taken as well: `x-a`, then `a`.
    for (let n = 1; taken.has(suffix); n++) { suffix = n === 1 ? clean : `${clean}-${n}`; }
    taken.add(suffix);
    return suffix;
  });
}

/** How many of `count` nodes each of `zones` zones gets: evenly, the first ones one more. */
export function spreadOver(count: number, zones: number): readonly number[] {
  return Array.from({ length: zones }, (_, i) => Math.floor(count / zones) + (i < count % zones ? 1 : 0));
}
