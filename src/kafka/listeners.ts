import { PORTS } from './defaults';
import type { _DeclaredListener } from './listener';
import { ListenerModel, MetadataModel } from './model';
import { RUN_PATH } from './run-path';
import { tlsSettings } from '../security/tls-settings';

/** The one at which clients come where none is declared. */
const INTERNAL: _DeclaredListener = { name: 'internal' };

/** All listeners of a cluster: that among brokers, those for clients in the order in which they were declared, that of the controllers. */
export function listenersOf(
  metadata: MetadataModel, declared: readonly _DeclaredListener[] | undefined, added: readonly _DeclaredListener[],
): readonly ListenerModel[] {
  return [
    { name: 'REPLICATION', port: PORTS.interBroker, protocol: 'PLAINTEXT', purpose: 'inter-broker' },
    ...[...declared ?? [INTERNAL], ...added].map(({ name, port, maxConnections, maxConnectionRate, tls }): ListenerModel => ({
      name: name.toUpperCase(),
      declaredName: name,
      port: port ?? PORTS.client,
      protocol: tls ? 'SSL' : 'PLAINTEXT',
      tls: tls?._declared(),
      purpose: 'client',
      maxConnections,
      maxConnectionRate,
    })),
    ...(metadata.mode === 'kraft' ? [{ name: 'CONTROLLER', port: PORTS.controller, protocol: 'PLAINTEXT', purpose: 'controller' } as const] : []),
  ];
}

/** What the options of listeners become among the settings of brokers. */
export function listenerSettings(listeners: readonly ListenerModel[]): [string, string][] {
  return listeners.flatMap(({ name, tls, maxConnections, maxConnectionRate }) => {
    const prefix = `listener.name.${name.toLowerCase()}.`;
    const limits: readonly [string, number | undefined][] = [['max.connections', maxConnections], ['max.connection.creation.rate', maxConnectionRate]];
    return [
      ...(tls ? tlsSettings(tls, prefix, `${RUN_PATH}/${name.toLowerCase()}`) : []),
      ...limits.flatMap(([key, value]): [string, string][] => value === undefined ? [] : [[`${prefix}${key}`, String(value)]]),
    ];
  });
}
