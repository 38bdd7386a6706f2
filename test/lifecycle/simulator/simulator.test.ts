import { LATEST, Scenario, drawScenario } from './scenario';
import { SimulateOptions, simulate } from './simulate';
import { worldWith } from './world-with';
import { isUnread } from '../../../lifecycle/observation';
import { Decision } from '../../../lifecycle/plan/decision';
import { nextForEnsemble } from '../../../lifecycle/plan/ensemble';
import { next } from '../../../lifecycle/plan/next';
import { CLUSTER_GATES, ENSEMBLE_GATES, ENSEMBLE_RULES, SAFETY_RULES } from '../../../lifecycle/plan/rules';
import { DECIDE, Decide } from '../../../lifecycle/run/planner';

/** As many as are needed until each breach has been seen; larger clusters take too long here. */
const SEEDS = Array.from({ length: 400 }, (_, seed) => seed).filter((seed) => drawScenario(seed).size === 'small');

/** Of these, the ones whose brokers have several disks. */
const DISKS = SEEDS.filter((seed) => drawScenario(seed).disks > 1);

/** What is broken first by a program that is not as it should be; nothing if all seeds go well. */
async function firstBreach(broken: Omit<SimulateOptions, 'told'>, seeds = SEEDS): Promise<string | undefined> {
  for (const seed of seeds) {
    const { violations: [first] } = await simulate(seed, broken);
    if (first) { return first.invariant; }
  }
  return undefined;
}

/** What a program that is not as it should be breaks first, seed after seed, up to the one that breaks what is sought. */
async function breaches(broken: Omit<SimulateOptions, 'told'>, sought: string, seeds = SEEDS): Promise<readonly string[]> {
  const found: string[] = [];
  for (const seed of seeds) {
    const { violations: [first] } = await simulate(seed, broken);
    if (first) { found.push(first.invariant); }
    if (first?.invariant === sought) { break; }
  }
  return found;
}

function without(...rules: readonly string[]): Decide {
  const keep = (rule: { readonly id: string }) => !rules.includes(rule.id);
  const cluster = { gates: CLUSTER_GATES.filter(keep), rules: SAFETY_RULES.filter(keep) };
  const ensemble = { gates: ENSEMBLE_GATES.filter(keep), rules: ENSEMBLE_RULES.filter(keep) };
  return {
    cluster: (c, policy, observation) => next(c, policy, observation, cluster),
    ensemble: (e, policy, observation) => nextForEnsemble(e, policy, observation, ensemble),
  };
}

/** Decisions about clusters that are changed afterwards. */
function changed(change: (decision: Decision, ...args: Parameters<Decide['cluster']>) => Decision): Decide {
  return { ...DECIDE, cluster: (...args) => change(DECIDE.cluster(...args), ...args) };
}

/** How many nodes are there at first, and are declared then, one version after the other. */
function nodeCounts({ before, versions }: Scenario): readonly number[] {
  const all = [...before ? [before] : [], ...versions.map(({ version }) => version)];
  return all.map(({ state }) => state.clusters.reduce((sum, c) => sum + c.sets.reduce((n, set) => n + set.nodes.length, 0), 0));
}

test('a seed gives the same life again, told or not', async () => {
  const [first, second, untold] = [await simulate(2, { told: true }), await simulate(2, { told: true }), await simulate(2)];
  expect(second).toEqual(first);
  expect(untold).toEqual({ ...first, story: [] });
  expect(first.story.length).toBeGreaterThan(50);
});

test('the program as it is breaks nothing', async () => {
  expect(await firstBreach({}, SEEDS.slice(0, 60))).toBeUndefined();
}, 120_000);

test('several disks: none is left as it should not be, and no replica goes around in a circle', async () => {
  expect(await firstBreach({}, DISKS.slice(0, 40))).toBeUndefined();
}, 120_000);

test('without their configuration no node is restarted, and the run fails', async () => {
  /** One change, to all nodes, of which none has it already. */
  const isOneChange = ({ before, versions: [{ version }, ...later], rolledAlready }: Scenario) => later.length === 0 && rolledAlready.size === 0
    && before !== undefined && [...version.templates].every(([name, template]) => before.templates.get(name) !== template);
  const never = Array.from({ length: 1000 }, (_, seed) => drawScenario(seed))
    .filter((scenario) => scenario.configMapsAfter[0] >= LATEST && isOneChange(scenario));
  expect(never.length).toBeGreaterThan(0);
  for (const { seed } of never) {
    const { violations, exits, tally } = await simulate(seed);
    expect({ violations, restarts: tally.restarts, last: exits[exits.length - 1] }).toEqual({ violations: [], restarts: 0, last: 'job-0: 1' });
  }
}, 120_000);

/** A simulator that never says no shows nothing. */
describe('without a rule, what the rule prevents is seen to happen', () => {
  /** What is rare is looked for from where it was seen first; if it is not there any more, all others follow. */
  test.each<[string, string, number?]>([
    ['in-sync.writable', 'no partition is taken below min.insync.replicas'],
    ['roll.settled', 'a node is restarted only when every other one is back'],
    ['reassignment.running', 'no node is restarted that a reassignment concerns', 254],
    ['quorum.one-voter', 'one voter at a time'],
    ['order.active-controller-last', 'the active controller comes last'],
    ['order.controllers-first', 'controllers come before brokers', 223],
    ['ensemble.one-server', 'one ZooKeeper server at a time'],
    ['ensemble.leader-last', 'the leader of an ensemble comes last'],
    ['manifests.seen', 'what is said to have converged has'],
    ['manifests.configuration', 'what is said to have converged has'],
  ])('%s: %s', async (rule, invariant, first = 0) => {
    const seeds = [...SEEDS.filter((seed) => seed >= first), ...SEEDS.filter((seed) => seed < first)];
    expect(await firstBreach({ decide: without(rule) }, seeds)).toBe(invariant);
  }, 120_000);
});

describe('a decision that is wrong is noticed', () => {
  test('all that is outdated at once', async () => {
    const decide = without(...SAFETY_RULES.map((r) => r.id), ...ENSEMBLE_RULES.map((r) => r.id));
    expect(await firstBreach({ decide })).toBeDefined();
  });

  test('more at once than declared', async () => {
    const greedy: Decide = { ...DECIDE, cluster: (c, policy, o) => DECIDE.cluster(c, { ...policy, concurrency: policy.concurrency + 2 }, o) };
    expect(await firstBreach({ decide: greedy })).toBe('no more are restarted at once than declared');
  });

  test('done, while it is not', async () => {
    const hasty = changed((d) => d.kind === 'step' && d.step.kind === 'restart' ? { kind: 'done', notes: [] } : d);
    expect(await firstBreach({ decide: hasty })).toBe('what is said to have converged has');
  });

  test('restarting again what has been restarted', async () => {
    const restless = changed((decision, cluster, _, { sets }) => {
      const [set] = cluster.sets;
      const [node] = set.nodes;
      const pod = sets[set.name]?.pods[node.id];
      if (decision.kind !== 'done' || !pod) { return decision; }
      return { kind: 'step', step: { kind: 'restart', unavailable: [], nodes: [{ ...node, uid: pod.uid, reasons: [], by: 'evict' }] } };
    });
    expect(await firstBreach({ decide: restless })).toBe('what is up to date is not restarted');
  });

  test('removing brokers that hold something', async () => {
    const rash = changed((decision, { sets }, _, { sets: observed }) => {
      const larger = sets.flatMap(({ name, nodes }) => {
        const set = observed[name];
        return set && set.replicas > nodes.length ? [{ set: name, uid: set.uid, from: set.replicas, to: nodes.length }] : [];
      });
      return larger.length === 0 ? decision : { kind: 'step', step: { kind: 'scale', reason: '', sets: larger } };
    });
    expect(await firstBreach({ decide: rash })).toBe('no broker is removed that has a replica, or is to get one');
  });

  test('leaving throttles behind', async () => {
    const untidy = changed((d) => d.kind === 'step' && d.step.kind === 'mark' && d.step.reason.startsWith('nothing moves') ? { kind: 'done', notes: [] } : d);
    expect(await firstBreach({ decide: untidy })).toBe('what is said to have converged has');
  });

  test('copying several replicas of a partition at once', async () => {
    const hurried = changed((d, cluster) => {
      if (d.kind !== 'step' || d.step.kind !== 'reassign') { return d; }
      const brokers = cluster.sets.filter((set) => set.roles.includes('broker')).flatMap((set) => set.nodes.map((n) => n.id));
      return { kind: 'step', step: { ...d.step, moves: d.step.moves.map((move) => ({ ...move, replicas: brokers })) } };
    });
    expect(await firstBreach({ decide: hurried })).toBe('one replica of a partition moves at a time');
  });

  test('not seeing what is being copied between disks', async () => {
    const blind: Decide = {
      ...DECIDE,
      cluster: (c, policy, observation) => {
        const { load } = observation;
        return DECIDE.cluster(c, policy, load === undefined || isUnread(load) ? observation : { ...observation, load: { ...load, futures: [] } });
      },
    };
    expect(await firstBreach({ decide: blind }, DISKS)).toBe('moves between disks lead somewhere');
  }, 120_000);

  test('leaving disks as they are', async () => {
    const idle = changed((d) => d.kind === 'step' && d.step.kind === 'alter-log-dirs' ? { kind: 'done', notes: [] } : d);
    expect(await firstBreach({ decide: idle }, DISKS)).toBe('what is said to have converged has');
  }, 120_000);

  test('forgetting that brokers were being emptied that are declared again', async () => {
    const forgetful: Decide = {
      ...DECIDE,
      cluster: (c, policy, observation) => {
        const { kafka } = observation;
        if (isUnread(kafka)) { return DECIDE.cluster(c, policy, observation); }
        const declared = new Set(c.sets.flatMap((set) => set.nodes.map((n) => String(n.id))));
        const perBroker = Object.fromEntries(Object.entries(kafka.settings.perBroker).map(([id, settings]) => {
          const rate = settings['leader.replication.throttled.rate'];
          return [id, rate === undefined || !declared.has(id) ? settings : { ...settings, 'follower.replication.throttled.rate': rate }];
        }));
        return DECIDE.cluster(c, policy, { ...observation, kafka: { ...kafka, settings: { ...kafka.settings, perBroker } } });
      },
    };
    const seeds = Array.from({ length: 200 }, (_, i) => 1000 + i).filter((seed) => {
      const scenario = drawScenario(seed);
      const [first, fewer, last] = nodeCounts(scenario);
      return scenario.size === 'small' && scenario.versions[0].version.state.policy.rebalance.when === 'never' && fewer < first && first === last;
    });
    expect(await breaches({ decide: forgetful, latest: 7_200_000 }, 'what is said to have converged has', seeds)).toContain('what is said to have converged has');
  }, 120_000);

  test('forgetting a broker that runs', async () => {
    const careless = changed((d, { sets: [set] }) => d.kind === 'done' && !set.roles.includes('controller')
      ? { kind: 'step', step: { kind: 'unregister', reason: '', brokers: [set.nodes[0].id], settings: [] } } : d);
    expect(await firstBreach({ decide: careless }, SEEDS.slice(0, 100))).toBe('no broker is forgotten that runs');
  });

  test('waiting for ever while something seems to move', async () => {
    let n = 0;
    const patient = changed((d) => d.kind === 'done' ? { kind: 'wait', rule: 'r', reason: 'nothing', mend: 'nothing', progress: String(n++) } : d);
    expect(await firstBreach({ decide: patient, latest: 3_600_000 }, [1])).toBe('every run ends');
  }, 120_000);

  test('failing by itself', async () => {
    expect(await firstBreach({ decide: changed(() => { throw new Error('no such index'); }) })).toBe('the program does not fail by itself');
  });
});

describe('a loop that is careless is noticed', () => {
  test('acting without the lease', async () => {
    expect(await firstBreach({ wrap: worldWith(() => ({ lease: { term: 1 } })) })).toBe('only the run that holds the lease acts');
  });

  test('acting although there is a newer desired state', async () => {
    // Where it has nothing left to do, it is seen to say that it has brought about what is declared now.
    expect(await breaches({ wrap: worldWith(() => ({ superseded: async () => undefined })) }, 'a superseded run does nothing more')).toContain('a superseded run does nothing more');
  }, 120_000);
});
