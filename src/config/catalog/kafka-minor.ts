import { KAFKA_MINORS, KafkaMinor } from './config-key';

export function newestMinor(): KafkaMinor {
  return KAFKA_MINORS[KAFKA_MINORS.length - 1];
}

/**
 * The catalog to ask for a version of Kafka: that of its own minor version (`exact`), or the nearest one, which is the newest for a
 * version that came later, and for what is no version.
 */
export function minorOf(version: string): { minor: KafkaMinor; exact: boolean } {
  const parts = /^(\d+)\.(\d+)(?![\d])/.exec(version);
  if (!parts) return { minor: newestMinor(), exact: false };
  const own = KAFKA_MINORS.find(minor => minor === `${Number(parts[1])}.${Number(parts[2])}`);
  if (own) return { minor: own, exact: true };
  const earlier = KAFKA_MINORS.filter(minor => {
    const [major, second] = minor.split('.').map(Number);
    return major < Number(parts[1]) || (major === Number(parts[1]) && second < Number(parts[2]));
  });
  return { minor: earlier.length > 0 ? earlier[earlier.length - 1] : KAFKA_MINORS[0], exact: false };
}
