import { RunEvent, UnitEvent, Waiting } from '../../../lifecycle/run/event';
import { Seen } from '../../../lifecycle/run/world';
import { DrawnCluster } from '../drawn-cluster';

/** A cluster of three brokers and a controller, of which some nodes are still to be restarted. */
export function seen(outdated: readonly number[], outOfSync: readonly number[] = []): Seen {
  const drawn = new DrawnCluster('kraft');
  drawn.addSet('events-controller', ['controller'], [9]);
  drawn.addSet('events-broker', ['broker'], [0, 1, 2]);
  drawn.addTopic('orders', 2, [[0, 1, 2], [1, 2, 0]]);
  for (const partition of drawn.partitions) { partition.inSync = partition.replicas.filter((id) => !outOfSync.includes(id)); }
  for (const id of outdated) { drawn.changePod(id, { revision: 'r0' }); }
  return { kind: 'cluster', cluster: drawn.cluster(), observation: drawn.observation() };
}

const restart = (pod: string, id: number, unavailable: readonly string[] = []): UnitEvent & { kind: 'step' } => ({
  kind: 'step',
  step: { kind: 'restart', unavailable, nodes: [{ id, pod, uid: `uid ${id}`, reasons: ['num.io.threads: 8 -> 16'], by: 'evict' }] },
});

function acted({ step }: UnitEvent & { kind: 'step' }): UnitEvent { return { kind: 'acted', step, result: { kind: 'done', said: `${step.kind} done` }, took: 30 }; }

function waiting(reason: string, quiet = 0): UnitEvent {
  const wait: Waiting = { rule: 'roll.settled', reason, mend: 'See its log.', quiet, limit: 600_000 };
  return { kind: 'waiting', ...wait };
}

const DONE: UnitEvent = { kind: 'decided', decision: { kind: 'done', notes: [] } };

/** What is told from second to second. */
export function toldRun(): RunEvent[] {
  const [first, second] = [restart('events-broker-1', 1, ['logs-0']), restart('events-broker-2', 2)];
  const decided = ({ step }: UnitEvent & { kind: 'step' }): UnitEvent => ({ kind: 'decided', decision: { kind: 'step', step } });
  const at = (seconds: number, ...events: readonly UnitEvent[]): RunEvent[] => events.map((event) => ({ at: seconds * 1000, unit: 'events', ...event }));
  return [
    { at: 0, kind: 'run-began', units: ['events', 'orders'] },
    ...at(0, { kind: 'unit-began' }),
    ...at(1, { kind: 'seen', seen: seen([1, 2]), took: 400 }, decided(first), first, acted(first)),
    ...at(2, { kind: 'seen', seen: seen([2]), took: 400 }, waiting('events-broker-1 ends')),
    ...Array.from({ length: 140 }, (_, i) => at(3 + i, waiting('events-broker-1 runs, and does not answer yet', i * 1000))).flat(),
    ...Array.from({ length: 25 }, (_, i) => at(143 + i, waiting(`events-broker-1 catches up: ${25 - i} of its replicas are not in sync, ${1000 - 40 * i} records behind`))).flat(),
    ...at(170, { kind: 'seen', seen: seen([2]), took: 300 }, decided(second), second),
    ...at(171, { kind: 'acted', step: second.step, result: { kind: 'later', reason: 'events-broker-2 is not evicted yet: its budget is used up' }, took: 20 }),
    ...at(172, decided(second), second, acted(second)),
    ...at(173, { kind: 'seen', seen: seen([], [2]), took: 300 }, waiting('events-broker-2 ends')),
    ...at(190, { kind: 'seen', seen: seen([]), took: 300 }, DONE, { kind: 'unit-ended', outcome: { kind: 'converged', notes: ['broker 0: log.retention.ms is set to 5 at run time\nand is not declared'] } }),
    { at: 190_000, unit: 'orders', kind: 'unit-began' },
    { at: 191_000, unit: 'orders', kind: 'unit-ended', outcome: { kind: 'blocked', rule: 'scale.in', reason: 'orders has 4 nodes, 3 are declared', mend: 'Declare 4.' } },
    { at: 191_000, kind: 'run-ended', code: 2 },
  ];
}
