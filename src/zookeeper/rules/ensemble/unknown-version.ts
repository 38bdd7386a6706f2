import { Severity } from '../../../validation/finding';
import { Rule } from '../../../validation/rule';
import { ZooKeeperModel } from '../../model';

const NEWEST_MINOR = 9;

export const ENSEMBLE_VERSION_IS_KNOWN: Rule<ZooKeeperModel> = {
  id: 'ensemble.unknown-version',
  severity: Severity.WARNING,
  summary: `The version of ZooKeeper is 3.8 or 3.${NEWEST_MINOR}.`,
  why: 'Layout of the image, keys and logging of a later one are not known.',
  source: 'https://zookeeper.apache.org/releases.html, https://kafka.apache.org/39/documentation.html#zkversion',
  *check({ version }) {
    const minor = Number(/^3\.(\d+)\./.exec(version)?.[1]);
    if (minor <= NEWEST_MINOR) { return; }
    yield { property: 'version', value: version, message: `3.${NEWEST_MINOR} is the newest that is known here`, mend: 'Use ZooKeeperVersion.V3_8, with which Kafka 3.9 is tested, or acknowledge this.' };
  },
};
