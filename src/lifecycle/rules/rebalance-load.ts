import { Severity } from '../../validation/finding';
import { Rule } from '../../validation/rule';
import { JudgedLifecycle, PrometheusModel, isLoadPlanned } from '../model';

const [SHORTEST, LONGEST] = [10, 3600];

export const LOAD_CAN_BE_KNOWN: Rule<JudgedLifecycle> = {
  id: 'lifecycle.rebalance-load',
  severity: Severity.ERROR,
  summary: `What is written is looked at for ${SHORTEST} to ${LONGEST} seconds; a Prometheus server has an address and is asked for something; clients' latency has a limit.`,
  why: 'In a shorter time there is more chance than load; what is not asked for, or not compared with anything, changes nothing.',
  source: 'https://prometheus.io/docs/prometheus/latest/querying/api/#instant-queries, docs/rebalancing.md',
  *check({ policy: { rebalance } }) {
    const { loadWindowSeconds, prometheus } = rebalance;
    if (!(loadWindowSeconds >= SHORTEST && loadWindowSeconds <= LONGEST)) {
      yield { property: 'rebalance loadWindow', value: `${loadWindowSeconds} s`, message: 'nothing is known of a load after such a time', mend: `State from ${SHORTEST} s to ${LONGEST} s.` };
    }
    if (prometheus === undefined) { return; }
    yield* problemsOf(prometheus);
    const isUsed = isLoadPlanned(rebalance);
    if (!isUsed && (prometheus.bytesIn ?? prometheus.bytesOut) !== undefined) {
      yield {
        property: 'rebalance prometheus',
        value: prometheus.bytesIn === undefined ? 'bytesOut' : 'bytesIn',
        message: 'no band and no limit makes use of what is written and read',
        mend: "State one as 'networkInBandPercent', 'networkOutBandPercent' or 'leaderBytesBandPercent', or a limit as 'networkInLimit' or 'networkOutLimit', or leave it out.",
      };
    }
  },
};

function* problemsOf({ url, bytesIn, bytesOut, latency, mostLatencyMillis }: PrometheusModel) {
  const property = 'rebalance prometheus';
  if (!isAddress(url)) {
    yield { property: `${property}.url`, value: url || "''", message: 'no HTTP server has such an address', mend: "State one such as 'http://prometheus.monitoring:9090', without a user or a query." };
  }
  const asked = [bytesIn, bytesOut, latency].filter((each) => each !== undefined);
  if (asked.length === 0 || asked.some((each) => each.trim() === '')) {
    yield { property, value: asked.length === 0 ? 'no expression' : "''", message: 'it is asked for nothing', mend: "State an expression as 'bytesIn', 'bytesOut' or 'latency'." };
  }
  if ((latency === undefined) !== (mostLatencyMillis === undefined) || (mostLatencyMillis !== undefined && !(mostLatencyMillis > 0))) {
    yield {
      property: `${property}.latencyLimit`,
      value: mostLatencyMillis === undefined ? 'none' : `${mostLatencyMillis} ms`,
      message: "'latency' and 'latencyLimit' say something together only, and the limit is more than 0",
      mend: 'State both, or neither.',
    };
  }
}

/** What has a user or a password in it would be in the manifests. */
function isAddress(text: string): boolean {
  try {
    const { protocol, username, password, search, hash } = new URL(text);
    return /^https?:$/.test(protocol) && `${username}${password}${search}${hash}` === '';
  } catch {
    return false;
  }
}
