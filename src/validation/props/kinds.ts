import { MarkedKind, isMarked } from './mark';

/** A class whose instances are given as properties or arguments. */
export interface Kind {
  /** How one is stated: a sentence. */
  readonly stated: string;
  isOne(value: object): boolean;
}

function marked(kind: MarkedKind, stated: string): Kind {
  return { stated, isOne: (value) => isMarked(value, kind) };
}

/** By the name of the class. What is of several kinds is told by the first. */
export const KINDS: ReadonlyMap<string, Kind> = new Map([
  ['Authentication', marked('Authentication', "State it by Authentication.scram(), plain('events-users'), oauth({ … }), custom('PLAIN', 'events-jaas') or anyOf([…]).")],
  ['Authorization', marked('Authorization', "State it by Authorization.acls({ superUsers: ['User:admin'] }) or custom(…).")],
  ['KafkaCluster', marked('KafkaCluster', 'Give the construct that `new KafkaCluster(…)` made.')],
  ['KafkaVersion', marked('KafkaVersion', "State it by KafkaVersion.V4_3, or any other version by KafkaVersion.of('4.3.1').")],
  ['LifecycleTrigger', marked('LifecycleTrigger', "State it by LifecycleTrigger.onChange(), argoCd(), helm(), flux(), schedule('0 3 * * *') or report('@daily').")],
  ['Listener', marked('Listener', "State it by Listener.internal('analytics', { port: 9094 }).")],
  ['Metadata', marked('Metadata', 'State it by Metadata.kraft(), Metadata.zooKeeper(…) or Metadata.externalZooKeeper(…).')],
  ['RebalancePolicy', marked('RebalancePolicy', 'State it by RebalancePolicy.onScale(), onDrift(20) or never().')],
  ['RebalanceWindow', marked('RebalanceWindow', "State it by RebalanceWindow.daily('22:00', '06:00').")],
  ['Storage', marked('Storage', 'State it by Storage.persistent(Size.gibibytes(…)), Storage.jbod([…]) or, for development, Storage.ephemeral().')],
  ['Tls', marked('Tls', "State it by Tls.fromSecret('events-tls').")],
  ['User', marked('User', "Give what kafka.addUser('shop') made.")],
  ['UserAuthentication', marked('UserAuthentication', 'State it by UserAuthentication.scram(), certificate() or external().')],
  ['ZooKeeperEnsemble', marked('ZooKeeperEnsemble', 'Give the construct that `new ZooKeeperEnsemble(…)` made.')],
  ['ZooKeeperVersion', marked('ZooKeeperVersion', "State it by ZooKeeperVersion.V3_8, or any other version by ZooKeeperVersion.of('3.8.6').")],
  ['Size', { stated: 'State it as a Size of cdk8s, for example Size.gibibytes(8).', isOne: (value) => 'toKibibytes' in value && typeof value.toKibibytes === 'function' }],
  ['Duration', {
    stated: 'State it as a Duration of cdk8s, for example Duration.minutes(15).',
    isOne: (value) => 'toMilliseconds' in value && typeof value.toMilliseconds === 'function',
  }],
  ['Construct', { stated: 'Give a construct.', isOne: (value) => Symbol.for('constructs.Construct') in value }],
]);

/** The kind that a value is of; undefined for plain data. */
export function kindOf(value: object): string | undefined {
  return [...KINDS].find(([, kind]) => kind.isOne(value))?.[0];
}
