import { declaredListeners } from './declared-listeners';
import { subdomainProblem } from '../../../kubernetes/dns-name';
import { secretKeyProblem } from '../../../kubernetes/secret-key';
import { MechanismModel } from '../../../security/mechanism';
import { Severity } from '../../../validation/finding';
import { Rule, Violation } from '../../../validation/rule';
import { HIDDEN } from '../../../validation/secrets';
import { KafkaModel, ListenerModel } from '../../model';

/** What Kafka reads with the prefix of listener and mechanism (`SaslChannelBuilder`, `ChannelBuilders`); the JAAS configuration is in the Secret. */
const OF_A_MECHANISM: ReadonlySet<string> = new Set(['connections.max.reauth.ms', 'sasl.login.callback.handler.class', 'sasl.login.class', 'sasl.server.callback.handler.class']);

export const MECHANISMS_CAN_BE_USED: Rule<KafkaModel> = {
  id: 'listeners.authentication',
  severity: Severity.ERROR,
  summary: 'Each mechanism of a listener is there once and has a name; Secrets, keys and addresses are such; and nodes come to each other by one that they have a user for.',
  why: 'Kafka would not start, the pods would wait for a Secret that cannot be, or the nodes would not find to each other.',
  source: 'https://kafka.apache.org/documentation/#security_sasl, https://www.rfc-editor.org/rfc/rfc4422#section-3.1',
  *check(model) {
    for (const { listener, property } of declaredListeners(model)) {
      const at = `${property}.authentication`;
      if (listener.protocol.startsWith('SASL') && listener.mechanisms.length === 0) {
        yield { property: at, value: 'anyOf([])', message: 'there is no mechanism, so nobody comes in', mend: 'State at least one, such as Authentication.scram().' };
      }
      for (const mechanism of listener.mechanisms) { yield* problemsOf(mechanism, listener, at); }
      if (listener.purpose !== 'client') { yield* problemsBetweenNodes(listener, at); }
    }
  },
};

function* problemsOf(mechanism: MechanismModel, { mechanisms }: ListenerModel, property: string): Iterable<Violation> {
  const { name, secret } = mechanism;
  if (!/^[A-Z0-9_-]{1,20}$/.test(name)) {
    yield { property, value: name || "''", message: 'it is no name of a mechanism', mend: "Use 1 to 20 capital letters, digits, hyphens and underscores, as in 'PLAIN'." };
  }
  if (mechanisms.find((other) => other.name === name) !== mechanism) {
    yield { property, value: name, message: 'the listener has that mechanism already', mend: 'State it once.' };
  }
  const problem = secret && subdomainProblem(secret.name);
  if (problem) { yield { property: `${property} secret`, value: secret.name || "''", message: `it must ${problem}`, mend: 'Use the name of a Secret in the namespace.' }; }
  for (const key of [...secret?.keys ?? [], ...mechanism.nodes ? [mechanism.nodes.key] : []]) {
    const keyProblem = secretKeyProblem(key);
    if (keyProblem) { yield { property: `${property} key`, value: key || "''", message: `it must ${keyProblem}`, mend: "Use such as 'sasl.jaas.config'." }; }
  }
  for (const key of Object.keys(mechanism.config ?? {})) {
    if (OF_A_MECHANISM.has(key)) { continue; }
    yield {
      property: `${property} config '${key}'`, value: HIDDEN, message: 'Kafka does not read it for a mechanism', mend: `Use ${[...OF_A_MECHANISM].join(', ')}; JAAS belongs into the Secret.`,
    };
  }
  for (const [member, value] of [['issuer', mechanism.tokens?.issuer], ...(mechanism.tokens?.audiences ?? []).map((audience) => ['audiences', audience] as const)] as const) {
    if (value === undefined || /^[^\s,]+$/.test(value)) { continue; }
    yield { property: `${property} ${member}`, value: value || "''", message: 'no token says so', mend: 'State it as the claim of tokens has it, without blanks and commas.' };
  }
  for (const url of mechanism.allowedUrls) {
    if (!isAddress(url)) { yield { property: `${property} jwksEndpoint`, value: url || "''", message: 'it is no address', mend: "State such as 'https://id.example.com/keys'." }; }
  }
}

function* problemsBetweenNodes({ mechanisms: [mechanism, ...others] }: ListenerModel, property: string): Iterable<Violation> {
  if (!mechanism) { return; }
  const { name } = mechanism;
  if (others.length > 0) {
    yield { property, value: [mechanism, ...others].map((each) => each.name).join(', '), message: 'nodes come to each other by one mechanism', mend: 'State one.' };
  }
  if (!mechanism.betweenNodes) {
    yield {
      property, value: name, message: 'nodes cannot come to each other by it (docs/limits.md)', mend: 'Use certificates (tls alone), Authentication.plain or Authentication.custom.',
    };
  } else if (mechanism.kind === 'plain' && !mechanism.nodes) {
    yield { property, value: name, message: 'it is not said as which user nodes come', mend: "State it: Authentication.plain('events-users', { nodes: 'kafka' }), with a key 'kafka' in the Secret." };
  }
}

function isAddress(url: string): boolean {
  return URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);
}
