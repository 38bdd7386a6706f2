import { TlsModel, hasTrust } from './model';

/**
 * What TLS of a listener becomes among Kafka's settings.
 *
 * @param prefix that of the listener's keys: `listener.name.<name>.`
 * @param files the path of its files, without what tells them apart
 */
export function tlsSettings(tls: TlsModel, prefix: string, files: string): [string, string][] {
  const settings: [string, string][] = [
    ['ssl.keystore.type', 'PEM'],
    ['ssl.keystore.location', `${files}.pem`],
    ['ssl.client.auth', tls.clientCertificates],
  ];
  if (hasTrust(tls)) { settings.push(['ssl.truststore.type', 'PEM'], ['ssl.truststore.location', `${files}-clients.pem`]); }
  if (tls.ofNodes?.verifyHosts === false) { settings.push(['ssl.endpoint.identification.algorithm', '']); }
  if (tls.principalMappingRules.length > 0) { settings.push(['ssl.principal.mapping.rules', tls.principalMappingRules.join(',')]); }
  if (tls.protocols.length > 0) {
    settings.push(['ssl.enabled.protocols', tls.protocols.join(',')]);
    // Which one a context is made for; it must be among those that are enabled (KIP-573).
    settings.push(['ssl.protocol', tls.protocols.includes('TLSv1.3') ? 'TLSv1.3' : 'TLSv1.2']);
  }
  if (tls.cipherSuites.length > 0) { settings.push(['ssl.cipher.suites', tls.cipherSuites.join(',')]); }
  return settings.map(([key, value]) => [`${prefix}${key}`, value]);
}
