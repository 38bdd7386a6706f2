import { readableBytes } from '../../kubernetes/quantity';
import { Severity } from '../../validation/finding';
import { Rule } from '../../validation/rule';
import { JudgedLifecycle } from '../model';

const SLOWEST = 1024 ** 2;

export const VOLUMES_CAN_BE_EMPTIED: Rule<JudgedLifecycle> = {
  id: 'lifecycle.rebalance-volumes',
  severity: Severity.ERROR,
  summary: `A volume that is to be emptied is one of several of a broker that is declared, not all of them are, and none of KRaft's metadata log; between volumes at least ${readableBytes(SLOWEST)} a second are copied.`,
  why: 'What is on it can only go to another volume of the same broker; a replica that is copied more slowly than records are written never catches up.',
  source: 'https://cwiki.apache.org/confluence/display/KAFKA/KIP-113%3A+Support+replicas+movement+between+log+directories',
  *check({ policy: { rebalance: { emptyVolumes, volumeBytes } }, served }) {
    if (!(Number.isSafeInteger(volumeBytes) && volumeBytes >= SLOWEST)) {
      yield {
        property: 'rebalance volumeThroughput',
        value: Number.isSafeInteger(volumeBytes) ? readableBytes(volumeBytes) : String(volumeBytes),
        message: 'nothing comes to an end at that',
        mend: 'State how much of what its disks read and write a broker may take for that, Size.mebibytes(50) for example.',
      };
    }
    const seen = new Set<string>();
    for (const [i, { node, volume }] of emptyVolumes.entries()) {
      const found = served.filter(({ logDirs }) => logDirs[node] !== undefined);
      const count = found[0]?.logDirs[node].length ?? 0;
      const upToHere = new Set(emptyVolumes.slice(0, i + 1).filter((each) => each.node === node).map((each) => each.volume)).size;
      const problem = found.length === 0 ? ['no broker has this id', 'State the id of a broker of the Job\'s clusters.']
        : found.length > 1 ? ['brokers of several clusters have this id', 'Give each of these clusters a Job of its own.']
          : !(Number.isInteger(volume) && volume >= 0 && volume < count) ? [`the broker has ${count === 1 ? 'one volume' : `volumes 0 to ${count - 1}`}`, "State the position of one in 'Storage.jbod(…)', from 0."]
            : volume === 0 && found[0].metadataLog ? ['the metadata log of KRaft is on it, and stays there', 'Empty another volume, or declare the broker no longer.']
              : upToHere >= count ? ['no other volume of the broker is left', 'Leave a volume. To take everything off a broker, declare it no longer.']
                : seen.has(`${node} ${volume}`) ? ['it is stated twice', 'State it once.'] : undefined;
      seen.add(`${node} ${volume}`);
      if (problem) { yield { property: `rebalance emptyVolumes[${i}]`, value: `volume ${volume} of node ${node}`, message: problem[0], mend: problem[1] }; }
    }
  },
};
