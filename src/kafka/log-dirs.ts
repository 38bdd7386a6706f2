import { KafkaModel } from './model';
import { VolumeModel } from '../kubernetes/node-set';

/** The folder in each volume that is Kafka's: a volume's own root may hold `lost+found`. */
const LOG_FOLDER = 'kafka';

/** Where the log directory on a volume is. */
export function logDirOf({ mountPath }: Pick<VolumeModel, 'mountPath'>): string { return `${mountPath}/${LOG_FOLDER}`; }

/** The log directories of each broker, by its id, in the order of its volumes. */
export function brokerLogDirs({ pools }: KafkaModel): Readonly<Record<number, readonly string[]>> {
  return Object.fromEntries(pools.filter(({ roles }) => roles.includes('broker')).flatMap(({ sets, volumes }) => {
    return sets.flatMap((set) => set.nodes.map(({ id }) => [id, volumes.map(logDirOf)]));
  }));
}
