import { NodeRole } from '../../../src/lifecycle/desired-state';

/** A node of a cluster, and where it is asked in one of its roles. */
export interface KafkaNode {
  readonly id: number;
  readonly role: NodeRole;
  readonly host: string;
  readonly port: number;
}

/** How a person finds it: `broker 0 (events-broker-a-0.events-nodes:9092)`. */
export function nodeTitle({ role, id, host, port }: KafkaNode): string {
  return `${role} ${id} (${host}:${port})`;
}
