import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { ServerGroup } from '../../subjects';

export const VOLUMES_ARE_OF_ONE_KIND: Rule<ServerGroup> = {
  id: 'storage.mixed',
  severity: Severity.ERROR,
  summary: 'The volumes of a node are all persistent, or all ephemeral.',
  why: 'When its pod goes, a node loses the ephemeral ones and comes back with only a part of its data: it is refused as a volume of unknown origin, or worse, it votes and leads with a log that it has forgotten.',
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir',
  *check({ volumes, noun }) {
    const odd = volumes.find((v) => v.kind !== volumes[0].kind);
    if (!odd) { return; }
    yield {
      property: odd.property,
      value: odd.kind,
      message: `${volumes[0].property} is ${volumes[0].kind}, so a ${noun} that loses its pod would come back with a part of its data`,
      mend: 'Make all of its volumes persistent.',
    };
  },
};
