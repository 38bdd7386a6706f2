import fc from 'fast-check';
import { topicsNoted } from '../../../lifecycle/act/topics-noted';
import { ClusterObservation, UserAcl, UserSecretObservation, UsersObservation, isUnread } from '../../../lifecycle/observation';
import { UsersStep } from '../../../lifecycle/plan/decision';
import { next } from '../../../lifecycle/plan/next';
import { predict } from '../../../lifecycle/plan/predict';
import { Situation } from '../../../lifecycle/plan/situation';
import { stepWords } from '../../../lifecycle/plan/step-words';
import { convergeUsers } from '../../../lifecycle/plan/users/converge-users';
import { aclEntry, isNotedAfterwards, placeOfUser } from '../../../lifecycle/user-notes';
import { DesiredAcl, DesiredUser } from '../../../src/lifecycle/desired-state';
import { HELD } from '../act/held';
import { DrawnCluster } from '../drawn-cluster';

const EMPTY: UsersObservation = { credentials: {}, quotas: {}, defaultQuotas: {}, acls: {} };
const SHOP: DesiredUser = {
  name: 'shop', scram: { mechanism: 'SCRAM-SHA-512', secret: 'events-shop', values: {} }, quotas: {}, acls: [], undeclaredAcls: 'report', whenRemoved: 'delete',
};
const FILLED: UserSecretObservation = { own: 'filled', version: '7' };

const acl = (resourceName: string, changes: Partial<DesiredAcl> = {}): DesiredAcl =>
  ({ resourceType: 'TOPIC', resourceName, patternType: 'LITERAL', host: '*', operation: 'READ', permission: 'ALLOW', ...changes });

interface Drawn {
  readonly users?: readonly DesiredUser[];
  readonly secrets?: DrawnCluster['userSecrets'];
  readonly seen?: Partial<UsersObservation>;
  readonly notes?: Readonly<Record<string, readonly string[]>>;
  readonly defaultQuotas?: Readonly<Record<string, number>>;
}

function draw({ users = [], secrets = {}, seen, notes = {}, defaultQuotas }: Drawn): DrawnCluster {
  const drawn = new DrawnCluster('kraft');
  drawn.addSet('events-controller', ['controller'], [6, 7, 8]);
  drawn.addSet('events-broker', ['broker'], [0, 1, 2]);
  drawn.users = [...users];
  drawn.userSecrets = secrets;
  drawn.usersSeen = { ...EMPTY, ...seen };
  drawn.defaultQuotas = defaultQuotas;
  for (const [place, entries] of Object.entries(notes)) { drawn.applied[place] = [...entries]; }
  return drawn;
}

/** All steps about users, each followed by what it leads to. */
function run(drawn: DrawnCluster, most = 20): { readonly steps: readonly UsersStep[]; readonly end: ClusterObservation } {
  const cluster = drawn.cluster();
  let end = drawn.observation();
  const steps: UsersStep[] = [];
  for (let step = convergeUsers(new Situation(cluster, drawn.policy, end)); step; step = convergeUsers(new Situation(cluster, drawn.policy, end))) {
    steps.push(step);
    if (steps.length > most) { throw new Error(`It does not end: ${JSON.stringify(steps.slice(-2))}`); }
    end = predict(cluster.sets, end, step);
  }
  return { steps, end };
}

const told = (drawn: Drawn) => run(draw(drawn)).steps.map((step) => `${stepWords(step).verb} ${step.reason}`);
const notesAfter = (drawn: Drawn) => kafkaOf(run(draw(drawn)).end).settings.applied;

function kafkaOf({ kafka }: ClusterObservation) {
  if (isUnread(kafka)) { throw new Error('It was read.'); }
  return kafka;
}

/** What next says when all of users has been done that can be. */
function ending(drawn: Drawn) {
  const cluster = draw(drawn);
  return next(cluster.cluster(), cluster.policy, run(cluster).end);
}

describe('a new user', () => {
  const users = [{ ...SHOP, acls: [acl('orders'), acl('a', { permission: 'DENY' })], quotas: { producer_byte_rate: 1024 } }];

  test('gets its Secret, quotas, ACLs that deny, a password, and ACLs that allow; then it is noted', () => {
    expect(told({ users, secrets: { shop: { own: 'incomplete' } } })).toEqual([
      'fill Secret events-shop of user shop',
      'limit user shop: producer_byte_rate: (not set) -> 1024',
      'allow user shop: DENY READ TOPIC a',
      'set password of user shop (SCRAM-SHA-512)',
      'allow user shop: ALLOW READ TOPIC orders',
    ]);
    expect(told({ users: [{ ...users[0], scram: undefined }] })).toEqual([
      'limit user shop: producer_byte_rate: (not set) -> 1024', 'allow user shop: DENY READ TOPIC a; user shop: ALLOW READ TOPIC orders',
    ]);
    expect(notesAfter({ users, secrets: { shop: FILLED } })).toEqual({
      'user shop': [
        'acl ALLOW READ TOPIC LITERAL * orders', 'acl DENY READ TOPIC LITERAL * a', 'delete', 'password SCRAM-SHA-512 events-shop 7', 'quota producer_byte_rate', 'scram SCRAM-SHA-512',
      ],
    });
  });

  test('without its Secret all else is done, and it is waited for', () => {
    expect(told({ users, secrets: { shop: { own: 'missing' } } })).toHaveLength(2);
    expect(ending({ users, secrets: { shop: { own: 'missing' } } })).toMatchObject({ kind: 'wait', rule: 'users.secret', reason: 'there is no Secret events-shop of user shop' });
  });

  test('whose password is given, and is not there, has none; others get theirs', () => {
    const pay = { ...SHOP, name: 'pay', scram: { mechanism: 'SCRAM-SHA-256' as const, secret: 'events-pay', values: {}, given: { secret: 'given', key: 'k' } } };
    const secrets = { shop: FILLED, pay: { own: 'incomplete' as const, problem: 'key k of Secret given is missing' } };
    expect(told({ users: [SHOP, pay], secrets })).toEqual(['set password of user shop (SCRAM-SHA-512)', 'note looked after: pay']);
    expect(ending({ users: [SHOP, pay], secrets })).toMatchObject({ kind: 'blocked', rule: 'users.password', reason: 'user pay has no password: key k of Secret given is missing' });
  });

  test('Secrets that cannot be read', () => {
    expect(told({ users, secrets: { unread: ['403'], mend: 'Apply.' } })).toHaveLength(2);
    expect(ending({ users, secrets: { unread: ['403'], mend: 'Apply.' } })).toMatchObject({ kind: 'wait', rule: 'users.secrets-read', unlikely: true, mend: 'Apply.' });
  });

  test('without an authorizer there are no ACLs', () => {
    const drawn = { users, secrets: { shop: FILLED }, seen: { acls: undefined } };
    expect(told(drawn)).toHaveLength(2);
    expect(ending(drawn)).toMatchObject({ kind: 'blocked', rule: 'users.authorizer', reason: 'the cluster has no authorizer, and there are ACLs of user shop' });
  });

  test('with an authorizer that tells of no ACLs all else is done, and what it answered is told', () => {
    const aclsUnread = 'Broker 1 answered DescribeAcls with UNKNOWN_SERVER_ERROR';
    const drawn = { users, secrets: { shop: FILLED }, seen: { acls: undefined, aclsUnread } };
    expect(told(drawn)).toEqual(['limit user shop: producer_byte_rate: (not set) -> 1024', 'set password of user shop (SCRAM-SHA-512)']);
    expect(ending(drawn)).toMatchObject({ kind: 'wait', rule: 'users.acls-read', reason: `ACLs could not be read: ${aclsUnread}`, unlikely: true });
  });
});

describe('a password', () => {
  const known = { 'user shop': ['delete', 'password SCRAM-SHA-512 events-shop 6', 'scram SCRAM-SHA-512'] };
  const seen = { credentials: { shop: ['SCRAM-SHA-512' as const] } };

  test('is set again when its Secret is another one', () => {
    expect(told({ users: [SHOP], secrets: { shop: FILLED }, seen, notes: known })).toEqual(['set new password of user shop (SCRAM-SHA-512)']);
    expect(notesAfter({ users: [SHOP], secrets: { shop: FILLED }, seen, notes: known })).toEqual({ 'user shop': ['delete', 'password SCRAM-SHA-512 events-shop 7', 'scram SCRAM-SHA-512'] });
    expect(told({ users: [SHOP], secrets: { shop: { ...FILLED, version: '6' } }, seen, notes: known })).toEqual([]);
  });

  test('that somebody has removed is set again', () => {
    expect(told({ users: [SHOP], secrets: { shop: { ...FILLED, version: '6' } }, notes: known })).toEqual(['set password of user shop (SCRAM-SHA-512)']);
  });

  test('that no run has set stays as it is, unless it is in the Secret of the user or given; others go on', () => {
    const users = [SHOP, { ...SHOP, name: 'pay', scram: { mechanism: 'SCRAM-SHA-512' as const, secret: 'events-pay', values: {} } }];
    for (const own of ['incomplete', 'missing'] as const) {
      const drawn = { users, secrets: { shop: { own }, pay: FILLED }, seen };
      expect(told(drawn)).toEqual(['set password of user pay (SCRAM-SHA-512)', 'note looked after: shop']);
      expect(ending(drawn)).toMatchObject({ kind: 'blocked', rule: 'users.password-unknown', reason: 'user shop has a password (SCRAM-SHA-512) that no run has set' });
      // And it stays when the user leaves the code.
      expect(notesAfter(drawn)).toMatchObject({ 'user shop': ['delete'] });
    }
    const taken = ['fill Secret events-shop of user shop', 'set new password of user shop (SCRAM-SHA-512)'];
    expect(told({ users: [SHOP], secrets: { shop: { own: 'incomplete', version: '3' } }, seen })).toEqual(taken);
    const given = { ...SHOP, scram: { mechanism: 'SCRAM-SHA-512' as const, secret: 'events-shop', values: {}, given: { secret: 'given', key: 'k' } } };
    expect(told({ users: [given], secrets: { shop: { own: 'incomplete', version: '3' } }, seen })).toEqual(taken);
    // One that a run has set is made anew where somebody has taken it out of the Secret.
    expect(told({ users: [SHOP], secrets: { shop: { own: 'incomplete' } }, seen, notes: known })).toEqual(taken);
    expect(told({ users: [SHOP], secrets: { shop: { own: 'incomplete' } }, seen: { credentials: { shop: ['SCRAM-SHA-256' as const] } } })).toHaveLength(2);
  });

  test('of another mechanism replaces the one that a run has set, and no other', () => {
    const users = [{ ...SHOP, scram: { mechanism: 'SCRAM-SHA-256' as const, secret: 'events-shop', values: {} } }];
    const drawn = { users, secrets: { shop: FILLED }, seen };
    expect(told({ ...drawn, notes: known })).toEqual(['set password of user shop (SCRAM-SHA-256)', 'remove password of user shop (SCRAM-SHA-512)', 'note what users have been given']);
    expect(told({ ...drawn })).toEqual(['set password of user shop (SCRAM-SHA-256)']);
    expect(ending(drawn)).toMatchObject({ kind: 'done', notes: ['user shop has what is not declared: password for SCRAM-SHA-512'] });
  });
});

describe('ACLs', () => {
  const users = [{ ...SHOP, scram: undefined, acls: [acl('orders')] }];
  const seen = { acls: { shop: [acl('orders'), acl('ours'), acl('theirs')] } };
  const notes = { 'user shop': ['acl ALLOW READ TOPIC LITERAL * ours'] };

  test('that runs have made and that are no longer declared go; others are told of', () => {
    expect(told({ users, seen, notes })).toEqual(['remove user shop: ALLOW READ TOPIC ours', 'note what users have been given']);
    expect(ending({ users, seen, notes })).toMatchObject({ kind: 'done', notes: ['user shop has what is not declared: acl ALLOW READ TOPIC LITERAL * theirs'] });
  });

  test('that are declared to be complete', () => {
    const complete = [{ ...users[0], undeclaredAcls: 'remove' as const }];
    expect(told({ users: complete, seen })).toEqual(['remove user shop: ALLOW READ TOPIC ours; user shop: ALLOW READ TOPIC theirs', 'note looked after: shop']);
    expect(notesAfter({ users: complete, seen })).toEqual({ 'user shop': ['acls', 'delete'] });
  });
});

describe('quotas', () => {
  const ofShop = { producer_byte_rate: 1, request_percentage: 5, consumer_byte_rate: 9 };
  const seen = { quotas: { shop: ofShop }, defaultQuotas: { producer_byte_rate: 7 } };

  test('are set, and removed where a run has set them', () => {
    const users = [{ ...SHOP, scram: undefined, quotas: { producer_byte_rate: 2 } }];
    const notes = { 'user shop': ['quota request_percentage'] };
    expect(told({ users, seen, notes })[0]).toBe('limit user shop: producer_byte_rate: 1 -> 2, request_percentage is no longer set (5)');
    expect(ending({ users, seen, notes })).toMatchObject({ kind: 'done', notes: ['user shop has what is not declared: quota consumer_byte_rate=9'] });
  });

  test('of somebody else are removed where that is declared, of users that are declared alone', () => {
    const all = { quotas: { shop: ofShop, other: ofShop }, defaultQuotas: seen.defaultQuotas };
    const drawn = draw({ users: [{ ...SHOP, scram: undefined }], seen: all });
    drawn.policy.undeclaredSettings = 'remove';
    expect(kafkaOf(run(drawn).end).users).toEqual({ ...EMPTY, quotas: { shop: {}, other: ofShop }, defaultQuotas: seen.defaultQuotas });
  });

  test('for all others', () => {
    expect(told({ defaultQuotas: { producer_byte_rate: 8 }, seen })).toEqual(['limit all other users: producer_byte_rate: 7 -> 8']);
    expect(told({ seen, notes: { 'default quotas': ['quota producer_byte_rate'] } })).toEqual(['limit all other users: producer_byte_rate is no longer set (7)', 'note what users have been given']);
    expect(told({ seen })).toEqual([]);
  });
});

describe('a user that leaves the code', () => {
  const seen = { credentials: { shop: ['SCRAM-SHA-512' as const, 'SCRAM-SHA-256' as const] }, quotas: { shop: { producer_byte_rate: 1, request_percentage: 5 } }, acls: { shop: [acl('ours'), acl('theirs')] } };
  const given = ['acl ALLOW READ TOPIC LITERAL * ours', 'password SCRAM-SHA-512 s 1', 'quota producer_byte_rate', 'scram SCRAM-SHA-512'];

  test('loses what runs have given it, and nothing else', () => {
    const drawn = { seen, notes: { 'user shop': [...given, 'delete'] } };
    expect(told(drawn)).toEqual([
      'remove user shop: ALLOW READ TOPIC ours; password of user shop (SCRAM-SHA-512); user shop: producer_byte_rate is no longer set (1)', 'note no longer looked after: shop',
    ]);
    expect(kafkaOf(run(draw(drawn)).end).users).toEqual({ ...EMPTY, credentials: { shop: ['SCRAM-SHA-256'] }, quotas: { shop: { request_percentage: 5 } }, acls: { shop: [acl('theirs')] } });
    expect(notesAfter(drawn)).toEqual({});
  });

  test('loses all ACLs if they were declared to be complete', () => {
    expect(told({ seen: { acls: seen.acls }, notes: { 'user shop': ['acls', 'delete'] } })).toEqual(['remove user shop: ALLOW READ TOPIC ours; user shop: ALLOW READ TOPIC theirs', 'note no longer looked after: shop']);
  });

  test('is not forgotten before its ACLs have gone, while nobody tells of them', () => {
    const drawn = (aclsUnread?: string) => ({ seen: { ...seen, acls: undefined, aclsUnread }, notes: { 'user shop': [...given, 'delete'] } });
    const kept = { 'user shop': ['acl ALLOW READ TOPIC LITERAL * ours', 'delete'] };
    for (const each of [drawn(), drawn('it is away')]) {
      expect(told(each)).toEqual(['remove password of user shop (SCRAM-SHA-512); user shop: producer_byte_rate is no longer set (1)', 'note what users have been given']);
      expect(notesAfter(each)).toEqual(kept);
    }
    expect(ending(drawn())).toMatchObject({ kind: 'done', notes: ['user shop is not declared, and whether it still has ACLs cannot be seen'] });
    expect(ending(drawn('it is away'))).toMatchObject({ kind: 'wait', rule: 'users.acls-read' });
    expect(told({ seen: { acls: seen.acls }, notes: kept })).toEqual(['remove user shop: ALLOW READ TOPIC ours', 'note no longer looked after: shop']);
    // Of one that has been given none there is nothing to wait for.
    expect(notesAfter({ seen: { acls: undefined }, notes: { 'user shop': ['delete', 'scram SCRAM-SHA-512'] } })).toEqual({});
  });

  test('stays if that was declared, which is noted before anything else', () => {
    expect(told({ seen, notes: { 'user shop': given } })).toEqual(['note no longer looked after: shop']);
    expect(told({ users: [{ ...SHOP, whenRemoved: 'keep' }], secrets: { shop: { own: 'incomplete' } }, notes: { 'user shop': ['delete'] } })[0]).toBe('note kept from now on, even when they are not declared: shop');
  });
});

test('names that every object has are names of users as others', () => {
  const users = ['constructor', '__proto__', 'toString'].map((name) => ({ ...SHOP, name, acls: [acl('orders')], quotas: { request_percentage: 1 } }));
  const secrets = Object.fromEntries(users.map(({ name }) => [name, FILLED]));
  expect(told({ users, secrets })).toHaveLength(3);
});

const NAMES = ['shop', 'pay', 'constructor', 'CN=a b,O=c'];
const anAcl = fc.record<UserAcl>({
  resourceType: fc.constantFrom('TOPIC', 'GROUP'),
  resourceName: fc.constantFrom('a', 'b c', '*'),
  patternType: fc.constantFrom('LITERAL', 'PREFIXED'),
  host: fc.constantFrom('*', '10.0.0.1'),
  operation: fc.constantFrom('READ', 'WRITE'),
  permission: fc.constantFrom('ALLOW', 'DENY'),
});
const acls = fc.uniqueArray(anAcl, { maxLength: 4, selector: aclEntry });
const quotas = fc.dictionary(fc.constantFrom('producer_byte_rate', 'request_percentage'), fc.integer({ min: 1, max: 3 }), { maxKeys: 2 });
const mechanism = fc.constantFrom('SCRAM-SHA-256' as const, 'SCRAM-SHA-512' as const);
const user = fc.record<DesiredUser>({
  name: fc.constantFrom(...NAMES),
  scram: fc.option(fc.record({ mechanism, secret: fc.constant('s'), values: fc.constant({}) }), { nil: undefined }),
  quotas,
  acls: acls as fc.Arbitrary<DesiredAcl[]>,
  undeclaredAcls: fc.constantFrom('report', 'remove'),
  whenRemoved: fc.constantFrom('keep', 'delete'),
});
const entry = fc.oneof(
  anAcl.map(aclEntry), mechanism.map((m) => `scram ${m}`), mechanism.map((m) => `password ${m} s 1`), fc.constantFrom('quota producer_byte_rate', 'delete', 'acls', 'garbage', ''),
);
const byName = <T>(value: fc.Arbitrary<T>) => fc.dictionary(fc.constantFrom(...NAMES, 'stranger'), value, { maxKeys: 4 });
const anything = fc.record({
  users: fc.uniqueArray(user, { maxLength: 3, selector: ({ name }) => name }),
  secrets: byName(fc.record<UserSecretObservation>({ own: fc.constantFrom('missing', 'incomplete', 'filled'), version: fc.constantFrom(undefined, '1', '2'), problem: fc.constantFrom(undefined, 'missing') })),
  seen: fc.record({
    credentials: byName(fc.uniqueArray(mechanism)), quotas: byName(quotas), defaultQuotas: quotas, acls: fc.option(byName(acls), { nil: undefined }),
  }),
  notes: fc.dictionary(fc.constantFrom(...NAMES.map(placeOfUser), 'default quotas', 'topic x', '0'), fc.uniqueArray(entry, { maxLength: 6 }), { maxKeys: 4 }),
  defaultQuotas: fc.option(quotas, { nil: undefined }),
});

/** The places of users of whom ACLs are to go, and nobody tells of ACLs. */
const waitingForAcls = (seen: UsersObservation['acls'], notes: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(notes).filter(([place, list]) => !seen && place.startsWith('user ') && list.includes('delete') && list.some((each) => each.startsWith('acl'))).map(([place]) => place);

test('whatever there is, a run ends with what is declared, and has touched nothing that is neither declared nor its own', () => {
  fc.assert(fc.property(anything, (drawn) => {
    const { steps, end } = run(draw(drawn), 8);
    const { users: after = EMPTY, settings: { applied } } = kafkaOf(end);
    const of = <T>(record: Readonly<Record<string, T>> | undefined, name: string) => record && Object.hasOwn(record, name) ? record[name] : undefined;
    const entriesOf = (list: readonly UserAcl[] | undefined) => new Set(list?.map(aclEntry));
    // What is declared is there.
    for (const { name, quotas: wanted, acls: declared, scram, undeclaredAcls } of drawn.users) {
      expect(of(after.quotas, name) ?? {}).toMatchObject(wanted);
      const now = entriesOf(of(after.acls, name));
      if (after.acls) { for (const each of declared) { expect(now).toContain(aclEntry(each)); } }
      if (after.acls && undeclaredAcls === 'remove') { expect(now.size).toBe(entriesOf(declared).size); }
      const secret = of(drawn.secrets, name);
      if (scram && secret?.version !== undefined) { expect(of(after.credentials, name)).toContain(scram.mechanism); }
    }
    // What is gone was a run's own, or is not among ACLs that are complete.
    for (const name of [...NAMES, 'stranger']) {
      const declared = drawn.users.find((each) => each.name === name);
      const noted = drawn.notes[placeOfUser(name)] ?? [];
      const mine = declared !== undefined || noted.includes('delete');
      const now = entriesOf(of(after.acls, name));
      const complete = noted.includes('acls') || declared?.undeclaredAcls === 'remove';
      const lost = [...entriesOf(of(drawn.seen.acls, name))].filter((before) => !now.has(before));
      expect(lost.filter((before) => !(mine && (complete || noted.includes(before))))).toEqual([]);
      for (const before of of(drawn.seen.credentials, name) ?? []) { if (!of(after.credentials, name)?.includes(before)) { expect(mine && noted.includes(`scram ${before}`)).toBe(true); } }
      for (const key of Object.keys(of(drawn.seen.quotas, name) ?? {})) { if (of(after.quotas, name)?.[key] === undefined) { expect(mine && noted.includes(`quota ${key}`)).toBe(true); } }
      if (!declared && !noted.includes('delete')) { for (const what of ['credentials', 'quotas', 'acls'] as const) { expect(of<unknown>(after[what], name)).toEqual(of<unknown>(drawn.seen[what], name)); } }
    }
    // What is noted is of users that are declared, and what others have noted is left.
    expect(Object.keys(applied).filter((place) => place.startsWith('user ')).sort())
      .toEqual([...new Set([...drawn.users.map(({ name }) => placeOfUser(name)), ...waitingForAcls(drawn.seen.acls, drawn.notes)])].sort());
    expect(applied['topic x']).toEqual(drawn.notes['topic x']);
    expect(applied['0']).toEqual(drawn.notes['0']);
    // A password is not noted before it is set.
    for (const { change, notes } of steps) {
      const added = Object.entries(notes).flatMap(([place, list = []]) =>
        list.filter((each) => isNotedAfterwards(each) && !(drawn.notes[place] ?? []).includes(each)));
      if (change.do === 'fill-secrets' || change.do === 'limit') { expect(added).toEqual([]); }
    }
  }), { numRuns: 2000 });
});

test('a run that dies between noting and acting, or before it notes, leaves nothing that a later one does not know of', async () => {
  const crash = fc.array(fc.constantFrom('noted' as const, 'acted' as const, 'not' as const), { minLength: 4, maxLength: 8 });
  await fc.assert(fc.asyncProperty(anything, crash, async (drawn, crashes) => {
    const cluster = draw(drawn);
    const desired = cluster.cluster();
    const left = { ...desired, users: [], defaultQuotas: undefined };
    const now = { observation: cluster.observation() };
    const applied = () => kafkaOf(now.observation).settings.applied;
    const withNotes = (observation: ClusterObservation, notes: ReturnType<typeof applied>): ClusterObservation => {
      const kafka = kafkaOf(observation);
      return { ...observation, kafka: { ...kafka, settings: { ...kafka.settings, applied: notes } } };
    };
    const store = {
      read: async () => applied(),
      write: async (_: string, notes: ReturnType<typeof applied>) => { now.observation = withNotes(now.observation, notes); },
      approved: async () => [],
    };
    /** Whether there was something to do. */
    const turn = async (declared: typeof desired, death: 'noted' | 'acted' | 'not'): Promise<boolean> => {
      const step = convergeUsers(new Situation(declared, cluster.policy, now.observation));
      if (!step) { return false; }
      await topicsNoted(step, 'events', store, HELD, async () => {
        if (death !== 'noted') { now.observation = withNotes(predict(declared.sets, now.observation, step), applied()); }
        return death === 'not' ? { kind: 'done', said: '' } : { kind: 'later', reason: 'it died' };
      });
      return true;
    };
    for (const death of crashes) { await turn(desired, death); }
    const waiting = waitingForAcls(drawn.seen.acls, applied());
    // The user leaves the code, whatever had been done by then.
    for (let turns = 0; await turn(left, 'not'); turns++) { expect(turns).toBeLessThan(8); }
    const { users: after = EMPTY } = kafkaOf(now.observation);
    expect(Object.keys(applied()).filter((place) => place.startsWith('user ') || place === 'default quotas')).toEqual(waiting);
    for (const { name, acls: declared, whenRemoved } of drawn.users) {
      if (whenRemoved === 'keep') { continue; }
      const before = new Set((drawn.seen.acls && Object.hasOwn(drawn.seen.acls, name) ? drawn.seen.acls[name] : []).map(aclEntry));
      const still = (after.acls && Object.hasOwn(after.acls, name) ? after.acls[name] : []).map(aclEntry);
      // Nothing that runs have given is left.
      for (const each of declared.map(aclEntry)) { if (!before.has(each)) { expect(still).not.toContain(each); } }
      const had = Object.hasOwn(drawn.seen.credentials, name) ? drawn.seen.credentials[name] : [];
      const has = Object.hasOwn(after.credentials, name) ? after.credentials[name] : [];
      expect(has.filter((each) => !had.includes(each))).toEqual([]);
    }
  }), { numRuns: 1000 });
});
