import { PORTS } from './defaults';
import type { _DeclaredListener } from './listener';
import { ListenerModel, MetadataModel, RoleName } from './model';
import type { NodeListenerOptions } from './node-listener';
import { RUN_PATH } from './run-path';
import type { Authentication } from '../security/authentication';
import { MechanismModel } from '../security/mechanism';
import { TlsModel } from '../security/model';
import { isComposed, jaasName, saslSettings } from '../security/sasl-settings';
import type { Tls } from '../security/tls';
import { tlsSettings } from '../security/tls-settings';

/** The one at which clients come where none is declared. */
const INTERNAL: _DeclaredListener = { name: 'internal' };

/** Where JAAS configurations lie that hold what is in Secrets: in the memory of a node. */
export const JAAS_PATH = `${RUN_PATH}/jaas`;

/** Listeners as they were declared. */
export interface DeclaredListeners {
  readonly clients?: readonly _DeclaredListener[];
  /** Those that were added later. */
  readonly added: readonly _DeclaredListener[];
  readonly interBroker?: NodeListenerOptions;
  readonly controller?: NodeListenerOptions;
}

/** All listeners of a cluster: that among brokers, those for clients in the order in which they were declared, that of the controllers. */
export function listenersOf(metadata: MetadataModel, { clients, added, interBroker, controller }: DeclaredListeners): readonly ListenerModel[] {
  return [
    { name: 'REPLICATION', keyName: 'replication', port: PORTS.interBroker, purpose: 'inter-broker', ...nodeSecurity(interBroker) },
    ...[...clients ?? [INTERNAL], ...added].map(({ name, port, maxConnections, maxConnectionRate, peers, tls, authentication }): ListenerModel => ({
      name: name.toUpperCase(),
      keyName: name.toLowerCase(),
      declaredName: name,
      port: port ?? PORTS.client,
      purpose: 'client',
      maxConnections,
      maxConnectionRate,
      peers,
      ...securityOf(tls && clientTls(tls), authentication),
    })),
    ...(metadata.mode === 'kraft' ? [{ name: 'CONTROLLER', keyName: 'controller', port: PORTS.controller, purpose: 'controller', ...nodeSecurity(controller) } as const] : []),
  ];
}

function clientTls(tls: Tls): TlsModel {
  const declared = tls._declared();
  return { ...declared, clientCertificates: declared.clientCertificates ?? 'none' };
}

/** Nodes without any other way to prove who they are do it by their certificates. */
function nodeSecurity(options: NodeListenerOptions = {}): ListenerSecurity & Pick<ListenerModel, 'nodes'> {
  const { tls, authentication, hostnameVerification, principal } = options;
  const security = securityOf(tls && nodeTls(tls, authentication, hostnameVerification ?? true), authentication);
  return { nodes: { principal, hostnameVerification }, ...security };
}

function nodeTls(tls: Tls, authentication: Authentication | undefined, verifyHosts: boolean): TlsModel {
  const declared = tls._declared();
  return { ...declared, clientCertificates: declared.clientCertificates ?? (authentication ? 'none' : 'required'), ofNodes: { verifyHosts } };
}

type ListenerSecurity = Pick<ListenerModel, 'protocol' | 'tls' | 'mechanisms'>;

function securityOf(tls: TlsModel | undefined, authentication: Authentication | undefined): ListenerSecurity {
  const encryption = tls ? 'SSL' : 'PLAINTEXT';
  return { protocol: authentication ? `SASL_${encryption}` : encryption, tls, mechanisms: authentication?._declared() ?? [] };
}

/** Whether a node of these roles listens there. */
export function servesAt(roles: readonly RoleName[], { purpose }: ListenerModel): boolean {
  return roles.includes(purpose === 'controller' ? 'controller' : 'broker');
}

/** The listeners that a node of these roles must know: its own, and that of the controllers, to which every node of a KRaft cluster comes. */
export function knownListeners(roles: readonly RoleName[], listeners: readonly ListenerModel[]): readonly ListenerModel[] {
  return listeners.filter((listener) => servesAt(roles, listener) || listener.purpose === 'controller');
}

/** The JAAS configurations that a node composes in its memory, as part of them is in Secrets. */
export function composedJaas(listeners: readonly ListenerModel[]): { readonly name: string; readonly mechanism: MechanismModel }[] {
  return listeners.flatMap(({ keyName, mechanisms }) => {
    return mechanisms.filter(isComposed).map((mechanism) => ({ name: jaasName(keyName, mechanism), mechanism }));
  });
}

/** What the options of listeners become among the settings of nodes. */
export function listenerSettings(listeners: readonly ListenerModel[]): [string, string][] {
  return listeners.flatMap(({ keyName, purpose, tls, mechanisms, maxConnections, maxConnectionRate }) => {
    const prefix = `listener.name.${keyName}.`;
    const limits: readonly [string, number | undefined][] = [['max.connections', maxConnections], ['max.connection.creation.rate', maxConnectionRate]];
    return [
      ...(tls ? tlsSettings(tls, prefix, `${RUN_PATH}/${keyName}`) : []),
      ...saslSettings(mechanisms, keyName, JAAS_PATH),
      ...(purpose !== 'client' && mechanisms.length > 0 ? [[MECHANISM_BETWEEN_NODES[purpose], mechanisms[0].name] as [string, string]] : []),
      ...limits.flatMap(([key, value]): [string, string][] => value === undefined ? [] : [[`${prefix}${key}`, String(value)]]),
    ];
  });
}

/** By which mechanism nodes come to each other. */
const MECHANISM_BETWEEN_NODES = { 'inter-broker': 'sasl.mechanism.inter.broker.protocol', 'controller': 'sasl.mechanism.controller.protocol' } as const;
