import { RoleName } from './model';
import { GIBIBYTE, MEBIBYTE } from '../kubernetes/quantity';

/** What a pool gets where nothing is said. */
export interface PoolDefaults {
  readonly cpu: number;
  readonly memoryBytes: number;
  readonly storageBytes: number;
  readonly minReadySeconds: number;
}

/** Sizes for production; brokers need a page cache, controllers keep all metadata in the heap. */
const PRODUCTION: Record<RoleName, PoolDefaults> = {
  broker: { cpu: 2, memoryBytes: 8 * GIBIBYTE, storageBytes: 100 * GIBIBYTE, minReadySeconds: 30 },
  controller: { cpu: 1, memoryBytes: 2 * GIBIBYTE, storageBytes: 20 * GIBIBYTE, minReadySeconds: 15 },
};

/** Sizes with which a dozen nodes fit on a laptop. */
const DEVELOPMENT: Record<RoleName, PoolDefaults> = {
  broker: { cpu: 0.1, memoryBytes: 512 * MEBIBYTE, storageBytes: GIBIBYTE, minReadySeconds: 5 },
  controller: { cpu: 0.05, memoryBytes: 384 * MEBIBYTE, storageBytes: GIBIBYTE, minReadySeconds: 5 },
};

export function poolDefaults(roles: readonly RoleName[], development: boolean): PoolDefaults {
  return (development ? DEVELOPMENT : PRODUCTION)[roles.includes('broker') ? 'broker' : 'controller'];
}

/** The number of controllers of a quorum that survives the loss of one. */
export const DEFAULT_CONTROLLERS = 3;

/** Where the ids of each kind of pool begin; brokers have the numbers that everybody expects. */
export const FIRST_NODE_ID = { brokers: 0, combined: 0, controllers: 9000 } as const;

/** The largest number of nodes of a kind; what is declared beyond it is a slip of the keyboard, for which no objects are made. */
export const MOST_NODES = 10_000;

/** How many ids the nodes of one zone have to themselves. */
export const NODE_IDS_PER_ZONE = 100;

/** Ports of the field: 9092 for clients, 9093 for controllers; between brokers Strimzi's choice. */
export const PORTS = { interBroker: 9091, client: 9092, controller: 9093 } as const;

/**
 * Kafka waits up to five minutes for its controlled shutdown (BrokerServer, BrokerLifecycleManager), then closes its logs; a broker
 * that is killed before that has to recover them.
 */
export const GRACE_PERIOD_SECONDS: Record<RoleName, number> = { broker: 600, controller: 120 };
