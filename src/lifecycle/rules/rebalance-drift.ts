import { MODEL_BANDS } from './rebalance-bands';
import { Severity } from '../../validation/finding';
import { Rule } from '../../validation/rule';
import { JudgedLifecycle } from '../model';

export const DRIFT_IS_BEYOND_THE_BANDS: Rule<JudgedLifecycle> = {
  id: 'lifecycle.rebalance-drift',
  severity: Severity.ERROR,
  summary: 'The drift at which everything is evened out is larger than each of the bands within which it is then brought.',
  why: 'Otherwise brokers would be too far away that no plan brings any nearer: every run would begin anew.',
  source: 'docs/rebalancing.md',
  *check({ policy: { rebalance }, served }) {
    const { when, driftPercent } = rebalance;
    if (when !== 'drift') { return; }
    // Topics are not what drifts, nor is a volume that is the only one of its broker.
    const several = served.some(({ logDirs }) => Object.values(logDirs).some((dirs) => dirs.length > 1));
    const widest = Math.max(...MODEL_BANDS.filter((band) => band !== 'topicBandPercent' && (several || band !== 'volumeBandPercent')).map((band) => rebalance[band] ?? 0));
    const number = Number.isFinite(driftPercent) && driftPercent > 0;
    // What is no number is told by the rule about bands.
    if (number && !(driftPercent <= widest)) { return; }
    yield {
      property: 'rebalance drift',
      value: String(driftPercent),
      message: number ? `a band is ${widest} percent wide, and nothing is evened out any further` : 'no broker can be further away than that',
      mend: number ? `State more than ${widest}, or narrower bands.` : 'State a percentage that is larger than the bands, 20 for example.',
    };
  },
};
