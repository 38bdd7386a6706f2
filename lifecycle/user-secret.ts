import { DesiredScram } from '../src/lifecycle/desired-state';

/** The key of a user's own Secret that holds the password, as Service Binding and Strimzi name it. */
export const PASSWORD_KEY = 'password';

/** As Kubernetes keeps it: base64, by key. */
export type SecretData = Readonly<Record<string, string>>;

/** A password in a Secret; undefined if there is none, or an empty one. The line break at the end of a file is none of it. */
export function passwordIn(data: SecretData | undefined, key: string): string | undefined {
  const kept = data !== undefined && Object.hasOwn(data, key) ? data[key] : '';
  const password = Buffer.from(kept, 'base64').toString('utf8').replace(/\r?\n$/, '');
  return password.trim() === '' ? undefined : password;
}

/** All that a user's own Secret holds. */
export function secretContent({ mechanism, values }: DesiredScram, user: string, password: string): Readonly<Record<string, string>> {
  const jaas = `org.apache.kafka.common.security.scram.ScramLoginModule required username=${jaasValue(user)} password=${jaasValue(password)};`;
  return { ...values, 'sasl.mechanism': mechanism, 'sasl.jaas.config': jaas, [PASSWORD_KEY]: password };
}

export function holds(data: SecretData | undefined, content: Readonly<Record<string, string>>): boolean {
  return Object.entries(content).every(([key, value]) => data?.[key] === encoded(value));
}

export function encodedContent(content: Readonly<Record<string, string>>): SecretData {
  return Object.fromEntries(Object.entries(content).map(([key, value]) => [key, encoded(value)]));
}

function encoded(value: string): string { return Buffer.from(value).toString('base64'); }

/** In quotes, as java.io.StreamTokenizer reads it, by which Kafka reads the configuration (JaasConfig). */
export function jaasValue(value: string): string {
  // eslint-disable-next-line no-control-regex
  return `"${value.replace(/["\\]/g, '\\$&').replace(/[\0-\x1f]/g, (each) => `\\${each.charCodeAt(0).toString(8).padStart(3, '0')}`)}"`;
}
