import { readFileSync } from 'node:fs';
import { javaProperties } from './java-properties';
import { WrongOptions } from './wrong-options';
import { Access, Sasl, Security, Source, Tls } from '../clients/kafka/access/security';

/** What Kafka's clients take if a file does not say it (`SslConfigs`, `SaslConfigs`, `CommonClientConfigs`). */
const PROTOCOLS = ['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL'];

/**
 * How brokers are reached, by a file as Kafka's own tools take it with `--command-config`. Keys that are not about that are ignored, as Kafka's tools do.
 *
 * @param name of the file, for errors. What is in it is never repeated in one, as there are passwords in it.
 * @throws WrongOptions
 */
export function commandConfig(text: string, name: string): Access {
  const file = new ConfigFile(name, javaProperties(text));
  const protocol = file.oneOf('security.protocol', 'PLAINTEXT', PROTOCOLS);
  const broker: Security = { ...protocol.endsWith('SSL') && { tls: tlsOf(file) }, ...protocol.startsWith('SASL') && { sasl: saslOf(file) } };
  return { broker };
}

/** The same of a file, if there is one. What it names is read for each connection, it itself once. */
export function accessIn(file: string | undefined): Access { return file === undefined ? {} : commandConfig(readFileSync(file, 'utf8'), file); }

class ConfigFile {
  constructor(private readonly name: string, private readonly entries: ReadonlyMap<string, string>) {}

  /** An empty value is none. */
  public get(key: string): string | undefined { return this.entries.get(key)?.trim() || undefined; }

  public has(key: string): boolean { return this.entries.has(key); }

  /** A path, or what is written in the file itself. */
  public source(path: string, inline: string): Source | undefined {
    const text = this.get(inline);
    return text === undefined ? this.get(path) : { text, from: `${inline} in ${this.name}` };
  }

  public given(key: string, text: string): Source { return { text, from: `${key} in ${this.name}` }; }

  public oneOf(key: string, otherwise: string, allowed: readonly string[]): string {
    const value = (this.get(key) ?? otherwise).toUpperCase();
    if (!allowed.includes(value)) { throw this.wrong(key, `must be ${allowed.slice(0, -1).join(', ')}${allowed.length > 1 ? ' or ' : ''}${allowed[allowed.length - 1]} here`); }
    return value;
  }

  public wrong(key: string, rule: string): WrongOptions { return new WrongOptions(`${key} in ${this.name} ${rule}.`); }
}

function tlsOf(file: ConfigFile): Tls {
  for (const store of ['truststore', 'keystore']) {
    const [location, type] = [`ssl.${store}.location`, `ssl.${store}.type`];
    if (file.get(location) === undefined && file.get(`ssl.${store}.certificates`) === undefined && file.get(`ssl.${store}.certificate.chain`) === undefined) { continue; }
    if ((file.get(type) ?? 'JKS').toUpperCase() !== 'PEM') {
      throw file.wrong(type, `must be PEM: stores of Java are not read here. 'keytool -importkeystore -srckeystore OLD -destkeystore NEW.p12 -deststoretype PKCS12' and 'openssl pkcs12 -in NEW.p12 -nodes -out NEW.pem' make one of it, whose path goes into ${location}`);
    }
  }
  if (file.get('ssl.key.password') !== undefined) { throw file.wrong('ssl.key.password', "cannot be used: keys with a password are not read here. 'openssl pkey -in OLD -out NEW' takes it away"); }
  return {
    trust: file.source('ssl.truststore.location', 'ssl.truststore.certificates'),
    certificate: file.source('ssl.keystore.location', 'ssl.keystore.certificate.chain'),
    key: file.source('ssl.keystore.location', 'ssl.keystore.key'),
    verifyHost: !file.has('ssl.endpoint.identification.algorithm') || file.get('ssl.endpoint.identification.algorithm') !== undefined,
  };
}

function saslOf(file: ConfigFile): Sasl {
  const jaas = 'sasl.jaas.config';
  const given = file.get(jaas);
  // GSSAPI, Kafka's default, needs native code.
  const mechanism = file.oneOf('sasl.mechanism', 'GSSAPI', ['SCRAM-SHA-256', 'SCRAM-SHA-512', 'PLAIN', 'OAUTHBEARER']);
  const options = jaasOptions(given ?? '');
  const option = (name: string, key = jaas): string => {
    const value = options.get(name);
    if (value === undefined || value === '') { throw file.wrong(key, `has no ${name}: LOGIN-MODULE required ${name}="…" …;`); }
    return value;
  };
  if (mechanism === 'OAUTHBEARER') {
    const endpoint = file.get('sasl.oauthbearer.token.endpoint.url');
    if (endpoint === undefined) { throw file.wrong('sasl.oauthbearer.token.endpoint.url', 'is missing: where a token is asked for'); }
    return {
      mechanism, tokenEndpoint: endpoint, clientId: option('clientId'), clientSecret: file.given(jaas, option('clientSecret')), scope: options.get('scope'),
    };
  }
  const known = mechanism === 'PLAIN' || mechanism === 'SCRAM-SHA-256' ? mechanism : 'SCRAM-SHA-512';
  return { mechanism: known, username: option('username'), password: file.given(jaas, option('password')) };
}

/** `MODULE FLAG name="value" …;` (javax.security.auth.login.Configuration). */
function jaasOptions(text: string): ReadonlyMap<string, string> {
  const options = new Map<string, string>();
  for (const [, name, quoted, bare] of text.matchAll(/([\w.]+)\s*=\s*(?:"((?:\\.|[^"\\])*)"|([^\s;"]+))/gs)) { options.set(name, quoted?.replace(/\\(.)/gs, '$1') ?? bare); }
  return options;
}
