/**
 * Settings that a node reads although KafkaConfig does not define them: whoever looks for misspelt keys must let them pass. Plugins
 * of the user's own (authorizers, metric reporters, quota callbacks) may read more, under any name.
 */
const SETTINGS: readonly { readonly pattern: RegExp; readonly readBy: string }[] = [
  { pattern: /^config\.providers\.[^.]+\.(class|param\..+)$/, readBy: 'config providers (AbstractConfig, KIP-297)' },
  { pattern: /^(super\.users|allow\.everyone\.if\.no\.acl\.found)$/, readBy: 'StandardAuthorizer and AclAuthorizer' },
  { pattern: /^authorizer\.zookeeper\..+$/, readBy: 'AclAuthorizer (ZooKeeper mode)' },
  { pattern: /^metrics\.jmx\.(include|exclude|whitelist|blacklist)$/, readBy: 'JmxReporter (KIP-544, KIP-606)' },
  { pattern: /^metrics\.context\..+$/, readBy: 'metric reporters (KIP-606)' },
  { pattern: /^rlmm\.config\..+$/, readBy: 'the remote log metadata manager (KIP-405; remote.log.metadata.manager.impl.prefix)' },
  { pattern: /^rsm\.config\..+$/, readBy: 'the remote storage manager (KIP-405; remote.log.storage.manager.impl.prefix)' },
];

/** Who reads this setting in Kafka's stead; undefined if nobody that comes with Kafka does. */
export function pluginSetting(name: string): string | undefined {
  return SETTINGS.find(({ pattern }) => pattern.test(name))?.readBy;
}
