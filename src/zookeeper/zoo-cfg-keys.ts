import { closestNames } from '../validation/closest-names';

/**
 * The keys of zoo.cfg: those that `QuorumPeerConfig.parseProperties` knows, and those that it hands on as system properties `zookeeper.<key>` and
 * that some class of ZooKeeper 3.8 reads
 * (https://zookeeper.apache.org/doc/r3.8.4/zookeeperAdmin.html#sc_configuration).
 */
const KEYS: ReadonlySet<string> = new Set([
  // QuorumPeerConfig
  'autopurge.purgeInterval', 'autopurge.snapRetainCount', 'clientPortListenBacklog', 'connectToLearnerMasterLimit', 'electionAlg', 'initLimit',
  'jvm.pause.info-threshold.ms', 'jvm.pause.monitor', 'jvm.pause.sleep.time.ms', 'jvm.pause.warn-threshold.ms', 'localSessionsEnabled',
  'localSessionsUpgradingEnabled', 'maxClientCnxns', 'maxSessionTimeout', 'metricsProvider.className', 'minSessionTimeout', 'multiAddress.enabled',
  'multiAddress.reachabilityCheckEnabled', 'multiAddress.reachabilityCheckTimeoutMs', 'observerMasterPort', 'oraclePath', 'portUnification',
  'quorum.auth.enableSasl', 'quorum.auth.kerberos.servicePrincipal', 'quorum.auth.learner.saslLoginContext', 'quorum.auth.learnerRequireSasl',
  'quorum.auth.server.saslLoginContext', 'quorum.auth.serverRequireSasl', 'quorum.cnxn.threads.size', 'sslQuorum', 'sslQuorumReloadCertFiles',
  'syncEnabled', 'syncLimit', 'tickTime',
  // System properties
  'DigestAuthenticationProvider.digestAlg', 'DigestAuthenticationProvider.enabled', 'DigestAuthenticationProvider.superDigest',
  'SASLAuthenticationProvider.superPassword', 'X509AuthenticationProvider.superUser', 'allowSaslFailedClients', 'audit.enable', 'audit.impl.class',
  'authProvider.x509', 'bitHashCacheSize', 'client.certReload', 'client.portUnification', 'clientTcpKeepAlive', 'closeSessionTxn.enabled', 'cnxTimeout',
  'commitLogCount', 'commitProcessor.maxCommitBatchSize', 'commitProcessor.maxReadBatchSize', 'commitProcessor.numWorkerThreads',
  'commitProcessor.shutdownTimeout', 'connection_throttle_decrease_ratio', 'connection_throttle_drop_decrease', 'connection_throttle_drop_increase',
  'connection_throttle_fill_count', 'connection_throttle_fill_time', 'connection_throttle_freeze_time', 'connection_throttle_global_session_weight',
  'connection_throttle_local_session_weight', 'connection_throttle_renew_session_weight', 'connection_throttle_tokens', 'connection_throttle_weight_enabled',
  'datadir.autocreate', 'db.autocreate', 'digest.enabled', 'electionPortBindRetry', 'emulate353TTLNodes', 'enableEagerACLCheck', 'enforce.auth.enabled',
  'enforce.auth.schemes', 'enforceQuota', 'ensembleAuthName', 'extendedTypesEnabled', 'fastleader.maxNotificationInterval', 'fastleader.minNotificationInterval',
  'flushDelay', 'follower.skipLearnerRequestToNextProcessor', 'forceSnapshotSync', 'forceSync', 'forward_learner_requests_to_commit_processor_disabled',
  'fsync.warningthresholdms', 'globalOutstandingLimit', 'intBufferStartingSizeBytes', 'jmx.log4j.disable', 'kerberos.canonicalizeHostNames',
  'kerberos.removeHostFromPrincipal', 'kerberos.removeRealmFromPrincipal', 'largeRequestMaxBytes', 'largeRequestThreshold', 'leader.ackLoggingFrequency',
  'leader.closeSocketAsync', 'leader.maxConcurrentDiffSyncs', 'leader.maxConcurrentSnapSyncs', 'leader.maxTimeToWaitForEpoch',
  'leaderConnectDelayDuringRetryMs', 'leaderServes', 'learner.asyncSending', 'learner.closeSocketAsync', 'letAnySaslUserDoX', 'maxBatchSize', 'maxCnxns',
  'maxGetChildrenResponseCacheSize', 'maxInProcessingDeadWatchers', 'maxResponseCacheSize', 'maxWriteQueuePollTime', 'messageTracker.BufferSize',
  'messageTracker.Enabled', 'netty.advancedFlowControl.enabled', 'netty.server.earlyDropSecureConnectionHandshakes', 'netty.server.outstandingHandshake.limit',
  'nio.directBufferBytes', 'nio.numSelectorThreads', 'nio.numWorkerThreads', 'nio.sessionlessCnxnTimeout', 'nio.shutdownTimeout', 'observer.election.DelayMs',
  'observer.reconnectDelayMs', 'observer.syncEnabled', 'observerMaster.sizeLimit', 'pathStats.delay', 'pathStats.enabled', 'pathStats.initialDelay',
  'pathStats.maxDepth', 'pathStats.sampleRate', 'pathStats.slotCapacity', 'pathStats.slotDuration', 'pathStats.topPathMax', 'preAllocSize',
  'quorumCnxnTimeoutMs', 'request.timeout', 'request_stale_connection_check', 'request_stale_latency_check', 'request_throttle_drop_stale',
  'request_throttle_max_requests', 'request_throttle_stall_time', 'request_throttler.shutdownTimeout', 'requireKerberosConfig', 'sasl.serverconfig',
  'security.auth_to_local', 'serverCnxnFactory', 'sessionRequireClientSASLAuth', 'skipACL', 'snapCount', 'snapSizeLimitInKb',
  'snapshot.compression.method', 'snapshot.trust.empty', 'snapshotSizeFactor', 'superUser', 'tcpKeepAlive', 'throttled_op_wait_time', 'txnLogSizeLimitInKb',
  'watchManagerName', 'watcherCleanIntervalInSeconds', 'watcherCleanThreadsNum', 'watcherCleanThreshold',
]);

/** Keys with names of their own behind these: TLS, authentication providers, metrics. */
const FAMILIES = ['ssl.', 'authProvider.', 'metricsProvider.'];

/** What only the library can set, or a feature that it does not offer, and what to do instead. */
const OWNED: ReadonlyMap<string, string> = new Map([
  ['dataDir', "State 'storage'"],
  ['dataLogDir', "State 'transactionLogStorage'"],
  ['clientPort', 'Leave it out: Services and probes use 2181'],
  ['clientPortAddress', 'Leave it out: a pod has one address'],
  ['secureClientPort', 'Leave it out: the ensemble has one port for clients'],
  ['secureClientPortAddress', 'Leave it out: the ensemble has one port for clients'],
  ['client.secure', 'Leave it out: the ensemble has one port for clients'],
  ['reconfigEnabled', 'Leave it out: the servers follow from the declaration'],
  ['standaloneEnabled', 'Leave it out: the servers follow from the declaration'],
  ['dynamicConfigFile', 'Leave it out: the servers follow from the declaration'],
  ['peerType', 'Leave it out: all servers take part in the quorum'],
  ['quorumListenOnAllIPs', 'Leave it out: the address behind a name changes with its pod'],
]);

const OWNED_FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/^server\./, "State 'nodes'"],
  [/^(group|weight)\./, 'Leave it out: all servers have one vote'],
  [/^admin\./, 'Leave it out: the admin server is off'],
  [/^4lw\.commands\./, 'Leave it out: the commands are what the probes need'],
];

/** What to do instead of setting a key that the library sets; undefined for any other. */
export function ownedKey(key: string): string | undefined {
  return OWNED.get(key) ?? OWNED_FAMILIES.find(([pattern]) => pattern.test(key))?.[1];
}

export function isKnownKey(key: string): boolean {
  return KEYS.has(key) || FAMILIES.some((family) => key.startsWith(family) && key.length > family.length);
}

/** What a key that ZooKeeper does not read was probably meant to be, best first. */
export function suggestKeys(key: string): string[] {
  return closestNames(key, [...KEYS, ...OWNED.keys()]);
}

/** Whole numbers, and the least that ZooKeeper takes or works with. */
export const NUMERIC_KEYS: ReadonlyMap<string, { readonly min: number; readonly unit: string }> = new Map([
  ['tickTime', { min: 1, unit: 'milliseconds' }],
  ['initLimit', { min: 1, unit: 'ticks' }],
  ['syncLimit', { min: 1, unit: 'ticks' }],
  ['connectToLearnerMasterLimit', { min: 1, unit: 'ticks' }],
  ['minSessionTimeout', { min: -1, unit: 'milliseconds' }],
  ['maxSessionTimeout', { min: -1, unit: 'milliseconds' }],
  ['maxClientCnxns', { min: 0, unit: 'connections' }],
  ['maxCnxns', { min: 0, unit: 'connections' }],
  ['autopurge.snapRetainCount', { min: 0, unit: 'snapshots' }],
  ['autopurge.purgeInterval', { min: 0, unit: 'hours' }],
  ['snapCount', { min: 2, unit: 'transactions' }],
  ['preAllocSize', { min: 0, unit: 'KiB' }],
  ['globalOutstandingLimit', { min: 1, unit: 'requests' }],
  ['quorum.cnxn.threads.size', { min: 1, unit: 'threads' }],
]);
