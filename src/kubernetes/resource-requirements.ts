import { cpuQuantity, quantity } from './quantity';
import { ResourceRequirements } from './wire';

/** Processor (cores) and memory (bytes) of a node, all known. */
export interface ResourcesModel {
  readonly cpu: number;
  readonly cpuLimit?: number;
  readonly memoryBytes: number;
}

/** Guaranteed memory: what is requested is the limit. */
export function resourceRequirements(resources: ResourcesModel): ResourceRequirements {
  const memory = quantity(resources.memoryBytes);
  return {
    requests: { cpu: cpuQuantity(resources.cpu), memory },
    limits: { ...(resources.cpuLimit === undefined ? {} : { cpu: cpuQuantity(resources.cpuLimit) }), memory },
  };
}
