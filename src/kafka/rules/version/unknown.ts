import { minorOf, newestMinor } from '../../../config/catalog';
import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { KafkaModel } from '../../model';

export const VERSION_IS_KNOWN: Rule<KafkaModel> = {
  id: 'version.unknown',
  severity: Severity.WARNING,
  summary: 'The version is one that the library knows.',
  why: 'The keys of a later one are checked against the newest that is known: what is new there cannot be told from what is misspelt.',
  source: 'docs/config-catalog.md',
  *check({ version }) {
    if (minorOf(version.minor).exact) { return; }
    yield { property: 'version', value: version.version, message: `the newest version that is known here is ${newestMinor()}, and keys are checked against that`, mend: 'See whether a newer release of the library knows it, or acknowledge this.' };
  },
};
