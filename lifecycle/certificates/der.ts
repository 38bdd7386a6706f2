/**
 * The few types of ASN.1 that a certificate is made of, in the Distinguished Encoding Rules (ITU-T X.690): a tag, how long the content is, the content.
 * There is a library for that, @peculiar/asn1-x509; the program would be a third larger by it.
 */

/** Tags (X.690 8.1.2; X.680 8.6). Sequences and sets are constructed: 0x20. */
const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
};
const CONTEXT_SPECIFIC = 0x80;
const CONSTRUCTED = 0x20;

export function sequence(...elements: readonly Uint8Array[]): Uint8Array { return encoded(TAG.sequence, ...elements); }

/** Of one element: those of several would have to be sorted (X.690 11.6). */
export function setOfOne(element: Uint8Array): Uint8Array { return encoded(TAG.set, element); }

export function boolean(value: boolean): Uint8Array { return encoded(TAG.boolean, Uint8Array.of(value ? 0xff : 0)); }

/** A whole number that is not negative, its bytes from the highest on: as few as hold it, and one of zero before them if the first would be taken for a sign (X.690 8.3). */
export function unsignedInteger(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  const shortest = first === -1 ? Uint8Array.of(0) : bytes.subarray(first);
  return encoded(TAG.integer, ...shortest[0] >= 0x80 ? [Uint8Array.of(0)] : [], shortest);
}

/** @param unused how many bits of the last byte do not count */
export function bitString(bytes: Uint8Array, unused = 0): Uint8Array { return encoded(TAG.bitString, Uint8Array.of(unused), bytes); }

/** Flags by their numbers, without the zeros after the last that is set (X.690 11.2.2). */
export function namedBits(...numbers: readonly number[]): Uint8Array {
  const count = Math.max(-1, ...numbers) + 1;
  const bytes = new Uint8Array(Math.ceil(count / 8));
  for (const number of new Set(numbers)) { bytes[Math.floor(number / 8)] += 2 ** (7 - number % 8); }
  return bitString(bytes, bytes.length * 8 - count);
}

export function octetString(bytes: Uint8Array): Uint8Array { return encoded(TAG.octetString, bytes); }

export function utf8String(text: string): Uint8Array { return encoded(TAG.utf8String, Buffer.from(text, 'utf8')); }

/** @param dotted as it is written: `2.5.4.3` (X.690 8.19) */
export function objectIdentifier(dotted: string): Uint8Array {
  const [first, second, ...rest] = dotted.split('.').map(Number);
  return encoded(TAG.objectIdentifier, Uint8Array.from([40 * first + second, ...rest].flatMap(base128)));
}

/** Up to 2049 as UTCTime, from 2050 on as GeneralizedTime, to the second (RFC 5280 4.1.2.5). */
export function time(date: Date): Uint8Array {
  const digits = date.toISOString().replace(/\.\d+Z$/, 'Z').replace(/[-:T]/g, '');
  const year = date.getUTCFullYear();
  if (year < 1950 || year > 9999) { throw new RangeError(`A certificate cannot name a time in the year ${year}.`); }
  return year < 2050 ? encoded(TAG.utcTime, Buffer.from(digits.slice(2), 'ascii')) : encoded(TAG.generalizedTime, Buffer.from(digits, 'ascii'));
}

/** An element with a tag of its own around it: `[number] EXPLICIT`. */
export function explicit(number: number, element: Uint8Array): Uint8Array { return encoded(CONTEXT_SPECIFIC + CONSTRUCTED + number, element); }

/** A tag of its own in the place of that of a type that holds bytes: `[number] IMPLICIT`. */
export function implicit(number: number, content: Uint8Array): Uint8Array { return encoded(CONTEXT_SPECIFIC + number, content); }

function encoded(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const length = contents.reduce((sum, content) => sum + content.length, 0);
  return Buffer.concat([Uint8Array.of(tag, ...lengthOf(length)), ...contents]);
}

/** Below 128 in one byte; otherwise as many bytes as it needs, after their number (X.690 8.1.3). */
function lengthOf(length: number): readonly number[] {
  if (length < 0x80) { return [length]; }
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) { bytes.unshift(rest % 256); }
  return [0x80 + bytes.length, ...bytes];
}

/** Seven bits a byte, the highest first, each but the last marked. */
function base128(number: number): readonly number[] {
  const bytes = [number % 128];
  for (let rest = Math.floor(number / 128); rest > 0; rest = Math.floor(rest / 128)) { bytes.unshift(0x80 + rest % 128); }
  return bytes;
}
