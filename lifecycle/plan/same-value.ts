import { SECRET_VALUE } from '../observation';

/** Kafka tells values as it has read them: `a,b` for `a, b`, `1.0` for `1`. One that it does not tell is taken for the same: it would be set again and again. */
export function isSame(told: string, b: string): boolean {
  return told === b || told === SECRET_VALUE || normal(told) === normal(b);
}

function normal(value: string): string {
  const words = value.split(',').map((word) => word.trim());
  return words.map((word) => word !== '' && Number.isFinite(Number(word)) ? String(Number(word)) : /^(true|false)$/i.test(word) ? word.toLowerCase() : word).join(',');
}
