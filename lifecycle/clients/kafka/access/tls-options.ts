import { X509Certificate, createPrivateKey } from 'node:crypto';
import { isIP } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { AccessFailure } from './access-failure';
import { readSource } from './read-source';
import { Source, Tls, sourceName } from './security';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;
const KEY = /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----[^-]+-----END (?:[A-Z]+ )*PRIVATE KEY-----/;

/**
 * Reads what Node.js needs for TLS with a host. What is no certificate, or no key to it, is found here: OpenSSL would trust nobody without a word, or name no file.
 *
 * @throws AccessFailure
 */
export async function tlsOptions({ trust, certificate, key, verifyHost }: Tls, host: string): Promise<ConnectionOptions> {
  return {
    ...trust === undefined ? {} : { ca: [...await certificatesIn(trust, 'the trusted certificates')] },
    ...certificate === undefined ? {} : await ownCertificate(certificate, key ?? certificate),
    // TLS names no addresses (RFC 6066, 3). Node.js compares one with those in the certificate all the same.
    ...isIP(host) === 0 ? { servername: host } : {},
    ...verifyHost ? {} : { checkServerIdentity: () => undefined },
  };
}

/** Certificates as PEM, each by itself. */
export async function certificatesIn(source: Source, what: string): Promise<readonly string[]> {
  const found: readonly string[] = (await readSource(source, what)).match(CERTIFICATE) ?? [];
  if (found.length === 0 || !found.every(isCertificate)) {
    throw new AccessFailure(`cannot be asked, as ${what} in ${sourceName(source)} are none in PEM format`,
      `Put certificates as PEM (-----BEGIN CERTIFICATE-----) into ${sourceName(source)}.`);
  }
  return found;
}

async function ownCertificate(certificate: Source, key: Source): Promise<{ cert: string; key: string }> {
  const chain = await certificatesIn(certificate, "the program's own certificates");
  const [pem] = KEY.exec(await readSource(key, "the key of the program's own certificate")) ?? [];
  const unusable = (what: string, mend: string) => new AccessFailure(`cannot be asked, as ${what}`, mend);
  if (pem === undefined) {
    throw unusable(`the key in ${sourceName(key)} is none in PEM format`, `Put a key without a password as PEM (BEGIN PRIVATE KEY) into ${sourceName(key)}.`);
  }
  const known = privateKey(pem);
  if (known === undefined) {
    throw unusable(`the key in ${sourceName(key)} is damaged, or has a password`, `Put a key without a password into ${sourceName(key)}: openssl pkey -in OLD -out NEW takes it away.`);
  }
  if (!new X509Certificate(chain[0]).checkPrivateKey(known)) {
    throw unusable(`the key in ${sourceName(key)} is not that of the first certificate in ${sourceName(certificate)}`, 'Put a certificate and its own key there; its authorities follow after it.');
  }
  return { cert: chain.join('\n'), key: pem };
}

function privateKey(pem: string) {
  try {
    return createPrivateKey(pem);
  } catch {
    // OpenSSL's words might quote what they are about.
    return undefined;
  }
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).serialNumber !== '';
  } catch {
    return false;
  }
}
