import type { Chronicle } from './chronicle';
import type { Random } from './random';
import type { Life, Server } from './server';
import type { Timeline } from './timeline';
import type { MadeOf, PodObservation, SetObservation } from '../../../lifecycle/observation';
import type { DesiredSet } from '../../../src/lifecycle/desired-state';

/** A pod template. */
export interface Template {
  /** The annotation of the StatefulSet. */
  readonly hash: string;
  readonly revision: string;
  readonly made: MadeOf;
  /** Its pods never run: the image does not exist, or the server ends as soon as it begins. */
  readonly sick?: 'image' | 'crash';
}

/** A machine of the Kubernetes cluster. */
export interface Host {
  readonly name: string;
  readonly rack: string;
  alive: boolean;
  /** No new pods. */
  cordoned: boolean;
  readonly pods: Set<Pod>;
}

export interface Pod {
  readonly uid: string;
  readonly name: string;
  readonly id: number;
  readonly set: SimulatedSet;
  readonly template: Template;
  /** What its server is configured with: the hash that its ConfigMap held when it began. */
  configuration?: string;
  host?: Host;
  /** As the API tells it. */
  status: PodObservation;
  /** Since when the API says that it is ready; undefined while it does not. */
  readySince?: number;
  /** The process is to run; counts up with each start. */
  starts: number;
  gone: boolean;
}

export interface SimulatedSet {
  readonly name: string;
  readonly uid: string;
  readonly desired: DesiredSet;
  template: Template;
  generation: number;
  observedGeneration: number;
  /** The newest template that the controller has taken note of. */
  seen: Template;
  seenSince: number;
  replicas: number;
  readonly pods: Map<number, Pod>;
}

/** How long things take, in milliseconds. */
export interface KubernetesTimes {
  readonly controller: number;
  readonly kubelet: number;
  readonly scheduling: number;
  readonly image: number;
  readonly grace: number;
}

/** Pods of which only so many may be away by eviction. */
export interface Budget {
  readonly sets: readonly string[];
  readonly maxUnavailable: number;
}

/** After which time a machine that is not heard is not ready any more, and its pods are told to end. */
const NOT_READY_AFTER = 45_000;
const EVICTED_AFTER = 345_000;
/** So long the init container of a pod waits for the configuration of its template; then it takes what is there. */
const CONFIGURATION_WAIT = 90_000;

/** A Kubernetes cluster: its API, StatefulSet controller, scheduler, and kubelets. */
export class SimulatedKubernetes {
  public readonly sets = new Map<string, SimulatedSet>();
  /** The configuration of each set's nodes, by its hash; a template's own is that of the template. */
  public readonly configMaps = new Map<string, string>();
  public readonly budgets: Budget[] = [];
  /** Pods only start on machines of their rack, as their volumes are there. */
  public readonly hosts: Host[] = [];
  private uids = 0;

  constructor(
    private readonly timeline: Timeline, private readonly random: Random, private readonly times: KubernetesTimes,
    private readonly chronicle: Chronicle, private readonly serverOf: (set: string, id: number) => Server,
  ) {}

  /** A StatefulSet without `replicas`, updated by OnDelete. Its first apply gives it one pod, see facts of Kubernetes: the default of `replicas` is 1. */
  public apply(desired: DesiredSet, template: Template): void {
    const found = this.sets.get(desired.name);
    if (!found) {
      const set: SimulatedSet = {
        name: desired.name,
        uid: this.uid(desired.name),
        desired,
        template,
        generation: 1,
        observedGeneration: 0,
        seen: template,
        seenSince: this.timeline.now,
        replicas: 1,
        pods: new Map(),
      };
      this.sets.set(desired.name, set);
      this.control(set);
      return;
    }
    // What may not change is the same; more nodes may be declared.
    this.sets.set(desired.name, Object.assign(found, { desired }));
    if (found.template.hash === template.hash) { return; }
    found.template = template;
    found.generation++;
    this.chronicle.tell('kubernetes', () => `StatefulSet ${found.name} has the template ${template.hash}`);
    this.control(found);
  }

  /** A set whose pods run and are well, from the beginning. */
  public settle(desired: DesiredSet, template: Template, templateOf: (id: number) => Template = () => template): void {
    const set: SimulatedSet = {
      name: desired.name,
      uid: this.uid(desired.name),
      desired,
      template,
      generation: 1,
      observedGeneration: 1,
      seen: template,
      seenSince: -1,
      replicas: desired.nodes.length,
      pods: new Map(),
    };
    this.sets.set(desired.name, set);
    this.configMaps.set(desired.name, template.hash);
    for (const { id } of desired.nodes) {
      const pod = this.newPod(set, id, templateOf(id));
      this.place(pod);
      this.tell(pod, { ready: true, server: 'running' });
      pod.starts = 1;
      pod.configuration = pod.template.hash;
      this.serverOf(set.name, id).settle(this.lifeOf(pod));
    }
  }

  public scale(name: string, uid: string, to: number): boolean {
    const set = this.sets.get(name);
    if (set?.uid !== uid) { return false; }
    if (set.replicas !== to) {
      set.replicas = to;
      set.generation++;
      this.control(set);
    }
    return true;
  }

  public pod(name: string): Pod | undefined {
    for (const set of this.sets.values()) {
      for (const pod of set.pods.values()) { if (pod.name === name) { return pod; } }
    }
    return undefined;
  }

  /** Whether it was told to end; another pod of the same name is not touched. */
  public evict(pod: Pod): 'evicted' | 'budget' {
    if (pod.status.terminating || pod.gone) { return 'evicted'; }
    // An unready pod may go (AlwaysAllow).
    if (pod.status.ready) {
      for (const budget of this.budgets) {
        if (!budget.sets.includes(pod.set.name)) { continue; }
        const pods = budget.sets.flatMap((name) => [...this.sets.get(name)?.pods.values() ?? []]);
        const expected = budget.sets.reduce((sum, name) => sum + (this.sets.get(name)?.replicas ?? 0), 0);
        const healthy = pods.filter((p) => p.status.ready && !p.status.terminating).length;
        if (healthy - 1 < expected - budget.maxUnavailable) { return 'budget'; }
      }
    }
    this.delete(pod);
    return 'evicted';
  }

  public delete(pod: Pod): void {
    if (pod.status.terminating || pod.gone) { return; }
    this.tell(pod, { terminating: true });
    this.end(pod);
  }

  public observe(names: readonly string[]): Record<string, SetObservation> {
    const found: Record<string, SetObservation> = {};
    for (const name of names) {
      const set = this.sets.get(name);
      if (!set) { continue; }
      const pods: Record<number, PodObservation> = {};
      for (const [id, pod] of set.pods) { pods[id] = pod.status; }
      found[name] = {
        uid: set.uid,
        generation: set.generation,
        observedGeneration: set.observedGeneration,
        replicas: set.replicas,
        firstId: firstOf(set),
        template: set.template.hash,
        updateRevision: set.seen.revision,
        updateStrategy: 'OnDelete',
        made: set.template.made,
        configMaps: [{ name: `${name}-nodes`, wanted: set.template.hash, found: this.configMaps.get(name) }],
        pods,
      };
    }
    return found;
  }

  /** The process of a pod dies; its kubelet starts it again, each time a little later. */
  public crash(pod: Pod): void {
    const server = this.serverOf(pod.set.name, pod.id);
    if (!server.running || pod.gone) { return; }
    server.kill();
    this.restartInPlace(pod);
  }

  public fail(host: Host): void {
    host.alive = false;
    const pods = [...host.pods];
    for (const pod of pods) { this.serverOf(pod.set.name, pod.id).kill(); }
    this.timeline.in(NOT_READY_AFTER, () => {
      if (host.alive) { return; }
      for (const pod of pods) { if (!pod.gone) { this.tell(pod, { ready: false }); } }
    });
    this.timeline.in(EVICTED_AFTER, () => {
      if (host.alive) { return; }
      for (const pod of pods) { if (!pod.gone) { this.tell(pod, { terminating: true, ready: false }); } }
    });
  }

  public recover(host: Host): void {
    host.alive = true;
    for (const pod of [...host.pods]) {
      if (pod.status.terminating) { this.remove(pod); } else { this.restartInPlace(pod, 2000); }
    }
  }

  /** The StatefulSet controller looks at a set, a little later. */
  private control(set: SimulatedSet): void {
    this.timeline.in(this.times.controller * this.random.between(0.5, 1.5), () => {
      set.observedGeneration = set.generation;
      if (set.seen !== set.template) { set.seenSince = this.timeline.now; }
      set.seen = set.template;
      const first = firstOf(set);
      for (let id = first; id < first + set.replicas; id++) {
        if (!set.pods.has(id)) { this.create(set, id); }
      }
      for (const [id, pod] of set.pods) { if (id >= first + set.replicas) { this.delete(pod); } }
    });
  }

  private create(set: SimulatedSet, id: number): void {
    const pod = this.newPod(set, id, set.seen);
    this.timeline.in(this.times.scheduling, () => { this.schedule(pod); });
  }

  private newPod(set: SimulatedSet, id: number, template: Template): Pod {
    const pod: Pod = {
      uid: this.uid(`${set.name}-${id}`),
      name: `${set.name}-${id}`,
      id,
      set,
      template,
      starts: 0,
      gone: false,
      status: { uid: '', revision: template.revision, ready: false, terminating: false, server: 'waiting', restarts: 0, made: template.made },
    };
    pod.status = { ...pod.status, uid: pod.uid };
    set.pods.set(id, pod);
    return pod;
  }

  /** On the machine with the fewest pods, of those where the volumes of its set are. */
  private place(pod: Pod): boolean {
    const { rack } = pod.set.desired;
    pod.host = this.hosts.filter((h) => h.alive && !h.cordoned && (rack === undefined || h.rack === rack))
      .reduce<Host | undefined>((best, h) => !best || h.pods.size < best.pods.size ? h : best, undefined);
    pod.host?.pods.add(pod);
    return pod.host !== undefined;
  }

  private schedule(pod: Pod): void {
    if (pod.gone || pod.status.terminating) { return; }
    if (!this.place(pod)) {
      if (!pod.status.trouble) { this.tell(pod, { trouble: 'Unschedulable: no node fits' }); }
      this.timeline.in(3000, () => { this.schedule(pod); });
      return;
    }
    this.timeline.in(this.times.image * this.random.between(0.5, 2), () => {
      if (pod.template.sick === 'image') {
        this.hear(pod, { server: 'waiting', trouble: `ImagePullBackOff: ${pod.template.made.image} does not exist` });
        return;
      }
      this.hear(pod, { trouble: undefined });
      this.prepare(pod);
    });
  }

  /** What the init container does. Without any ConfigMap it does not even begin. */
  private prepare(pod: Pod, waited = 0): void {
    if (pod.gone || pod.status.terminating || pod.starts > 0 || !pod.host?.alive) { return; }
    const found = this.configMaps.get(pod.set.name);
    if (found === undefined || (found !== pod.template.hash && waited < CONFIGURATION_WAIT)) {
      this.timeline.in(3000, () => { this.prepare(pod, waited + 3000); });
      return;
    }
    pod.configuration = found;
    if (found !== pod.template.hash) { this.chronicle.tell('kubernetes', () => `${pod.name}, made for ${pod.template.hash}, starts with ${found}`); }
    this.launch(pod);
  }

  private launch(pod: Pod): void {
    if (pod.gone || pod.status.terminating || !pod.host?.alive) { return; }
    pod.starts++;
    this.hear(pod, { server: 'running', trouble: undefined, recovery: undefined });
    const { starts } = pod;
    if (pod.template.sick === 'crash') {
      this.timeline.in(1500, () => { if (!pod.gone && pod.starts === starts && pod.host?.alive) { this.restartInPlace(pod); } });
      return;
    }
    this.serverOf(pod.set.name, pod.id).start(this.lifeOf(pod));
  }

  private lifeOf(pod: Pod): Life {
    const { starts } = pod;
    const current = () => !pod.gone && pod.starts === starts && pod.host?.alive;
    return {
      serving: () => { if (current()) { this.hear(pod, { ready: true, recovery: undefined }); } },
      recovering: (recovery) => { if (current()) { this.hear(pod, { recovery }); } },
      ended: () => { if (current()) { this.restartInPlace(pod); } },
    };
  }

  /** The container has ended: the kubelet says so, and starts it anew. */
  private restartInPlace(pod: Pod, after = 0): void {
    if (pod.status.terminating) {
      this.finish(pod);
      return;
    }
    const { starts } = pod;
    const failures = pod.status.restarts + 1;
    const crashLoop = pod.template.sick === 'crash' && failures > 2;
    this.hear(pod, {
      server: crashLoop ? 'waiting' : 'ended',
      ready: false,
      restarts: failures,
      recovery: undefined,
      trouble: crashLoop ? 'CrashLoopBackOff: back-off restarting failed container' : undefined,
    });
    const backOff = after + 1000 + (failures === 1 ? 0 : Math.min(300_000, 10_000 * 2 ** (failures - 2)));
    this.timeline.in(backOff, () => {
      if (pod.starts !== starts) { return; }
      if (starts === 0) { this.prepare(pod); } else { this.launch(pod); }
    });
  }

  /** A pod that is to end: its server is told so; if that takes too long it is killed. */
  private end(pod: Pod): void {
    if (pod.host && !pod.host.alive) { return; }
    const server = this.serverOf(pod.set.name, pod.id);
    if (!pod.host || !server.running) {
      this.timeline.in(500, () => { this.remove(pod); });
      return;
    }
    this.timeline.in(200, () => { if (!pod.gone && pod.host?.alive) { if (server.running) { server.terminate(); } else { this.finish(pod); } } });
    this.timeline.in(this.times.grace, () => {
      if (pod.gone || !pod.host?.alive) { return; }
      server.kill();
      this.finish(pod);
    });
  }

  private finish(pod: Pod): void {
    this.hear(pod, { server: 'ended', ready: false });
    this.timeline.in(this.times.kubelet + 300, () => { if (pod.host?.alive) { this.remove(pod); } });
  }

  private remove(pod: Pod): void {
    if (pod.gone) { return; }
    pod.gone = true;
    pod.host?.pods.delete(pod);
    if (pod.set.pods.get(pod.id) === pod) { pod.set.pods.delete(pod.id); }
    this.control(pod.set);
  }

  /** What a kubelet says reaches the API a little later, in order. */
  private hear(pod: Pod, change: Partial<PodObservation>): void {
    this.timeline.in(this.times.kubelet, () => { if (!pod.gone && pod.host?.alive) { this.tell(pod, change); } });
  }

  private tell(pod: Pod, change: Partial<PodObservation>): void {
    pod.status = { ...pod.status, ...change };
    pod.readySince = pod.status.ready ? pod.readySince ?? this.timeline.now : undefined;
  }

  private uid(name: string): string { return `${name}#${++this.uids}`; }
}

function firstOf({ desired }: SimulatedSet): number { return desired.nodes[0]?.id ?? 0; }
