import { renderJaas } from './jaas';
import { MechanismModel } from './mechanism';

/** The name of the config provider that reads what a node composed in its memory (KIP-632). */
export const PROVIDER = 'composed';

/** What a JAAS configuration that is composed is called: a file, and a folder of a Secret. */
export function jaasName(listener: string, mechanism: MechanismModel): string {
  return `${listener}.${mechanism.name.toLowerCase()}`;
}

/** Whether part of it comes from a Secret. */
export function isComposed({ jaas }: MechanismModel): boolean {
  return renderJaas(jaas) === undefined;
}

/**
 * What the mechanisms of a listener become among Kafka's settings.
 *
 * @param listener the name of the listener in keys
 * @param folder where composed configurations lie
 */
export function saslSettings(mechanisms: readonly MechanismModel[], listener: string, folder: string): [string, string][] {
  if (mechanisms.length === 0) { return []; }
  const prefix = `listener.name.${listener}.`;
  return [
    [`${prefix}sasl.enabled.mechanisms`, mechanisms.map(({ name }) => name).join(',')],
    ...mechanisms.flatMap((mechanism): [string, string][] => {
      const jaas = renderJaas(mechanism.jaas) ?? `\${${PROVIDER}:${folder}:${jaasName(listener, mechanism)}}`;
      return [[`${prefix}${mechanism.name.toLowerCase()}.sasl.jaas.config`, jaas], ...mechanism.settings.map(([key, value]): [string, string] => [`${prefix}${key}`, value])];
    }),
  ];
}
