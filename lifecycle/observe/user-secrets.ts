import { DesiredScram, DesiredUser } from '../../src/lifecycle/desired-state';
import { KubernetesClient } from '../clients/kubernetes/client';
import { SecretObject } from '../clients/kubernetes/objects';
import { mendOf } from '../clients/kubernetes/request-failure';
import { SECRETS } from '../clients/kubernetes/resource';
import { Unread, UserSecretObservation } from '../observation';
import { PASSWORD_KEY, holds, passwordIn, secretContent } from '../user-secret';
import { wordsOf } from '../words-of';

/** The Secrets of users: whether they have a password, in which version, and whether their own hold all. What is read stays here. */
export async function observeUserSecrets(
  users: readonly DesiredUser[], client: KubernetesClient,
): Promise<Readonly<Record<string, UserSecretObservation>> | Unread | undefined> {
  const withPasswords = users.flatMap(({ name, scram }) => scram ? [{ name, scram }] : []);
  if (withPasswords.length === 0) { return undefined; }
  const names = new Set(withPasswords.flatMap(({ scram: { secret, given } }) => [secret, ...given ? [given.secret] : []]));
  try {
    const read = new Map(await Promise.all([...names].map(async (name) => [name, await client.get(SECRETS, name)] as const)));
    return Object.fromEntries(withPasswords.map(({ name, scram }) =>
      [name, observation(name, scram, read.get(scram.secret), scram.given && read.get(scram.given.secret))]));
  } catch (error) {
    return { unread: [wordsOf(error)], mend: mendOf(error) };
  }
}

function observation(user: string, scram: DesiredScram, own: SecretObject | undefined, given: SecretObject | undefined): UserSecretObservation {
  const [source, key] = scram.given ? [given, scram.given.key] : [own, PASSWORD_KEY];
  const password = passwordIn(source?.data, key);
  const isFilled = password !== undefined && holds(own?.data, secretContent(scram, user, password));
  return {
    version: password === undefined ? undefined : source?.metadata.resourceVersion,
    problem: scram.given && password === undefined ? problemOf(scram.given, given) : undefined,
    own: own === undefined ? 'missing' : isFilled ? 'filled' : 'incomplete',
  };
}

function problemOf({ secret, key }: { readonly secret: string; readonly key: string }, given: SecretObject | undefined): string {
  if (given === undefined) { return `Secret ${secret} is missing`; }
  return `key ${key} of Secret ${secret} is ${given.data !== undefined && Object.hasOwn(given.data, key) ? 'empty' : 'missing'}`;
}
