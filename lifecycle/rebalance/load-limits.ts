import { BrokerLimits, LIMIT_GOALS, RebalanceGoals } from './goals';
import type { Layout } from './layout';
import { PlacedBroker } from './placement';

/** In place of a limit where there is none. */
export const NO_LIMIT = Number.MAX_VALUE;
/** What adds up from fractions is not exact. */
const CLOSE = 1e-9;

/** The loads that may be limited, with the goal that says how much a broker may have, and how it is called. */
export const LIMITS = [
  { name: 'replicas', goal: 'replicaLimit', words: 'replicas' },
  { name: 'networkIn', goal: 'networkInLimit', words: 'network in' },
  { name: 'networkOut', goal: 'networkOutLimit', words: 'network out' },
] as const satisfies readonly { readonly goal: keyof BrokerLimits; readonly [key: string]: string }[];

export type LimitName = (typeof LIMITS)[number]['name'];

/** By broker, the most that it may have; missing if that is said of none. */
export type Caps = Readonly<Partial<Record<LimitName, Float64Array>>>;

export function capsOf(brokers: readonly PlacedBroker[], goals: RebalanceGoals): Caps {
  const known = LIMITS.flatMap(({ name, goal }) => {
    const caps = Float64Array.from(brokers, ({ id }) => goals.brokerLimits?.[id]?.[goal] ?? goals[goal] ?? NO_LIMIT);
    return caps.some((cap) => cap < NO_LIMIT) ? [[name, caps] as const] : [];
  });
  return Object.fromEntries(known);
}

/** A load of which no broker may have more than so much, however even that would be. */
export interface LoadLimit {
  readonly name: LimitName;
  readonly words: (typeof LIMITS)[number]['words'];
  /** By broker. */
  readonly load: Float64Array;
  readonly most: Float64Array;
  /** What a replica adds to it. */
  amount(slot: number): number;
}

/** What brokers may have at most: no step of a plan brings one beyond that, or further beyond it. */
export class LoadLimits {
  /** Undefined if nothing is limited: then nothing has to be asked. */
  public static of(layout: Layout, goals: RebalanceGoals): LoadLimits | undefined {
    if (!hasLimits(goals)) { return undefined; }
    const limits = new LoadLimits(layout, capsOf(layout.placement.brokers, goals));
    return limits.all.length === 0 ? undefined : limits;
  }

  public readonly all: readonly LoadLimit[];

  private constructor(layout: Layout, caps: Caps) {
    const { count, traffic, of, replicaStart } = layout;
    const amounts: Readonly<Record<LimitName, readonly [Float64Array | undefined, LoadLimit['amount']]>> = {
      replicas: [count, () => 1],
      networkIn: [traffic?.networkIn, (slot) => traffic?.written[of[slot]] ?? 0],
      networkOut: [traffic?.networkOut, (slot) => slot === replicaStart[of[slot]] ? traffic?.sent[of[slot]] ?? 0 : 0],
    };
    this.all = LIMITS.flatMap(({ name, words }) => {
      const [most, [load, amount]] = [caps[name], amounts[name]];
      return most && load ? [{ name, words, most, load, amount }] : [];
    });
  }

  public get networkOut(): LoadLimit | undefined { return this.all.find(({ name }) => name === 'networkOut'); }

  /** Whether a replica may come to a broker, alone or for one that leaves it for the broker where the first one was. */
  public allow(slot: number, from: number, to: number, other?: number): boolean {
    for (const { load, most, amount } of this.all) {
      const its = amount(slot) - (other === undefined ? 0 : amount(other));
      if (its > 0 ? isBeyond(load[to] + its, most[to]) : from >= 0 && its < 0 && isBeyond(load[from] - its, most[from])) { return false; }
    }
    return true;
  }

  /** By how much brokers that stay have too much, in all, each in proportion to what it may have. */
  public excess(stays: Uint8Array): number {
    let sum = 0;
    for (const { load, most } of this.all) {
      for (let b = 0; b < load.length; b++) { if (stays[b] === 1 && isBeyond(load[b], most[b])) { sum += load[b] / most[b] - 1; } }
    }
    return sum;
  }
}

/** Brokers that stay, and have too much of it. */
export function brokersBeyond({ load, most }: LoadLimit, stays: Uint8Array): readonly number[] {
  return [...load.keys()].filter((b) => stays[b] === 1 && isBeyond(load[b], most[b]));
}

export function isBeyond(load: number, most: number): boolean { return load > most + CLOSE * (1 + Math.min(most, load)); }

function hasLimits(goals: RebalanceGoals): boolean {
  return LIMIT_GOALS.some((goal) => goals[goal] !== undefined || Object.values(goals.brokerLimits ?? {}).some((its) => its[goal] !== undefined));
}
