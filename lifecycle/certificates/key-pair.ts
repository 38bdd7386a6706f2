import { createPrivateKey, createPublicKey, generateKeyPairSync, KeyObject } from 'node:crypto';

/** ECDSA on P-256, as every Java and OpenSSL that Kafka runs with takes it. */
export const CURVE = 'prime256v1';

/** A new private key as Kafka reads it from a PEM file: PKCS#8, not encrypted (`DefaultSslEngineFactory.PemStore`). */
export function newPrivateKey(): string {
  return generateKeyPairSync('ec', { namedCurve: CURVE }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

export function privateKeyOf(pem: string): KeyObject { return onCurve(createPrivateKey(pem)); }

/** The public half of a private key, or what is public in a certificate. */
export function publicKeyOf(pem: string): KeyObject { return onCurve(createPublicKey(pem)); }

function onCurve(key: KeyObject): KeyObject {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (details?.namedCurve !== CURVE) {
    throw new Error(`A key is ${details?.namedCurve ?? type}; certificates are made for ECDSA keys on P-256 (${CURVE}). Remove it, and a new one is made.`);
  }
  return key;
}
