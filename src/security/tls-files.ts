import { TlsModel, hasTrust } from './model';

/** The files of a listener's TLS as they are mounted where a node is prepared, whatever the keys of the Secret are. */
export const TLS_FILES = { certificate: 'tls.crt', privateKey: 'tls.key', clientAuthorities: 'ca.crt' } as const;

/** What is taken out of the Secret, as items of a volume: Kubernetes starts no pod without a key that is named there, and says which is missing. */
export function secretItems(tls: TlsModel): { readonly key: string; readonly path: string }[] {
  return [
    { key: tls.certificate, path: TLS_FILES.certificate },
    { key: tls.privateKey, path: TLS_FILES.privateKey },
    ...(hasTrust(tls) ? [{ key: tls.clientAuthorities, path: TLS_FILES.clientAuthorities }] : []),
  ];
}

/**
 * Lines of a script that make of them what Kafka reads (KIP-651): `NAME.pem` with private key and certificates, and `NAME-clients.pem` with the authorities of clients. In: the variables `TLS` with the
 * folders, each by the name of its listener, and `run`; the functions `say` and `refuse`.
 */
export const COMPOSE_TLS_FILES = `# Certificates of listeners, into memory: private key and certificates in one file, as Kafka reads them (KIP-651).
for tls in \${TLS:-}; do
  name=\${tls##*/}
  key=$(cat "$tls/${TLS_FILES.privateKey}")
  case $key in
    *'BEGIN PRIVATE KEY'*) ;;
    *'BEGIN ENCRYPTED PRIVATE KEY'*) refuse "the private key of listener '$name' is encrypted. Decrypt it: openssl pkcs8 -in tls.key -out decrypted.key" ;;
    *'PRIVATE KEY'*) refuse "the private key of listener '$name' is not PKCS#8, which alone Kafka reads. Convert it: openssl pkcs8 -topk8 -nocrypt -in tls.key -out pkcs8.key" ;;
    *) refuse "the Secret of listener '$name' has no private key as PEM." ;;
  esac
  certificate=$(cat "$tls/${TLS_FILES.certificate}")
  case $certificate in *'BEGIN CERTIFICATE'*) ;; *) refuse "the Secret of listener '$name' has no certificate as PEM." ;; esac
  (umask 077; printf '%s\\n%s\\n' "$key" "$certificate" >"$run/$name.pem")
  if [ -f "$tls/${TLS_FILES.clientAuthorities}" ]; then cat "$tls/${TLS_FILES.clientAuthorities}" >"$run/$name-clients.pem"; fi
done
`;
