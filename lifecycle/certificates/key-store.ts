/**
 * What a node has in `ssl.keystore.location` with `ssl.keystore.type=PEM` (KIP-651): its key, its certificate and, with an authority between it and the one that is
 * trusted, that one's. In one file, so that a node never reads the key of one certificate with another.
 */
export function keyStore(privateKey: string, ...chain: readonly string[]): string { return [privateKey, ...chain].join(''); }

/** What a node has in `ssl.truststore.location`: each authority that it trusts. */
export function trustStore(...authorities: readonly string[]): string { return authorities.join(''); }
