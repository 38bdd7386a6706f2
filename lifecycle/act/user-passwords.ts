import { randomInt } from 'node:crypto';
import { ActResult } from './act-result';
import { failedAct } from './failed-act';
import { MayAct, leaseLost } from './lease-lost';
import { DesiredCluster, DesiredScram } from '../../src/lifecycle/desired-state';
import { withoutSecrets } from '../clients/kafka/access/without-secrets';
import { KubernetesClient } from '../clients/kubernetes/client';
import { SecretObject } from '../clients/kubernetes/objects';
import { SECRETS } from '../clients/kubernetes/resource';
import { counted } from '../counted';
import { PasswordChange } from '../plan/decision';
import { PASSWORD_KEY, encodedContent, passwordIn, secretContent } from '../user-secret';

const CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** 190 bits. */
const LENGTH = 32;

/** Puts into the Secrets of users what clients need, with a password that is made now where there is none. Only into Secrets that are there, and as they were read: nobody's password is written over. */
export async function fillSecrets(users: readonly string[], cluster: DesiredCluster, client: KubernetesClient, mayAct: MayAct): Promise<ActResult> {
  let filled = 0;
  for (const { name, scram } of scramOf(users, cluster)) {
    const secrets: string[] = [];
    try {
      const { own, password: known } = await passwordOf(scram, client);
      if (own === undefined || (known === undefined && scram.given)) { return { kind: 'later', reason: `Secrets of user ${name} have changed meanwhile` }; }
      const password = known ?? Array.from({ length: LENGTH }, () => CHARACTERS[randomInt(CHARACTERS.length)]).join('');
      const content = secretContent(scram, name, password);
      secrets.push(content['sasl.jaas.config'], password);
      if (!await mayAct()) { return leaseLost(`Secret ${scram.secret} was filled`); }
      const { uid, resourceVersion } = own.metadata;
      await client.patch(SECRETS, scram.secret, { metadata: { uid, resourceVersion }, data: encodedContent(content) });
      filled++;
    } catch (error) {
      const failed = failedAct(error);
      return failed.kind === 'done' ? failed : { ...failed, reason: withoutSecrets(failed.reason, secrets) };
    }
  }
  return { kind: 'done', said: `${counted(filled, 'Secret')} filled` };
}

/** The passwords that are to be set. Undefined if there are others by now than those that were decided on. */
export async function passwordsFor(
  changes: readonly PasswordChange[], cluster: DesiredCluster, client: KubernetesClient,
): Promise<ReadonlyMap<string, string> | undefined> {
  const passwords = new Map<string, string>();
  for (const { name, scram } of scramOf(changes.map(({ user }) => user), cluster)) {
    const { password, version } = await passwordOf(scram, client);
    if (password === undefined || version !== changes.find(({ user }) => user === name)?.version) { return undefined; }
    passwords.set(name, password);
  }
  return passwords;
}

function scramOf(users: readonly string[], cluster: DesiredCluster): readonly { readonly name: string; readonly scram: DesiredScram }[] {
  return (cluster.users ?? []).flatMap(({ name, scram }) => scram && users.includes(name) ? [{ name, scram }] : []);
}

interface Password {
  readonly own?: SecretObject;
  readonly password?: string;
  /** Of the Secret that holds it. */
  readonly version?: string;
}

async function passwordOf({ secret, given }: DesiredScram, client: KubernetesClient): Promise<Password> {
  const own = await client.get(SECRETS, secret);
  const source = given ? await client.get(SECRETS, given.secret) : own;
  return { own, password: passwordIn(source?.data, given?.key ?? PASSWORD_KEY), version: source?.metadata.resourceVersion };
}
