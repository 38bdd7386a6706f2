import { ActResult } from './act-result';
import { allOf } from './all-of';
import { failedAct as failedInKubernetes } from './failed-act';
import { inPortions, withEnd } from './in-portions';
import { failedAct } from './kafka-failure';
import { MayAct } from './lease-lost';
import { fillSecrets, passwordsFor } from './user-passwords';
import { OfUser, usersResult } from './users-result';
import { DesiredCluster } from '../../src/lifecycle/desired-state';
import { withoutSecrets } from '../clients/kafka/access/without-secrets';
import { KafkaAdmin } from '../clients/kafka/kafka-admin';
import { KafkaNode } from '../clients/kafka/kafka-node';
import { AclBinding, QuotaChange, ScramChange } from '../clients/kafka/user-admin';
import { KubernetesClient } from '../clients/kubernetes/client';
import { decidingNode } from '../contact/deciding-node';
import { PasswordChange, UserAclChange, UserQuotaChange, UsersStep } from '../plan/decision';

/** In one request, which a controller of KRaft does as one act, of at most 10,000 records. */
const AT_ONCE = 500;

/** Gives users what they are to have, or takes it away. Done again, it changes nothing but the salt of a password. */
export async function changeUsers(
  { change }: UsersStep, cluster: DesiredCluster, kafka: KafkaAdmin, client: KubernetesClient, mayAct: MayAct,
): Promise<ActResult> {
  if (change.do === 'note') { return { kind: 'done', said: 'noted' }; }
  if (change.do === 'fill-secrets') { return fillSecrets(change.users, cluster, client, mayAct); }
  try {
    const act = new UserActs(await decidingNode(cluster, kafka), kafka, mayAct);
    switch (change.do) {
      case 'limit': return await act.limit(change.quotas);
      case 'set-passwords': return await setPasswords(act, change.users, cluster, client);
      case 'allow': return await act.acls(change.acls, 'made');
      case 'remove': {
        const acls = await act.acls(change.acls, 'removed');
        const passwords = await act.passwords(change.credentials, 'removed');
        return allOf([acls, passwords, await act.limit(change.quotas)]);
      }
      default: {
        const unknown: never = change;
        throw new Error(`There is no change ${JSON.stringify(unknown)}.`);
      }
    }
  } catch (error) {
    return failedAct(error);
  }
}

async function setPasswords(act: UserActs, users: readonly PasswordChange[], cluster: DesiredCluster, client: KubernetesClient): Promise<ActResult> {
  let passwords: ReadonlyMap<string, string> | undefined;
  try {
    passwords = await passwordsFor(users, cluster, client);
  } catch (error) {
    return failedInKubernetes(error);
  }
  if (!passwords) { return { kind: 'later', reason: 'passwords of users have changed meanwhile' }; }
  const known = passwords;
  const result = await act.passwords(users.map(({ user, mechanism }) => ({ user, mechanism, password: known.get(user) })), 'set');
  return result.kind === 'done' ? result : { ...result, reason: withoutSecrets(result.reason, [...known.values()]) };
}

class UserActs {
  constructor(private readonly node: KafkaNode, private readonly kafka: KafkaAdmin, private readonly mayAct: MayAct) {}

  public async passwords(changes: readonly ScramChange[], what: string): Promise<ActResult> {
    return this.send(changes, 'password', what, (portion) => this.kafka.alterScramCredentials(this.node, portion));
  }

  public async acls(changes: readonly UserAclChange[], what: 'made' | 'removed'): Promise<ActResult> {
    const bindings = changes.map(({ user, acl }): AclBinding => ({ ...acl, principal: `User:${user}` }));
    return this.send(bindings, 'ACL', what, async (portion) => {
      const results = what === 'made' ? await this.kafka.createAcls(this.node, portion) : await this.kafka.deleteAcls(this.node, portion);
      return results.map(({ binding, code, message }) => ({ user: binding.principal, code, message }));
    });
  }

  public async limit(quotas: readonly UserQuotaChange[]): Promise<ActResult> {
    const changes = quotas.map(({ user = null, changes: values }): QuotaChange =>
      ({ entity: { user }, values: new Map(values.map(({ key, to }) => [key, to])) }));
    return this.send(changes, 'quota', 'changed', async (portion) => {
      const results = await this.kafka.alterClientQuotas(this.node, portion);
      return results.map(({ entity, code, message }) => ({ user: entity.user ?? 'all other users', code, message }));
    });
  }

  private async send<T>(
    things: readonly T[], noun: string, what: string, request: (portion: readonly T[]) => Promise<readonly OfUser[]>,
  ): Promise<ActResult> {
    if (things.length === 0) { return { kind: 'done', said: '' }; }
    const { results, ended } = await inPortions(things, AT_ONCE, this.mayAct, `${noun}s of users were ${what}`, request);
    return withEnd(ended, usersResult(results, noun, what));
  }
}
