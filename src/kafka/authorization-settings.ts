import { ListenerModel, MetadataModel, betweenNodes } from './model';
import type { _DeclaredAuthorization } from '../security/authorization';

/** Kafka's own authorizers, by where the metadata is kept. */
export const AUTHORIZERS = {
  kraft: 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
  zookeeper: 'kafka.security.authorizer.AclAuthorizer',
} as const;

/** As whom everybody comes at a listener that authenticates nobody. */
export const ANONYMOUS = 'User:ANONYMOUS';

/** As whom the nodes come to each other at one of their listeners; undefined if only a certificate or a JAAS configuration says it, that nobody sees at synthesis. */
export function nodePrincipal({ mechanisms: [mechanism], tls, nodes }: ListenerModel): string | undefined {
  if (mechanism?.nodes) { return `User:${mechanism.nodes.user}`; }
  return mechanism || (tls && tls.clientCertificates !== 'none') ? nodes?.principal : ANONYMOUS;
}

/** What authorization becomes among Kafka's settings. Nodes that come as nobody in particular are left out: everybody does. */
export function authorizationSettings(
  declared: _DeclaredAuthorization | undefined, metadata: MetadataModel, listeners: readonly ListenerModel[],
): [string, string][] {
  if (!declared) { return []; }
  const nodes = betweenNodes(listeners).map(nodePrincipal).filter((principal) => principal !== undefined && principal !== ANONYMOUS);
  const superUsers = [...new Set([...nodes, ...declared.superUsers])].join(';');
  return [
    ['authorizer.class.name', declared.authorizer ?? AUTHORIZERS[metadata.mode]],
    ...(superUsers === '' ? [] : [['super.users', superUsers] as [string, string]]),
    ...(declared.allowWithoutAcls ? [['allow.everyone.if.no.acl.found', 'true'] as [string, string]] : []),
  ];
}
