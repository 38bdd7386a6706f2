import { X509Certificate } from 'node:crypto';
import type { SeenCertificate } from '../plan/certificates/seen-certificate';

/**
 * Reads the first certificate of a PEM file.
 *
 * @param authorities certificates of authorities in PEM, by the names under which the plan knows them
 * @returns undefined if it is none
 */
export function readCertificate(text: string, authorities: Readonly<Record<string, string>>): SeenCertificate | undefined {
  const certificate = parsed(text);
  if (certificate === undefined) { return undefined; }
  const { subject } = certificate.toLegacyObject();
  return {
    subject: String(subject.CN),
    dnsNames: certificate.subjectAltName?.split(', ').map((name) => name.replace(/^DNS:/, '')) ?? [],
    notBefore: new Date(certificate.validFrom),
    notAfter: new Date(certificate.validTo),
    // Its name would not do: authorities of one name follow each other.
    authority: Object.entries(authorities).find(([, pem]) => isSignedBy(certificate, pem))?.[0],
  };
}

function isSignedBy(certificate: X509Certificate, pem: string): boolean {
  const authority = parsed(pem);
  return authority !== undefined && certificate.checkIssued(authority) && certificate.verify(authority.publicKey);
}

function parsed(text: string): X509Certificate | undefined {
  // A key before it, as in a key store, is not what is read here.
  const [first] = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(text) ?? [];
  try {
    return first === undefined ? undefined : new X509Certificate(first);
  } catch {
    return undefined;
  }
}
