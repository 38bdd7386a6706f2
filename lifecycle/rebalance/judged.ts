import { Bands } from './band';
import { RebalanceGoals, RebalanceMode } from './goals';
import { PlacedBroker } from './placement';

/** By mode: the bands that a plan can do something for. */
const JUDGED: Readonly<Record<RebalanceMode, readonly (keyof Bands)[]>> = {
  full: ['disk', 'replicas', 'leaders'], add: ['disk', 'replicas'], drain: [], relieve: ['disk', 'replicas'], leaders: ['leaders'],
};

/** By which bands a plan with these goals judges a broker: none, if it is not one of those for which the mode is there. */
export function judgedBy({ mode, relieve }: RebalanceGoals, { id, added, leaves }: PlacedBroker): readonly (keyof Bands)[] {
  const concerned = !leaves && (mode === 'add' ? added : mode === 'relieve' ? relieve.includes(id) : true);
  return concerned ? JUDGED[mode] : [];
}
