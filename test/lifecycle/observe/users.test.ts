import { CLUSTER, FakeKafka } from './fake-kafka';
import { KafkaNode } from '../../../lifecycle/clients/kafka/kafka-node';
import { AclBinding } from '../../../lifecycle/clients/kafka/user-admin';
import { isUnread } from '../../../lifecycle/observation';
import { observeKafka } from '../../../lifecycle/observe/kafka';
import { DesiredAcl, DesiredUser } from '../../../src/lifecycle/desired-state';

/** ACLs are asked for where somebody speaks of them; that they are not told makes nothing else unread. */

const READS: DesiredAcl = { resourceType: 'TOPIC', resourceName: 'orders', patternType: 'LITERAL', host: '*', operation: 'READ', permission: 'ALLOW' };
const SHOP: DesiredUser = { name: 'shop', quotas: {}, acls: [], undeclaredAcls: 'report', whenRemoved: 'delete' };
const WITH_ACLS = { ...SHOP, acls: [READS] };
const NOTHING_ELSE = { credentials: { shop: ['SCRAM-SHA-512'] }, quotas: {}, defaultQuotas: {} };

let asked: number;
beforeEach(() => { asked = 0; });

type Notes = Readonly<Record<string, readonly string[]>>;

async function seen(users: readonly DesiredUser[], acls: (kafka: FakeKafka, node: KafkaNode) => readonly AclBinding[], notes: Notes = {}) {
  const kafka = new FakeKafka();
  Object.assign(kafka, {
    scramCredentials: async () => [{ user: 'shop', credentials: [{ mechanism: 'SCRAM-SHA-512', iterations: 4096 }] }],
    clientQuotas: async () => [],
    acls: async (node: KafkaNode) => {
      asked++;
      return acls(kafka, node);
    },
  });
  const observation = await observeKafka({ ...CLUSTER, users: [...users] }, kafka, notes);
  if (isUnread(observation)) { throw new Error(observation.unread.join()); }
  return observation.users;
}
const told = () => [{ ...READS, principal: 'User:shop' }, { ...READS, principal: 'User:other' }];

test('they are asked for if there are some of a declared user, or only those may be, or runs have made some', async () => {
  expect(await seen([SHOP], told)).toEqual(NOTHING_ELSE);
  expect(await seen([SHOP], told, { 'user shop': ['delete', 'scram SCRAM-SHA-512'] })).toEqual(NOTHING_ELSE);
  expect(asked).toBe(0);
  const all = { ...NOTHING_ELSE, acls: { shop: [READS] } };
  expect(await seen([WITH_ACLS], told)).toEqual(all);
  expect(await seen([{ ...SHOP, undeclaredAcls: 'remove' }], told)).toEqual(all);
  expect(await seen([SHOP], told, { 'user shop': ['acl ALLOW READ TOPIC LITERAL * orders'] })).toEqual(all);
  expect(await seen([], told, { 'user shop': ['acls', 'delete'] })).toEqual(all);
  expect(asked).toBe(4);
});

test('without an authorizer there are none; of one that does not tell them it is said what it answered', async () => {
  expect(await seen([WITH_ACLS], (kafka, node) => kafka.refuse(node, 'DescribeAcls', 'SECURITY_DISABLED'))).toEqual(NOTHING_ELSE);
  expect(await seen([WITH_ACLS], (kafka, node) => kafka.refuse(node, 'DescribeAcls', 'UNKNOWN_SERVER_ERROR')))
    .toEqual({ ...NOTHING_ELSE, aclsUnread: expect.stringContaining('answered DescribeAcls with UNKNOWN_SERVER_ERROR') });
  await expect(seen([WITH_ACLS], () => { throw new Error('an error of the program'); })).rejects.toThrow('an error of the program');
});
