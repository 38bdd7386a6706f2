import { App, Chart, JsonPatch, Size, Testing } from 'cdk8s';
import {
  Acl, AclOperation, AclPattern, AclPermission, AclResource, Authentication, KafkaCluster, KafkaClusterProps, KafkaLifecycleJob,
  Listener, ScramMechanism, Storage, Tls, User, UserAuthentication, UserProps, UserRemoval,
} from '../../src';
import { DesiredAcl, DesiredCluster, DesiredUser } from '../../src/lifecycle/desired-state';

const LOGIN = Listener.internal('internal', { authentication: Authentication.anyOf([Authentication.scram(), Authentication.scram({ mechanism: ScramMechanism.SHA_256 })]) });
const AUTHORIZER = { 'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer', 'super.users': 'User:ANONYMOUS' };

function declared(props: Partial<KafkaClusterProps> = {}): { kafka: KafkaCluster; job: KafkaLifecycleJob; chart: Chart } {
  const chart = new Chart(new App(), 'streaming', { namespace: 'streaming' });
  const kafka = new KafkaCluster(chart, 'Events', { brokers: { nodes: 3, storage: Storage.persistent(Size.gibibytes(100)) }, config: AUTHORIZER, listeners: [LOGIN], ...props });
  return { kafka, job: new KafkaLifecycleJob(chart, 'Lifecycle', { cluster: kafka }), chart };
}

function desired({ job }: ReturnType<typeof declared>): DesiredCluster {
  return (JSON.parse(job.desiredState) as { clusters: DesiredCluster[] }).clusters[0];
}

/** As a person reads ACLs: `TOPIC orders READ`. */
const words = ({ resourceType, resourceName, patternType, operation, permission, host }: DesiredAcl) =>
  `${permission === 'DENY' ? 'not ' : ''}${resourceType} ${resourceName}${patternType === 'PREFIXED' ? '…' : ''} ${operation}${host === '*' ? '' : ` from ${host}`}`;

/** The ACLs that follow from what is granted to a user `shop`. */
function aclsOf(grant: (kafka: KafkaCluster, shop: User) => void): readonly string[] {
  const all = declared();
  grant(all.kafka, all.kafka.addUser('shop'));
  expect(all.kafka.findings).toEqual([]);
  return desired(all).users?.[0].acls.map(words) ?? [];
}

function userOf(props: UserProps, name = 'shop'): DesiredUser | undefined {
  const all = declared();
  all.kafka.addUser(name, props);
  expect(all.kafka.findings).toEqual([]);
  return desired(all).users?.[0];
}

describe('grants are exactly the ACLs that Kafka documents', () => {
  test('to produce', () => {
    expect(aclsOf((kafka, shop) => { kafka.addTopic('orders').grantProduce(shop); })).toEqual(['TOPIC orders WRITE', 'TOPIC orders DESCRIBE']);
    expect(aclsOf((kafka, shop) => { kafka.topicNamed('orders').grantProduce(shop); })).toEqual(['TOPIC orders WRITE', 'TOPIC orders DESCRIBE']);
    expect(aclsOf((kafka, shop) => { kafka.topicsWithPrefix('orders.').grantProduce(shop); })).toEqual(['TOPIC orders.… WRITE', 'TOPIC orders.… DESCRIBE']);
  });

  test('to consume', () => {
    expect(aclsOf((kafka, shop) => { kafka.addTopic('orders').grantConsume(shop, 'shop-v1'); })).toEqual(['TOPIC orders READ', 'TOPIC orders DESCRIBE', 'GROUP shop-v1 READ']);
    expect(aclsOf((kafka, shop) => { kafka.topicsWithPrefix('orders.').grantConsume(shop, 'shop-', { groupPrefix: true }); }))
      .toEqual(['TOPIC orders.… READ', 'TOPIC orders.… DESCRIBE', 'GROUP shop-… READ']);
  });

  test('to manage topics', () => {
    expect(aclsOf((kafka, shop) => { kafka.topicsWithPrefix('shop.').grantManage(shop); }))
      .toEqual(['CREATE', 'DELETE', 'ALTER', 'DESCRIBE', 'DESCRIBE_CONFIGS', 'ALTER_CONFIGS'].map((operation) => `TOPIC shop.… ${operation}`));
  });

  test('for transactions', () => {
    expect(aclsOf((_, shop) => { shop.allowTransactions('shop-1'); })).toEqual(['TRANSACTIONAL_ID shop-1 WRITE', 'TRANSACTIONAL_ID shop-1 DESCRIBE']);
    expect(aclsOf((_, shop) => { shop.allowTransactions('shop-', { prefix: true }); })).toEqual(['TRANSACTIONAL_ID shop-… WRITE', 'TRANSACTIONAL_ID shop-… DESCRIBE']);
  });

  test('for administration', () => {
    expect(aclsOf((_, shop) => { shop.allowAdmin(); })).toEqual(
      ['CLUSTER kafka-cluster ALL', 'TOPIC * ALL', 'GROUP * ALL', 'TRANSACTIONAL_ID * ALL', 'DELEGATION_TOKEN * ALL', 'USER * ALL']);
  });

  test('for Streams', () => {
    expect(aclsOf((_, shop) => { shop.allowStreams('totals'); }))
      .toEqual(['TOPIC totals-… ALL', 'GROUP totals ALL', 'TRANSACTIONAL_ID totals-… WRITE', 'TRANSACTIONAL_ID totals-… DESCRIBE']);
  });

  test('for Connect', () => {
    const topic = (name: string) => ['READ', 'WRITE', 'CREATE', 'DESCRIBE', 'DESCRIBE_CONFIGS'].map((operation) => `TOPIC ${name} ${operation}`);
    expect(aclsOf((_, shop) => { shop.allowConnect({ groupId: 'connect' }); }))
      .toEqual(['GROUP connect READ', ...topic('connect-configs'), ...topic('connect-offsets'), ...topic('connect-status')]);
    expect(aclsOf((_, shop) => { shop.allowConnect({ groupId: 'c', configTopic: 'cc', offsetTopic: 'co', statusTopic: 'cs', exactlyOnce: true }); }))
      .toEqual([
        'GROUP c READ', ...topic('cc'), ...topic('co'), ...topic('cs'), ...['connect-cluster-c', 'c-…'].flatMap((id) => [`TRANSACTIONAL_ID ${id} WRITE`, `TRANSACTIONAL_ID ${id} DESCRIBE`]),
      ]);
  });

  test('in full, and each once', () => {
    const acl: Acl = {
      resource: AclResource.TOPIC, name: 'orders', pattern: AclPattern.PREFIXED, operations: [AclOperation.READ, AclOperation.WRITE], host: '10.0.0.1', permission: AclPermission.DENY,
    };
    expect(userOf({ acls: [acl] })?.acls.map(words)).toEqual(['not TOPIC orders… READ from 10.0.0.1', 'not TOPIC orders… WRITE from 10.0.0.1']);
    expect(aclsOf((kafka, shop) => {
      kafka.addTopic('orders').grantProduce(shop);
      shop.addAcl({ resource: AclResource.TOPIC, name: 'orders', operations: [AclOperation.WRITE, AclOperation.READ] });
    })).toEqual(['TOPIC orders WRITE', 'TOPIC orders DESCRIBE', 'TOPIC orders READ']);
  });

  test('of another cluster is an error', () => {
    const [one, other] = [declared().kafka, new KafkaCluster(new Chart(new App(), 'other'), 'Events', { brokers: { nodes: 3, storage: Storage.persistent(Size.gibibytes(1)) } })];
    expect(() => { one.addTopic('orders').grantProduce(other.addUser('shop')); })
      .toThrow("Topics.grantProduce: user 'shop' is one of other/Events, and 'orders' is of streaming/Events. Declare the user there, too: addUser('shop').");
  });
});

test('what is not said follows', () => {
  expect(userOf({})).toEqual({
    name: 'shop',
    scram: { mechanism: 'SCRAM-SHA-512', secret: 'events-shop', values: expect.any(Object) },
    quotas: {},
    acls: [],
    undeclaredAcls: 'report',
    whenRemoved: 'delete',
  });
  expect(userOf({ whenRemoved: UserRemoval.KEEP, authentication: UserAuthentication.certificate({ distinguishedName: 'CN=shop,O=Example' }) }))
    .toEqual({ name: 'CN=shop,O=Example', quotas: {}, acls: [], undeclaredAcls: 'report', whenRemoved: 'keep' });
  expect(userOf({ authentication: UserAuthentication.scram({ mechanism: ScramMechanism.SHA_256, secret: 'given', key: 'k' }), secretName: 'own' }, 'Shop_V2')?.scram)
    .toMatchObject({ mechanism: 'SCRAM-SHA-256', secret: 'own', given: { secret: 'given', key: 'k' } });
});

test('quotas are those of Kafka, in bytes, and there are some for everybody else', () => {
  const quotas = { producerByteRate: Size.mebibytes(20), consumerByteRate: Size.kibibytes(1), requestPercentage: 12.5, controllerMutationRate: 2 };
  expect(userOf({ quotas })?.quotas)
    .toEqual({ producer_byte_rate: 20_971_520, consumer_byte_rate: 1024, request_percentage: 12.5, controller_mutation_rate: 2 });
  expect(desired(declared({ defaultQuotas: { requestPercentage: 50 } })).defaultQuotas).toEqual({ request_percentage: 50 });
  expect(desired(declared()).defaultQuotas).toBeUndefined();
});

test('what a Secret is to hold has the names that others read, for the listener of the user', () => {
  const all = declared({ listeners: [Listener.internal('internal'), Listener.internal('secure', { port: 9094, tls: Tls.fromSecret('events-tls'), authentication: Authentication.scram() })] });
  all.kafka.addUser('shop');
  const servers = 'events-bootstrap.streaming.svc.cluster.local:9094';
  expect(desired(all).users?.[0].scram?.values).toEqual({
    'type': 'kafka',
    'provider': 'cdk8s-kafka',
    'bootstrap.servers': servers,
    'bootstrap-servers': servers,
    'bootstrapServers': servers,
    'security.protocol': 'SASL_SSL',
    'securityProtocol': 'SASL_SSL',
    'sasl.mechanism': 'SCRAM-SHA-512',
    'saslMechanism': 'SCRAM-SHA-512',
    'username': 'shop',
    'user': 'shop',
  });
});

test('a Secret is made without any data, and is never pruned; a user without SCRAM has none', () => {
  const { kafka, chart } = declared({ labels: { team: 'shop' } });
  const shop = kafka.addUser('Shop_V2');
  expect(kafka.addUser('CN=x', { authentication: UserAuthentication.external() }).secretName).toBeUndefined();
  expect([shop.name, shop.principal, shop.secretName]).toEqual(['Shop_V2', 'User:Shop_V2', 'events-shop-v2']);
  const secrets = (Testing.synth(chart) as { kind: string }[]).filter(({ kind }) => kind === 'Secret');
  expect(secrets).toEqual([{
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: 'events-shop-v2',
      namespace: 'streaming',
      labels: expect.objectContaining({ 'team': 'shop', 'app.kubernetes.io/instance': 'events', 'app.kubernetes.io/managed-by': 'cdk8s-kafka' }),
      annotations: {
        'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false', 'kustomize.toolkit.fluxcd.io/prune': 'disabled', 'helm.sh/resource-policy': 'keep',
      },
    },
    type: 'servicebinding.io/kafka',
  }]);
  kafka.secrets[0].addJsonPatch(JsonPatch.add('/metadata/labels/a', 'b'));
  expect(kafka.secrets[0].toJson()).toMatchObject({ metadata: { labels: { a: 'b' } } });
});

test('a Secret of a name that somebody else makes is found', () => {
  const { kafka, chart } = declared();
  kafka.addUser('shop', { secretName: 'same' });
  const other = new KafkaCluster(chart, 'Other', { listeners: [LOGIN], brokers: { nodes: 3, storage: Storage.persistent(Size.gibibytes(1)) } });
  other.addUser('pay', { secretName: 'same' });
  expect(kafka.findings).toEqual([expect.objectContaining({ rule: 'names.taken', message: expect.stringContaining("Secret 'same'") })]);
});

test('the Job may read and patch the Secrets of users, and read those in which passwords are given; none else', () => {
  const rightsOf = (users: (kafka: KafkaCluster) => void) => {
    const { kafka, job } = declared();
    users(kafka);
    return (job.role.toJson() as { rules: { resources: string[]; resourceNames?: string[]; verbs: string[] }[] }).rules
      .filter(({ resources }) => resources.includes('secrets')).map(({ resourceNames, verbs }) => `${verbs.join()} ${resourceNames?.join() ?? '*'}`);
  };
  expect(rightsOf(() => {})).toEqual([]);
  expect(rightsOf((kafka) => { kafka.addUser('x', { authentication: UserAuthentication.external() }); })).toEqual([]);
  expect(rightsOf((kafka) => {
    kafka.addUser('shop');
    kafka.addUser('pay', { authentication: UserAuthentication.scram({ secret: 'given' }) });
  })).toEqual(['get events-pay,events-shop,given', 'patch events-pay,events-shop']);
});
