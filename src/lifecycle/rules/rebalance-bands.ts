import { Severity } from '../../validation/finding';
import { Rule } from '../../validation/rule';
import { JudgedLifecycle } from '../model';

const [LEAST, MOST] = [0.01, 100];

/** All bands that may be declared. */
export const MODEL_BANDS = [
  'diskBandPercent', 'replicaBandPercent', 'leaderBandPercent', 'volumeBandPercent', 'networkInBandPercent', 'networkOutBandPercent', 'leaderBytesBandPercent', 'topicBandPercent',
] as const;

export const BANDS_CAN_BE_REACHED: Rule<JudgedLifecycle> = {
  id: 'lifecycle.rebalance-bands',
  severity: Severity.ERROR,
  summary: `How far a broker may be from what it is to hold is from ${LEAST} to ${MOST} percent.`,
  why: 'Partitions move as a whole, so no plan reaches a band without width; in one that is wider a broker that holds nothing is as good as any other.',
  source: 'docs/rebalancing.md',
  *check({ policy: { rebalance } }) {
    for (const band of MODEL_BANDS) {
      const percent = rebalance[band];
      if (percent === undefined || percent >= LEAST && percent <= MOST) { continue; }
      yield { property: `rebalance ${band}`, value: String(percent), message: 'no cluster can be kept within such a band', mend: `State a percentage from ${LEAST} to ${MOST}, 10 for example.` };
    }
  },
};
