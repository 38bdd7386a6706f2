import { Bands } from './band';
import { RebalanceGoals, RebalanceMode } from './goals';
import { PlacedBroker } from './placement';

/** The bands, in the order of their importance, with the goal that says how wide each is, and how it is called. */
export const BANDS = [
  { name: 'disk', goal: 'diskBand', words: 'bytes' },
  { name: 'replicas', goal: 'replicaBand', words: 'replicas' },
  { name: 'networkIn', goal: 'networkInBand', words: 'network in' },
  { name: 'networkOut', goal: 'networkOutBand', words: 'network out' },
  { name: 'leaders', goal: 'leaderBand', words: 'leaders' },
  { name: 'leaderBytes', goal: 'leaderBytesBand', words: 'leader bytes' },
] as const satisfies readonly { readonly name: keyof Bands; readonly goal: keyof RebalanceGoals; readonly words: string }[];

/** By mode: the bands that a plan can do something for. */
const JUDGED: Readonly<Record<RebalanceMode, readonly (keyof Bands)[]>> = {
  full: BANDS.map(({ name }) => name),
  add: ['disk', 'replicas', 'networkIn'],
  drain: [],
  relieve: ['disk', 'replicas', 'networkIn'],
  leaders: ['networkOut', 'leaders', 'leaderBytes'],
};

/** By which bands a plan with these goals judges a broker: none, if it is not one of those for which the mode is there. A band that is not asked for is among them. */
export function judgedBy({ mode, relieve }: RebalanceGoals, { id, added, leaves }: PlacedBroker): readonly (keyof Bands)[] {
  const concerned = !leaves && (mode === 'add' ? added : mode === 'relieve' ? relieve.includes(id) : true);
  return concerned ? JUDGED[mode] : [];
}
