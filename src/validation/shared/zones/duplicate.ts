import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { Installation } from '../../subjects';

export const ZONES_ARE_DIFFERENT: Rule<Installation> = {
  id: 'zones.duplicate',
  severity: Severity.ERROR,
  summary: 'No zone is stated twice.',
  why: 'Nodes would be divided over zones that are one: its loss takes more of them than intended.',
  source: 'docs/architecture.md',
  *check({ zones }) {
    for (const [i, zone] of zones.entries()) {
      const first = zones.indexOf(zone);
      if (first < i) { yield { property: `zones[${i}]`, value: zone, message: `zones[${first}] is the same zone`, mend: 'Remove one of the two.' }; }
    }
  },
};
