import { readableBytes } from '../../kubernetes/quantity';
import { Severity } from '../../validation/finding';
import { Rule } from '../../validation/rule';
import { JudgedLifecycle, LimitsModel } from '../model';

const LEAST_BYTES = 1024;

export const BROKERS_MAY_HAVE_SOMETHING: Rule<JudgedLifecycle> = {
  id: 'lifecycle.rebalance-limits',
  severity: Severity.ERROR,
  summary: `A broker may have at least one replica, and receive and send at least ${readableBytes(LEAST_BYTES)} a second; limits of single brokers name brokers that are declared, each once, and say something.`,
  why: 'With less nothing could move to any broker; what is said of a broker that is not there, or twice, is a mistake.',
  source: 'https://github.com/linkedin/cruise-control/wiki/Configurations, docs/rebalancing.md',
  *check({ policy: { rebalance: { limits, brokerLimits } }, served }) {
    yield* wrongAmounts(limits, 'rebalance ');
    const seen = new Set<number>();
    for (const [i, { nodes, limits: its }] of brokerLimits.entries()) {
      const property = `rebalance brokerLimits[${i}]`;
      yield* wrongAmounts(its, `${property}.`);
      if (nodes.length === 0 || Object.values(its).every((limit) => limit === undefined)) {
        yield { property, value: nodes.length === 0 ? 'no nodes' : 'no limit', message: 'it limits nothing', mend: "State ids of brokers as 'nodes', and a limit." };
      }
      for (const node of nodes) {
        const found = served.filter(({ logDirs }) => logDirs[node] !== undefined);
        const problem = found.length === 0 ? ['no broker has this id', 'State the id of a broker of the Job\'s clusters.']
          : found.length > 1 ? ['brokers of several clusters have this id', 'Give each of these clusters a Job of its own.']
            : seen.has(node) ? ['it is named twice', 'Name it once, with all of its limits.'] : undefined;
        seen.add(node);
        if (problem) { yield { property: `${property}.nodes`, value: String(node), message: problem[0], mend: problem[1] }; }
      }
    }
  },
};

function* wrongAmounts({ replicas, networkInBytes, networkOutBytes }: LimitsModel, prefix: string) {
  if (replicas !== undefined && !(Number.isSafeInteger(replicas) && replicas >= 1)) {
    yield { property: `${prefix}replicaLimit`, value: String(replicas), message: 'this is no number of replicas', mend: 'State a whole number, 1 or more.' };
  }
  for (const [name, bytes] of [['networkInLimit', networkInBytes], ['networkOutLimit', networkOutBytes]] as const) {
    if (bytes === undefined || (Number.isSafeInteger(bytes) && bytes >= LEAST_BYTES)) { continue; }
    yield {
      property: `${prefix}${name}`,
      value: Number.isSafeInteger(bytes) ? readableBytes(bytes) : String(bytes),
      message: 'no network carries that little',
      mend: 'State how much a broker may carry in a second, Size.mebibytes(80) for example.',
    };
  }
}
