import { isNativeError } from 'node:util/types';
import { Security, sourceName } from './security';

/** What went wrong with a secured connection, and what would mend it. */
export interface Refusal {
  readonly what: string;
  readonly mend: string;
}

/** Of OpenSSL's verification, as Node.js names them: the chain does not end in what is trusted. */
const UNTRUSTED = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_SIGNATURE_FAILURE', 'CERT_UNTRUSTED',
]);

/** What errors of a secured connection mean; undefined for those that anything else may have caused. */
export function refusalOf(errors: readonly unknown[], { tls, sasl }: Security): Refusal | undefined {
  const causes = errors.flatMap(causesOf);
  const codes = new Set(causes.map((error) => 'code' in error ? String(error.code) : ''));
  const kafka = new Set(causes.map((error) => 'apiId' in error ? String(error.apiId) : ''));
  if (tls) {
    const trust = tls.trust === undefined ? 'the authorities that Node.js trusts' : sourceName(tls.trust);
    if ([...codes].some((code) => UNTRUSTED.has(code))) {
      return { what: 'has a certificate that is not trusted', mend: `See that ${trust} has the authority that signed the node's certificate, and that the node sends the authorities between.` };
    }
    if (codes.has('CERT_HAS_EXPIRED') || codes.has('CERT_NOT_YET_VALID')) {
      return { what: `has a certificate that ${codes.has('CERT_HAS_EXPIRED') ? 'has expired' : 'is not valid yet'}`, mend: "Renew the node's certificate, or that of its authority; see that the clock here is right." };
    }
    if (codes.has('ERR_TLS_CERT_ALTNAME_INVALID')) {
      return {
        what: 'has a certificate for other names than the one under which it is reached',
        mend: "Put that name among the certificate's alternative names. To trust the authority alone, verifyHost is false (ssl.endpoint.identification.algorithm= in a file for a command).",
      };
    }
    if (causes.some((error) => /wrong version number|packet length too long|Please verify the broker supports TLS/i.test(`${'code' in error ? String(error.code) : ''} ${error.message}`.replaceAll('_', ' ')))) {
      return { what: 'does not speak TLS on that port', mend: 'See that the port is that of a listener with TLS (SSL or SASL_SSL), or declare that it has none.' };
    }
    if ([...codes].some((code) => /ALERT_(CERTIFICATE|BAD_CERTIFICATE|UNKNOWN_CA|HANDSHAKE_FAILURE|NO_CERTIFICATE|UNSUPPORTED_CERTIFICATE)/.test(code))) {
      return tls.certificate === undefined
        ? { what: 'asks for a certificate of the client, and there is none', mend: "Declare the program's certificate and key (ssl.keystore.* in a file for a command)." }
        : {
          what: `refused the certificate in ${sourceName(tls.certificate)}`,
          mend: `See that ${sourceName(tls.certificate)} has not expired, and is of an authority that the nodes trust (ssl.truststore of the listener).`,
        };
    }
  }
  if (!sasl) { return undefined; }
  if (kafka.has('UNSUPPORTED_SASL_MECHANISM') || kafka.has('ILLEGAL_SASL_STATE')) {
    return { what: `does not let anybody authenticate by ${sasl.mechanism} on that port`, mend: `See that sasl.enabled.mechanisms of the listener has ${sasl.mechanism}, and that it is a listener with SASL.` };
  }
  if (kafka.has('SASL_AUTHENTICATION_FAILED') || codes.has('PLT_KFK_AUTHENTICATION')) {
    return sasl.mechanism === 'OAUTHBEARER'
      ? { what: `refused the token of client ${sasl.clientId}`, mend: 'See that the issuer, audience and scope of its tokens are those that the listener expects (sasl.oauthbearer.*), and that the nodes reach the keys of the issuer.' }
      : { what: `refused user ${sasl.username} (${sasl.mechanism})`, mend: `See that the user is there for ${sasl.mechanism}, and that its password is the one in ${sourceName(sasl.password)}.` };
  }
  return undefined;
}

/** An error, and all that it came of. */
function causesOf(error: unknown): readonly Error[] {
  if (!isNativeError(error)) { return []; }
  const inner: readonly unknown[] = [...error instanceof AggregateError ? error.errors : [], error.cause];
  return [error, ...inner.flatMap(causesOf)];
}
