import { createHash, KeyObject } from 'node:crypto';
import { boolean, implicit, namedBits, objectIdentifier, octetString, sequence, unsignedInteger } from './der';
import { isDnsName } from './dns-name';

/** What a certificate is for. Brokers are clients of each other and of controllers. */
export type CertificateUsage = 'authority' | 'node' | 'client';

/** Extended key usages (RFC 5280 4.2.1.12). */
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';
const EXTENDED_KEY_USAGES: Readonly<Record<CertificateUsage, readonly string[]>> = {
  authority: [],
  node: [SERVER_AUTH, CLIENT_AUTH],
  client: [CLIENT_AUTH],
};

/** Bits of the key usage (RFC 5280 4.2.1.3). */
const DIGITAL_SIGNATURE = 0;
const KEY_CERT_SIGN = 5;
const CRL_SIGN = 6;

/** The extensions of a certificate (RFC 5280 4.2.1). */
export function extensions(usage: CertificateUsage, dnsNames: readonly string[], subjectKey: KeyObject, issuerKey: KeyObject): Uint8Array {
  const extendedKeyUsages = EXTENDED_KEY_USAGES[usage];
  return sequence(
    // 4.2.1.9. An authority signs leaves and no further authorities; FALSE is the default, and so is left out (X.690 11.5).
    critical('2.5.29.19', usage === 'authority' ? sequence(boolean(true), unsignedInteger(Uint8Array.of(0))) : sequence()),
    critical('2.5.29.15', usage === 'authority' ? namedBits(KEY_CERT_SIGN, CRL_SIGN) : namedBits(DIGITAL_SIGNATURE)),
    ...extendedKeyUsages.length === 0 ? [] : [extension('2.5.29.37', sequence(...extendedKeyUsages.map(objectIdentifier)))],
    // 4.2.1.6, dNSName.
    ...dnsNames.length === 0 ? [] : [extension('2.5.29.17', sequence(...dnsNames.map(dnsName)))],
    extension('2.5.29.14', octetString(keyIdentifier(subjectKey))),
    // 4.2.1.1. It tells authorities of the same name apart, as there are while one takes the place of the other.
    extension('2.5.29.35', sequence(implicit(0, keyIdentifier(issuerKey)))),
  );
}

/** The first 160 bits of a hash of the public key (RFC 7093 2, method 1): RFC 5280 4.2.1.2 has SHA-1, which a JVM in FIPS mode may lack. */
function keyIdentifier(key: KeyObject): Uint8Array { return createHash('sha256').update(publicPoint(key)).digest().subarray(0, 20); }

/** The key itself, as it stands at the end of its SubjectPublicKeyInfo: for P-256 an uncompressed point, 0x04 and two coordinates of 32 bytes (RFC 5480 2.2). */
function publicPoint(key: KeyObject): Uint8Array { return key.export({ type: 'spki', format: 'der' }).subarray(-65); }

function dnsName(name: string): Uint8Array {
  if (!isDnsName(name)) { throw new RangeError(`${JSON.stringify(name)} cannot be a DNS name of a certificate: labels of letters, digits and hyphens, and a wildcard at most as the first of three or more.`); }
  return implicit(2, Buffer.from(name, 'ascii'));
}

function extension(id: string, value: Uint8Array): Uint8Array { return sequence(objectIdentifier(id), octetString(value)); }

function critical(id: string, value: Uint8Array): Uint8Array { return sequence(objectIdentifier(id), boolean(true), octetString(value)); }
