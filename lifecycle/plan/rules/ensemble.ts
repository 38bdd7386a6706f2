import { counted } from '../../counted';
import type { EnsembleSituation } from '../ensemble';
import { isReady, mayRun } from '../node';
import { majority } from '../quorum';
import { SafetyRule } from '../rule';

const ADMINISTRATION = 'https://zookeeper.apache.org/doc/r3.8.4/zookeeperAdmin.html#sc_zkMulitServerSetup';

export const ensembleMajority: SafetyRule<EnsembleSituation> = {
  id: 'ensemble.majority',
  summary: 'A ZooKeeper server is restarted only if the servers left in the quorum are a majority.',
  why: 'Without a majority ZooKeeper answers nobody, and Kafka has no controller.',
  source: ADMINISTRATION,
  mend: 'Bring back the servers that are missing.',
  check(situation, batch) {
    const running = batch.filter(mayRun);
    if (running.length === 0) { return undefined; }
    const serving = situation.nodes.filter((n) => isReady(n) && situation.observation.servers[n.id]);
    const left = serving.filter((n) => !running.includes(n)).length;
    const needed = majority(situation.nodes.length);
    // One or two servers cannot spare one, whatever is done; then all must be well.
    if (left >= needed || (situation.nodes.length <= 2 && serving.length === situation.nodes.length)) { return undefined; }
    return {
      reason: `without ${running.map((n) => n.pod).join(', ')}, ${left} of ${situation.nodes.length} servers would be in the quorum; ${needed} are a majority`,
      progress: serving.map((n) => n.id).join(' '),
    };
  },
};

export const ensembleUnavoidable: SafetyRule<EnsembleSituation> = {
  id: 'ensemble.unavoidable',
  summary: 'If that is declared, a server of an ensemble of one or two is not restarted.',
  why: 'Such an ensemble has no majority while one of its servers restarts, whatever is done.',
  source: ADMINISTRATION,
  mend: 'Accept it in the declaration of the Job; three servers can spare one.',
  check(situation, batch) {
    const first = batch.find(mayRun);
    if (situation.policy.unavoidable === 'accept' || situation.nodes.length > 2 || !first) { return undefined; }
    return { reason: `an ensemble of ${counted(situation.nodes.length, 'server')} cannot spare ${first.pod}`, progress: '', forGood: true };
  },
};

export const ensembleOneServer: SafetyRule<EnsembleSituation> = {
  id: 'ensemble.one-server',
  summary: 'At most one ZooKeeper server is restarted at a time.',
  why: 'Two servers fewer leave an ensemble of five just a majority, and any further loss ends it.',
  source: ADMINISTRATION,
  mend: 'None needed: the others follow one after the other.',
  check: (_, batch) => batch.filter(mayRun).length > 1 ? { reason: 'servers are restarted one after the other', progress: '' } : undefined,
};

export const ensembleLeaderLast: SafetyRule<EnsembleSituation> = {
  id: 'ensemble.leader-last',
  summary: 'The leader of an ensemble is restarted after its followers, unless it does not work.',
  why: 'Each restart of the leader makes the ensemble elect another one, and answer nobody meanwhile.',
  source: ADMINISTRATION,
  mend: 'None needed: it follows when the others are done.',
  check(situation, batch) {
    const leader = batch.find((n) => n.id === situation.leader && isReady(n));
    const other = leader && situation.outdated.find((n) => n.id !== leader.id && mayRun(n));
    return other && { reason: `${leader.pod} is the leader: ${other.pod} comes first`, progress: '' };
  },
};
