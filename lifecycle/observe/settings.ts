import { MIN_IN_SYNC } from './min-in-sync';
import { DynamicSettings } from '../../src/lifecycle/desired-state';
import { BrokerSetting } from '../clients/kafka/kafka-admin';
import { SECRET_VALUE, SettingsObservation } from '../observation';

/** @param brokers what each broker that answered goes by, by its id */
export function settingsObservation(
  declared: DynamicSettings, cluster: readonly BrokerSetting[], brokers: ReadonlyMap<number, readonly BrokerSetting[]>, applied: SettingsObservation['applied'],
): SettingsObservation {
  const perBroker: Record<string, Record<string, string>> = {};
  const effective: Record<string, Record<string, string>> = {};
  for (const [id, settings] of brokers) {
    const own = settings.filter((s) => s.origin === 'this broker');
    if (own.length > 0) { perBroker[id] = values(own); }
    const keys = new Set(declaredKeys(declared, id));
    effective[id] = values(settings.filter((s) => keys.has(s.key) && (s.value !== undefined || s.origin !== 'configuration')));
  }
  return { clusterWide: values(cluster.filter((s) => s.origin === 'all brokers')), perBroker, effective, applied };
}

/** What must be known of a broker, wherever it has it from: what is declared, and what its topics go by. */
export function wantedSettings(declared: DynamicSettings, broker: number): ReadonlySet<string> {
  return new Set([...declaredKeys(declared, broker), MIN_IN_SYNC]);
}

function declaredKeys(declared: DynamicSettings, broker: number): readonly string[] {
  return [...Object.keys(declared.clusterWide), ...Object.keys(declared.perBroker[broker] ?? {})];
}

function values(settings: readonly BrokerSetting[]): Record<string, string> {
  return Object.fromEntries(settings.map(({ key, value }) => [key, value ?? SECRET_VALUE]));
}
