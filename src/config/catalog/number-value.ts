type NumberType = 'int' | 'short' | 'long' | 'double';

const INTEGERS = {
  short: { bits: 16, min: -(2n ** 15n), max: 2n ** 15n - 1n },
  int: { bits: 32, min: -(2n ** 31n), max: 2n ** 31n - 1n },
  long: { bits: 64, min: -(2n ** 63n), max: 2n ** 63n - 1n },
} as const;

/** The grammar of Java's `Double.parseDouble`, without hexadecimal. */
const DOUBLE = /^([+-]?)(NaN|Infinity|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?:(?<=[\d.])[fFdD])?$/;

/** A value of that type, or the rule that the text breaks. */
export function parseNumber(type: NumberType, text: string): { value: number } | string {
  if (type === 'double') {
    const match = DOUBLE.exec(text);
    return match ? { value: Number(`${match[1]}${match[2]}`) } : 'be a number, such as 0.5';
  }
  const { bits, min, max } = INTEGERS[type];
  // A unit is the mistake of everyone who comes from Kubernetes.
  if (!/^[+-]?\d+$/.test(text)) return `be a whole number in digits alone${/^\d+\s*[a-z]+$/i.test(text) ? ', without a unit' : ''}`;
  const value = BigInt(text.replace(/^\+/, ''));
  return value < min || value > max ? `be a whole number from ${min} to ${max} (${bits} bits)` : { value: Number(value) };
}
