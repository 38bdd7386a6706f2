/** A number with its noun: `1 broker`, `3 brokers`, `2 copies`. */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${n} ${n === 1 ? noun : plural}`;
}

/** `'a'`, `'a' or 'b'`, `'a', 'b' or 'c'`. */
export function anyOf(names: readonly string[]): string {
  return listed(names.map((name) => `'${name}'`), 'or');
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[], conjunction: 'and' | 'or'): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${conjunction} ${names[names.length - 1]}`;
}
