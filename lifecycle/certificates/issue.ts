import { createPublicKey, KeyObject, sign } from 'node:crypto';
import { bitString, explicit, objectIdentifier, sequence, time, unsignedInteger } from './der';
import { distinguishedName } from './distinguished-name';
import { CertificateUsage, extensions } from './extensions';
import { pem } from './pem';

/** Clocks differ: a certificate made now is taken by those that are up to five minutes behind. */
const BACKDATED_MILLIS = 5 * 60_000;
const DAY_MILLIS = 24 * 60 * 60_000;

/** How many bytes a serial number has at the most (RFC 5280 4.1.2.2). */
export const SERIAL_BYTES = 20;

export interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

export interface CertificateContent extends Validity {
  /** The common name. */
  readonly subject: string;
  readonly dnsNames: readonly string[];
  readonly usage: CertificateUsage;
  readonly publicKey: KeyObject;
  /** Whoever signs. That of an authority's own certificate is the authority itself. */
  readonly issuer: Issuer;
  /** 20 random bytes. The first bit is left out, as the number is not to be negative: 159 bits. */
  readonly serial: Uint8Array;
}

export interface Issuer {
  /** The common name of the authority. */
  readonly name: string;
  readonly privateKey: KeyObject;
}

/** From five minutes ago, so many days from now on. */
export function validity(now: Date, days: number): Validity {
  return { notBefore: new Date(now.getTime() - BACKDATED_MILLIS), notAfter: new Date(now.getTime() + days * DAY_MILLIS) };
}

/** An X.509 certificate (RFC 5280 4.1) in PEM, signed with ECDSA and SHA-256. */
export function issueCertificate(content: CertificateContent): string {
  const { issuer, publicKey, notBefore, notAfter } = content;
  if (!(notBefore < notAfter)) { throw new RangeError(`A certificate for ${content.subject} would end, ${notAfter.toISOString()}, before it begins, ${notBefore.toISOString()}.`); }
  // ecdsa-with-SHA256, which has no parameters (RFC 5758 3.2).
  const algorithm = sequence(objectIdentifier('1.2.840.10045.4.3.2'));
  const toBeSigned = sequence(
    explicit(0, unsignedInteger(Uint8Array.of(2))), // version 3
    unsignedInteger(positive(content.serial)),
    algorithm,
    distinguishedName(issuer.name),
    sequence(time(notBefore), time(notAfter)),
    distinguishedName(content.subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, extensions(content.usage, content.dnsNames, publicKey, createPublicKey(issuer.privateKey))),
  );
  return pem('CERTIFICATE', sequence(toBeSigned, algorithm, bitString(sign('sha256', toBeSigned, issuer.privateKey))));
}

function positive(serial: Uint8Array): Uint8Array {
  const number = Uint8Array.from(serial, (byte, i) => i === 0 ? byte % 128 : byte);
  if (serial.length !== SERIAL_BYTES || number.every((byte) => byte === 0)) { throw new RangeError(`A serial number is made of ${SERIAL_BYTES} random bytes, not of ${serial.length}, nor all zero.`); }
  return number;
}
