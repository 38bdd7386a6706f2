import { DesiredAccess, DesiredSasl, DesiredSecurity } from '../../lifecycle/desired-state';
import { TLS_FILES, secretItems } from '../../security/tls-files';
import { KafkaModel, ListenerModel, betweenNodes, listenerFor } from '../model';

/** A Secret with which a lifecycle Job comes to the nodes of a cluster, as it is mounted into its pod. */
export interface AccessSecret {
  readonly secret: string;
  readonly items: readonly { readonly key: string; readonly path: string }[];
  readonly mountPath: string;
}

/** How a lifecycle Job comes to the nodes: at the listener among brokers and that of the controllers, as the nodes come to each other. Undefined: in plain text, without saying who it is. */
export function accessOf(model: KafkaModel): DesiredAccess | undefined {
  const broker = securityAt(model, listenerFor(model, 'inter-broker'));
  const controller = model.metadata.mode === 'kraft' ? securityAt(model, listenerFor(model, 'controller')) : undefined;
  if (!broker && !controller) { return undefined; }
  return { broker: broker ?? {}, ...(controller ? { controller } : {}) };
}

/** What it needs for that. */
export function accessSecrets(model: KafkaModel): readonly AccessSecret[] {
  return betweenNodes(model.listeners).flatMap(({ keyName, tls, mechanisms: [mechanism] }) => [
    ...(tls ? [{ secret: tls.secret, items: secretItems(tls).filter(({ path }) => tls.clientCertificates !== 'none' || path === TLS_FILES.clientAuthorities), mountPath: folderOf(model, keyName, 'tls') }] : []),
    ...(mechanism?.secret && mechanism.nodes
      ? [{ secret: mechanism.secret.name, items: [{ key: mechanism.nodes.key, path: PASSWORD }], mountPath: folderOf(model, keyName, 'sasl') }] : []),
  ]);
}

/** The listeners between nodes at which it cannot log in, as the user declared them: it knows only mechanisms of which the password is told. */
export function barredListeners(model: KafkaModel): readonly string[] {
  const properties = { 'inter-broker': 'interBrokerListener', 'controller': 'controllerListener', 'client': '' } as const;
  const barred = betweenNodes(model.listeners).filter(({ mechanisms: [mechanism] }) => mechanism && !mechanism.nodes);
  return barred.map(({ purpose }) => properties[purpose]);
}

const PASSWORD = 'password';

function folderOf({ name }: KafkaModel, listener: string, what: 'tls' | 'sasl'): string {
  return `/etc/cdk8s-kafka-access/${name}/${listener}/${what}`;
}

function securityAt(model: KafkaModel, { keyName, tls, mechanisms: [mechanism] }: ListenerModel): DesiredSecurity | undefined {
  if (!tls && !mechanism) { return undefined; }
  const files = folderOf(model, keyName, 'tls');
  const sasl: DesiredSasl | undefined = mechanism?.name === 'PLAIN' && mechanism.nodes
    ? { mechanism: 'PLAIN', username: mechanism.nodes.user, password: `${folderOf(model, keyName, 'sasl')}/${PASSWORD}` } : undefined;
  return {
    ...(tls ? {
      tls: {
        trust: `${files}/${TLS_FILES.clientAuthorities}`,
        ...(tls.clientCertificates === 'none' ? {} : { certificate: `${files}/${TLS_FILES.certificate}`, key: `${files}/${TLS_FILES.privateKey}` }),
        verifyHost: tls.ofNodes?.verifyHosts ?? true,
      },
    } : {}),
    ...(sasl ? { sasl } : {}),
  };
}
