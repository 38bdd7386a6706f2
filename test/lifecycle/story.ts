import { DrawnCluster } from './drawn-cluster';
import { ClusterObservation, EnsembleObservation, MadeOf, PodObservation, ServerObservation } from '../../lifecycle/observation';
import { Partition } from '../../lifecycle/partition-table';
import { Decision, Step, ThrottledTopic } from '../../lifecycle/plan/decision';
import { nextForEnsemble } from '../../lifecycle/plan/ensemble';
import { next } from '../../lifecycle/plan/next';
import { predict, predictEnsemble } from '../../lifecycle/plan/predict';
import { CLUSTER_GATES, ENSEMBLE_GATES, ENSEMBLE_RULES, SAFETY_RULES } from '../../lifecycle/plan/rules';
import { DesiredRebalance, DesiredTopic, NodeRole } from '../../src/lifecycle/desired-state';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** No scenario needs more; a program that never comes to an end does. */
const MOST_STEPS = 60;

/** What the commands of a scenario draw, do and ask. A rule may be left out, to see which scenarios notice. */
export class Story {
  private drawn = new DrawnCluster('kraft');
  private ensembleLeader?: number;
  private readonly deaf = new Set<number>();
  private alone = false;

  constructor(private readonly without?: string) {}

  /** Carries out one command; what the program says to it. */
  public tell(line: string): readonly string[] {
    const [command, ...words] = line.trim().split(/\s+/);
    switch (command) {
      case 'cluster': this.drawCluster(words[0]); return [];
      case 'ensemble': this.drawn = new DrawnCluster('kraft'); this.deaf.clear(); this.alone = false; this.drawEnsemble(words); return [];
      case 'controllers': this.drawn.addSet('events-controller', ['controller'], numbers(words)); return [];
      case 'combined': this.drawNodes('events-node', ['controller', 'broker'], words); return [];
      case 'brokers': this.drawNodes('events-broker', ['broker'], words); return [];
      case 'topic': this.drawTopic(line); return [];
      case 'policy': this.setPolicy(words); return [];
      case 'change': this.change(line); return [];
      case 'pod': this.changePod(Number(words[0]), words.slice(1)); return [];
      case 'broker': this.changeBroker(Number(words[0]), words.slice(1)); return [];
      case 'partition': this.changePartition(words[0], words.slice(1)); return [];
      case 'voters': this.drawn.voters = this.drawn.voters.filter((v) => words.includes(String(v.id))); return [];
      case 'voter': this.drawn.voters = this.drawn.voters.map((v) => v.id === Number(words[0]) ? { ...v, lagMillis: Number(words[2]) } : v); return [];
      case 'leader': this.drawn.leader = Number(words[0]); return [];
      case 'controller': this.drawn.activeController = Number(words[0]); return [];
      case 'server': if (words[1] === 'silent') { this.deaf.add(Number(words[0])); } else { this.deaf.delete(Number(words[0])); } return [];
      case 'unread': this.drawn.unread = [words.join(' ')]; return [];
      case 'read': this.drawn.unread = []; return [];
      case 'members': this.changeMembers(words[0], words.slice(1)); return [];
      case 'standalone': this.alone = true; return [];
      case 'set': this.changeSet(words[0], words.slice(1)); return [];
      case 'config-map': this.changeConfigMap(words); return [];
      case 'declare': assign(this.drawn.desired, words); return [];
      case 'kafka': assign(this.drawn.overrides, words); return [];
      case 'holds': assign(this.drawn.effective, words); return [];
      case 'size': for (const size of words) { const [name, bytes] = size.split('='); this.drawn.sizes[name] = bytesOf(bytes); } return [];
      case 'rate': for (const rate of words) { const [name, bytes] = rate.split('='); this.drawn.rates[name] = bytesOf(bytes); } return [];
      case 'watched': this.drawn.watched.seconds = Number(words[0]); return [];
      case 'lost-for': this.drawn.watched.lost = Number(words[0]); return [];
      case 'latency': this.drawn.watched.latency = Number(words[0]); return [];
      case 'throttled-for': this.drawn.watched.throttled = Number(words[0]); return [];
      case 'time': this.drawn.time = Date.parse(`${words[0]}Z`); return [];
      case 'disk': this.drawn.disks[Number(words[0])] = bytesOf(words[1]); return [];
      case 'disks': this.drawn.volumes[Number(words[0])] = words.slice(1).map((word) => word.split('=')).map(([path, bytes]) => ({ path, bytes: bytes === 'lost' ? undefined : bytesOf(bytes) })); return [];
      case 'on-disk': for (const word of words.slice(1)) { const [name, path] = word.split('='); this.drawn.places[`${words[0]} ${name}`] = path; } return [];
      case 'copying': this.drawn.copying[`${words[0]} ${words[1]}`] = { path: words[2], bytes: bytesOf(words[3]) }; return [];
      case 'empty-volume': this.setRebalance(undefined, { emptyVolumes: [...this.drawn.policy.rebalance.emptyVolumes ?? [], { cluster: 'events', broker: Number(words[0]), path: words[1] }] }); return [];
      case 'keep-volumes': this.setRebalance(undefined, { emptyVolumes: undefined }); return [];
      case 'declared': this.drawn.declareNodes(words[0], Number(words[1])); return [];
      case 'gone': this.drawn.brokers.set(Number(words[1]), { fenced: true, host: `${words[0]}-${words[1]}.events-nodes` }); return [];
      case 'stranger': this.drawn.brokers.set(Number(words[0]), { fenced: false, host: words[1] }); return [];
      case 'foreign': this.drawn.foreign[Number(words[0])] = bytesOf(words[1]); return [];
      case 'stray': this.drawn.stray[Number(words[0])] = Number(words[1]); return [];
      case 'throttled': this.drawn.throttled[words[0]] = { leader: words[1] === '-' ? undefined : words[1], follower: words[2] }; return [];
      case 'approve': this.drawn.approved = [...words]; return [];
      case 'load-unread': this.drawn.loadUnread = words.join(' '); return [];
      case 'applied': this.drawn.applied[place(words[0])] = words.slice(1); return [];
      case 'declare-topic': this.declareTopic(words); return [];
      case 'undeclare-topic': this.drawn.topics = this.drawn.topics.filter(({ name }) => name !== words[0]); return [];
      case 'topic-holds': assign(this.drawn.topicSettings, words); return [];
      case 'noted': this.drawn.applied[`topic ${words[0]}`] = words.slice(1); return [];
      case 'to-delete': this.drawn.applied['topics to delete'] = [...words]; return [];
      case 'next': return describe(this.decide());
      case 'run': return this.run();
      default: throw new Error(`'${command}' is no command of a scenario.`);
    }
  }

  private get isEnsemble(): boolean { return this.ensembleLeader !== undefined; }

  private decide(): Decision {
    const observation = this.drawn.observation();
    if (this.isEnsemble) { return this.decideEnsemble(this.servers(observation)); }
    const decision = this.decideCluster(observation);
    return decision.kind === 'look' ? this.decideCluster(this.drawn.observation(decision.at)) : decision;
  }

  private decideCluster(observation: ClusterObservation): Decision {
    return next(this.drawn.cluster(), this.drawn.policy, observation, { gates: this.kept(CLUSTER_GATES), rules: this.kept(SAFETY_RULES) });
  }

  private decideEnsemble(observation: EnsembleObservation): Decision {
    return nextForEnsemble(this.ensemble(), this.drawn.policy, observation, { gates: this.kept(ENSEMBLE_GATES), rules: this.kept(ENSEMBLE_RULES) });
  }

  private kept<R extends { readonly id: string }>(rules: readonly R[]): readonly R[] {
    return rules.filter((rule) => rule.id !== this.without);
  }

  private ensemble() {
    return { name: 'zookeeper', version: '3.8.4', set: this.drawn.sets[0], clientPort: 2181 };
  }

  private servers(observation: ClusterObservation): EnsembleObservation {
    const servers = this.drawn.sets[0].nodes.filter((n) => !this.deaf.has(n.id))
      .map((n): readonly [number, ServerObservation] => [n.id, { mode: this.alone ? 'standalone' : n.id === this.ensembleLeader ? 'leader' : 'follower' }]);
    return { sets: observation.sets, servers: Object.fromEntries(servers) };
  }

  /** One decision after the other, each step going well, until there is none. */
  private run(): readonly string[] {
    const { sets } = this.drawn;
    const observation = this.drawn.observation(this.isEnsemble ? undefined : 'load');
    return this.isEnsemble
      ? follow(this.servers(observation), (seen) => this.decideEnsemble(seen), (seen, step) => predictEnsemble(sets[0], seen, step))
      : follow(observation, (seen) => this.decideCluster(seen), (seen, step) => predict(sets, seen, step));
  }

  private drawCluster(mode: string | undefined): void {
    this.drawn = new DrawnCluster(mode === 'zookeeper' ? 'zookeeper' : 'kraft');
    this.ensembleLeader = undefined;
  }

  private drawEnsemble(words: readonly string[]): void {
    const [ids, leader] = split(words, 'leader');
    this.drawn.addSet('zookeeper', [], numbers(ids));
    this.ensembleLeader = Number(leader[0]);
  }

  private drawNodes(name: string, roles: readonly NodeRole[], words: readonly string[]): void {
    const [ids, rack] = split(words, 'rack');
    this.drawn.addSet(rack.length === 0 ? name : `${name}-${rack[0]}`, roles, numbers(ids), rack[0]);
  }

  private drawTopic(line: string): void {
    const found = /^topic (\S+) min (\d+): (.+)$/.exec(line);
    if (!found) { throw new Error(`'${line}' is not of the form 'topic NAME min N: 0,1,2 1,2,0'.`); }
    this.drawn.addTopic(found[1], Number(found[2]), found[3].split(' ').map((ids) => numbers(ids.split(','))));
  }

  /** `declare-topic orders partitions=3 replicas=3 when-removed=delete retention.ms=1000`. */
  private declareTopic([name, ...words]: readonly string[]): void {
    const { partitions, replicas, 'when-removed': whenRemoved, ...config } = Object.fromEntries(words.map((word) => word.split('=')).map(([key, value]) => [key, value]));
    const topic: DesiredTopic = {
      name,
      config,
      partitions: partitions === undefined ? undefined : Number(partitions),
      replicas: replicas === undefined ? undefined : Number(replicas),
      whenRemoved: whenRemoved === 'delete' ? 'delete' : 'keep',
    };
    this.drawn.topics = [...this.drawn.topics.filter((other) => other.name !== name), topic];
  }

  private setPolicy([what, value, least]: readonly string[]): void {
    switch (what) {
      case 'concurrency': this.drawn.policy.concurrency = Number(value); return;
      case 'margin': this.drawn.policy.inSyncMargin = Number(value); return;
      case 'refuse': this.drawn.policy.unavoidable = 'refuse'; return;
      case 'remove': this.drawn.policy.undeclaredSettings = 'remove'; return;
      case 'rebalance': this.setRebalance(value as DesiredRebalance['when']); return;
      case 'approval': this.setRebalance(undefined, { approval: 'required' }); return;
      case 'moves-per-broker': this.setRebalance(undefined, { movesPerBroker: Number(value) }); return;
      case 'exclude': this.setRebalance(undefined, { excludedTopics: [value] }); return;
      case 'throttle': this.setRebalance(undefined, { bytesPerSecond: bytesOf(value), leastBytesPerSecond: bytesOf(least) }); return;
      case 'latency': this.setRebalance(undefined, { prometheus: { url: 'http://prometheus', latency: 'p99', mostLatencyMillis: Number(value) } }); return;
      case 'window': this.setRebalance(undefined, { windows: [{ days: [5, 6], from: 1320, to: 360, timeZone: value }] }); return;
      case 'network-in': this.setRebalance(undefined, { networkInBand: Number(value), loadWindowSeconds: 60 }); return;
      case 'replica-limit': this.setRebalance(undefined, { replicaLimit: Number(value) }); return;
      case 'network-out-limit': this.setRebalance(undefined, { networkOutLimit: bytesOf(value), loadWindowSeconds: 60 }); return;
      case 'limit-of': this.setRebalance(undefined, { brokerLimits: [{ cluster: 'events', broker: Number(value), replicaLimit: Number(least) }] }); return;
      case 'lost-volumes': this.setRebalance(undefined, { lostVolumeSeconds: Number(value) }); return;
      case 'leave-leaders': this.drawn.policy.preferredLeaders = false; return;
      default: throw new Error(`'${what}' is no policy.`);
    }
  }

  private setRebalance(when: DesiredRebalance['when'] | undefined, more: Partial<DesiredRebalance> = {}): void {
    const { rebalance } = this.drawn.policy;
    this.drawn.policy.rebalance = { ...rebalance, ...more, when: when ?? rebalance.when };
  }

  /** `change KEY VALUE`, `change image kafka:2`, `change SET,SET KEY VALUE`. */
  private change(line: string): void {
    const [, ...words] = line.trim().split(/\s+/);
    const sets = words.length === 3 ? words[0].split(',') : [...this.drawn.observed.keys()];
    const [key, value] = words.slice(-2);
    this.drawn.change(sets, (made): MadeOf => key === 'image' ? { ...made, image: value }
      : { ...made, start: made.start && { ...made.start, settings: { ...made.start.settings, [key]: value } } });
  }

  private changePod(id: number, words: readonly string[]): void {
    const rest = words.slice(1).join(' ');
    const changes: Record<string, Partial<PodObservation> | undefined> = {
      'unready': { ready: false },
      'missing': undefined,
      'terminating': { terminating: true, ready: false },
      'starting': { ready: false, server: 'waiting' },
      'failing': { ready: false, server: 'waiting', trouble: rest, restarts: 5 },
      'recovering': { ready: false, recovery: rest },
      'log-unread': { ready: false, logUnread: rest },
      'well': { ready: true, server: 'running', trouble: undefined, recovery: undefined, logUnread: undefined, restarts: 0, terminating: false },
      'of-revision': { revision: rest },
    };
    if (!(words[0] in changes)) { throw new Error(`A pod can be ${Object.keys(changes).join(', ')}; not '${words[0]}'.`); }
    this.drawn.changePod(id, changes[words[0]]);
  }

  private changeBroker(id: number, [what, value]: readonly string[]): void {
    const broker = this.drawn.brokers.get(id);
    if (what === 'unregistered') { this.drawn.brokers.delete(id); return; }
    if (!broker) { throw new Error(`There is no broker ${id}.`); }
    if (what === 'fenced') { broker.fenced = true; } else if (what === 'in-service') { broker.fenced = false; } else if (what === 'lag') { broker.lag = Number(value); } else if (what === 'silent') { broker.silent = 'timed out'; } else { throw new Error(`'${what}'?`); }
  }

  private changePartition(name: string, [what, value]: readonly string[]): void {
    const partition = this.drawn.partition(name);
    switch (what) {
      case 'in-sync': partition.inSync = numbers(value.split(',')); return;
      case 'led-by': partition.leader = Number(value); return;
      case 'reassigning': partition.reassigning = true; return;
      case 'moving': this.move(name, partition, value); return;
      case 'on': Object.assign(partition, { replicas: numbers(value.split(',')), inSync: numbers(value.split(',')), leader: Number(value.split(',')[0]), reassigning: false }); return;
      default: throw new Error(`'${what}'?`);
    }
  }

  /** `partition orders-0 moving 3,1,2/0`: to 3, 1 and 2; 0 is removed. What was not there is not in sync yet. */
  private move(name: string, partition: Mutable<Partition>, value: string): void {
    const [target, removing = []] = value.split('/').map((ids) => numbers(ids.split(',')));
    const adding = target.filter((id) => !partition.replicas.includes(id));
    this.drawn.moves[name] = { adding, removing };
    Object.assign(partition, { reassigning: true, replicas: [...target, ...removing] });
  }

  /** `members SET 6 7 8`: a new template, for a quorum of these. */
  private changeMembers(name: string, words: readonly string[]): void {
    this.drawn.change([name], (made) => ({ ...made, members: numbers(words) }));
  }

  /** `config-map NAME holds HASH`, where `c1` is what the templates were made for; `config-map NAME missing`. */
  private changeConfigMap([name, what, hash = '']: readonly string[]): void {
    if (what !== 'holds' && what !== 'missing') { throw new Error(`'${what}'?`); }
    this.drawn.changeConfigMap(name, what === 'missing' ? undefined : hash);
  }

  private changeSet(name: string, [what, value]: readonly string[]): void {
    switch (what) {
      case 'missing': this.drawn.observed.delete(name); return;
      case 'template': this.drawn.set(name).template = value; return;
      case 'late': this.drawn.set(name).generation++; return;
      case 'generation': Object.assign(this.drawn.set(name), { generation: Number(value), observedGeneration: Number(value) }); return;
      case 'made-for': {
        const members = numbers(value.split(','));
        const set = this.drawn.set(name);
        set.made = { ...set.made, members };
        set.pods = Object.fromEntries(Object.entries(set.pods).map(([id, pod]) => [id, { ...pod, made: { ...pod.made, members } }]));
        return;
      }
      case 'rolls-itself': this.drawn.set(name).updateStrategy = 'RollingUpdate'; return;
      case 'replicas': {
        const set = this.drawn.set(name);
        set.replicas = Number(value);
        set.pods = Object.fromEntries(Object.entries(set.pods).slice(0, Number(value)));
        return;
      }
      default: throw new Error(`'${what}'?`);
    }
  }
}

function follow<Seen>(begin: Seen, decide: (seen: Seen) => Decision, after: (seen: Seen, step: Step) => Seen): readonly string[] {
  const said: string[] = [];
  let seen = begin;
  for (let i = 0; i < MOST_STEPS; i++) {
    const decision = decide(seen);
    said.push(...describe(decision));
    if (decision.kind !== 'step') { return said; }
    seen = after(seen, decision.step);
  }
  return [...said, 'and so on'];
}

export function describe(decision: Decision): readonly string[] {
  switch (decision.kind) {
    case 'step': return describeStep(decision.step);
    case 'wait': return [`wait [${decision.rule}]${decision.holds === undefined ? '' : ` holds ${decision.holds}`}: ${decision.reason}`];
    case 'blocked': return [`blocked [${decision.rule}]: ${decision.reason}`];
    case 'look': return [`look at the ${decision.at}`];
    case 'done': return ['done', ...decision.notes.map((note) => `note: ${note}`)];
  }
}

function describeStep(step: Step): readonly string[] {
  switch (step.kind) {
    case 'restart': return [
      `restart ${step.nodes.map((n) => `${n.id} (${n.by})`).join(' ')}: ${step.nodes[0].reasons.join('; ')}`,
      ...(step.unavailable.length > 0 ? [`  not available meanwhile: ${step.unavailable.join(', ')}`] : []),
    ];
    case 'scale': return [`scale ${step.reason}`];
    case 'configure': return [`configure ${step.reason}`];
    case 'elect-leaders': return [`elect-leaders: ${step.reason}`];
    case 'reassign': return [
      `reassign ${step.reason}`,
      ...step.moves.map(({ topic, partition, replicas }) => `  ${topic}-${partition} ${replicas ? replicas.join(',') : 'cancelled'}`),
    ];
    case 'alter-log-dirs': return [
      `alter-log-dirs ${step.reason}`,
      ...step.moves.map(({ broker, topic, partition, from, to }) => `  ${broker}: ${topic}-${partition} ${from} -> ${to}`),
    ];
    case 'mark': return [
      `mark ${step.reason}`,
      ...step.brokers.map(({ id, changes }) => `  ${id}: ${changes.map(({ key, to }) => `${key.split('.')[0]} ${to ?? '-'}`).join(', ')}`),
      ...step.topics.map(throttledTopic),
    ];
    case 'topics': return [`${step.change.do} ${step.reason}`];
    case 'users': return [`${step.change.do} ${step.reason}`];
    case 'unregister': return [`unregister ${step.brokers.join(', ')}: ${step.reason}`];
  }
}

function throttledTopic({ topic, leader = '-', follower = '-' }: ThrottledTopic): string { return `  ${topic}: ${leader} | ${follower}`; }

/** `5GiB`, `100`. */
function bytesOf(text: string): number {
  const [, amount, unit = ''] = /^([\d.]+)([KMGT]iB)?$/.exec(text) ?? [];
  return Number(amount) * 1024 ** ['', 'KiB', 'MiB', 'GiB', 'TiB'].indexOf(unit);
}

function numbers(words: readonly string[]): number[] {
  return words.map((word) => {
    if (!/^\d+$/.test(word)) { throw new Error(`'${word}' is no id.`); }
    return Number(word);
  });
}

function split(words: readonly string[], at: string): [string[], string[]] {
  const i = words.indexOf(at);
  return i < 0 ? [[...words], []] : [words.slice(0, i), words.slice(i + 1)];
}

/** `all` is written where Kafka has no broker's id. */
function place(word: string): string {
  return word === 'all' ? '' : word;
}

function assign(places: Record<string, Record<string, string>>, [where, ...entries]: readonly string[]): void {
  places[place(where)] = { ...places[place(where)], ...Object.fromEntries(entries.map((e) => e.split('='))) };
}
