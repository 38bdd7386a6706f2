import { NodeConnection } from '../connection';
import { SettingChanges } from '../kafka-admin';

const BROKER = 4;
const SET = 0;
const DELETE = 1;

/**
 * IncrementalAlterConfigs 1 for brokers: all changes or none.
 *
 * @param broker the id of the broker itself, or '' for all brokers alike
 */
export async function alterConfigs(connection: NodeConnection, broker: string, changes: SettingChanges, mode: 'validate' | 'apply'): Promise<void> {
  const configs = [...changes].map(([name, value]) => value === undefined
    ? { name, configOperation: DELETE, value: null } as const
    : { name, configOperation: SET, value } as const);
  await connection.ask(connection.library.incrementalAlterConfigsV1.api, [{ resourceType: BROKER, resourceName: broker, configs }], mode === 'validate');
}
