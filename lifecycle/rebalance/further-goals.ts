import { Bands } from './band';
import { evenRates } from './even-rates';
import { ExchangeState, Weighed } from './exchanges';
import { RebalanceGoals } from './goals';
import { judgedBy } from './judged';
import { PlanState } from './plan-state';
import { spreadTopics } from './spread-topics';

/**
 * What comes after bytes and numbers of replicas, where it is asked for: each is reached as far as it can be without harm to those before.
 *
 * @param order brings loads of leaders into their bands by the order of replicas
 */
export function reachFurtherGoals(
  state: ExchangeState & Pick<PlanState, 'replicas' | 'topics'>, goals: RebalanceGoals, { networkIn, networkOut }: Bands, order: () => void,
): void {
  const { layout, disk, replicas, topics } = state;
  const { of, replicaStart, traffic, placement: { brokers } } = layout;
  const kept: Weighed[] = [{ band: disk, amount: (slot) => layout.sizeOf(slot) }, { band: replicas, amount: () => 1 }];
  const even = (name: 'networkIn' | 'networkOut', its: Weighed) => {
    const judged = brokers.map((broker) => judgedBy(goals, broker).includes(name));
    evenRates(state, kept, its, (b) => judged[b]);
    kept.push(its);
  };
  if (traffic && networkIn) { even('networkIn', { band: networkIn, amount: (slot) => traffic.written[of[slot]] }); }
  if (traffic && networkOut) {
    // Only what the order of replicas does not do is copied.
    order();
    even('networkOut', { band: networkOut, amount: (slot) => slot === replicaStart[of[slot]] ? traffic.sent[of[slot]] : 0 });
  }
  if (topics) { spreadTopics(state, kept, topics); }
}
