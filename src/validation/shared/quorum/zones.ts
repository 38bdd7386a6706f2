import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { Quorum } from '../../subjects';

export const QUORUM_SURVIVES_A_ZONE: Rule<Quorum> = {
  id: 'quorum.zones',
  severity: Severity.WARNING,
  summary: 'Where zones are stated, the loss of any one of them leaves a majority of the quorum.',
  why: 'Spread over two zones, one of them has half of the members or more: when it goes, the whole cluster stops.',
  source: 'https://kafka.apache.org/documentation/#kraft_deployment, KIP-595',
  *check({ property, members, noun, zones, development }) {
    const places = new Set(zones).size;
    // Of one or two members no zone's loss is ever survived; other rules speak of them.
    if (development || places < 2 || !Number.isInteger(members) || members < 3) { return; }
    const left = members - Math.ceil(members / places);
    const majority = Math.floor(members / 2) + 1;
    if (left >= majority) { return; }
    yield {
      property,
      value: String(members),
      message: `over ${places} zones, the loss of one can leave ${left} of the ${members} ${noun}, where ${majority} are needed`,
      // Over three zones or more, every odd number has its majority left.
      mend: places === 2 ? 'State a third zone.' : `Declare ${members - 1}.`,
    };
  },
};
