import { Decision } from './decision';
import { held } from './held';
import { Rollable, together, unsettledNodes } from './rollable';
import { Gate } from './rule';
import { settled } from './rules/settled';

/** What keeps anything from being decided; undefined if nothing does. */
export function passGates<S extends Rollable>(rollable: S, gates: readonly Gate<S>[]): Decision | undefined {
  for (const gate of gates) {
    const hold = gate.check(rollable);
    if (hold) { return held(gate, hold, 'everything'); }
  }
  return undefined;
}

/** Nothing is left to be done; now every node must be well. */
export function waitUntilWell(rollable: Rollable): Decision | undefined {
  const waiting = [...unsettledNodes(rollable).values()];
  return waiting.length === 0 ? undefined : held(settled, together(waiting));
}
