import type { KafkaNode } from './kafka-node';
import type { Host } from './kubernetes';
import { Fault, LATEST } from './scenario';
import type { Simulation } from './simulation';

/** Makes what a scenario draws go wrong, and heal again. */
export class Faults {
  constructor(private readonly simulation: Simulation) {}

  public happen(fault: Fault): void {
    const { simulation, simulation: { kafkas, kubernetes, random, jobs } } = this;
    simulation.chronicle.tell('fault', () => JSON.stringify(fault));
    const host = (n: number) => kubernetes.hosts[n % kubernetes.hosts.length];
    switch (fault.kind) {
      case 'crash': this.crash(fault.node); break;
      case 'lose-host': this.loseHost(host(fault.host)); break;
      case 'drain-host': this.drain(host(fault.host)); break;
      case 'falter': this.nodes(fault.node).forEach((n) => { n.falter(fault.share, fault.millis); }); break;
      case 'stuck': this.nodes(fault.node).forEach((n) => { n.stuck = true; n.falter(0.5, 5000); }); break;
      case 'voter-falters': for (const { quorum } of kafkas) { if (quorum) { quorum.falter(random.pick(quorum.voters).id, fault.millis); } } break;
      case 'controller-resigns': for (const { quorum } of kafkas) { quorum?.resign(); } break;
      case 'leaders-move': this.moveLeaders(fault.share); break;
      case 'reassign': this.reassign(fault.partitions, fault.millis); break;
      case 'api-away': simulation.apiAway = true; break;
      case 'kafka-unreadable': simulation.kafkaUnreadable = true; break;
      case 'metadata-lags': for (const kafka of kafkas) { kafka.lagBehind(fault.lag); } break;
      case 'kill-job': jobs.kill(); break;
      case 'stop-job': jobs.process?.tellToStop('SIGTERM'); break;
      case 'freeze-job': if (jobs.process) { jobs.process.frozenUntil = simulation.timeline.now + fault.millis; } break;
    }
    if (!('millis' in fault) || fault.millis >= LATEST) { return; }
    simulation.timeline.in(fault.millis, () => { this.heal(fault); });
  }

  private heal(fault: Fault): void {
    const { simulation, simulation: { kafkas, kubernetes } } = this;
    const host = (n: number) => kubernetes.hosts[n % kubernetes.hosts.length];
    switch (fault.kind) {
      case 'lose-host': kubernetes.recover(host(fault.host)); break;
      case 'drain-host': host(fault.host).cordoned = false; break;
      case 'stuck': this.nodes(fault.node).forEach((n) => { n.stuck = false; }); break;
      case 'api-away': simulation.apiAway = false; break;
      case 'kafka-unreadable': simulation.kafkaUnreadable = false; break;
      case 'metadata-lags': for (const kafka of kafkas) { kafka.lagBehind(0); } break;
      default: return;
    }
    simulation.chronicle.tell('healed', () => JSON.stringify(fault));
  }

  private nodes(id: number): KafkaNode[] { return this.simulation.kafkas.flatMap((k) => k.node(id) ?? []); }

  private crash(id: number): void {
    const { simulation, simulation: { kubernetes, timeline } } = this;
    for (const set of kubernetes.sets.values()) {
      const pod = set.pods.get(id);
      if (!pod) { continue; }
      const absence = simulation.absence(set.name, id);
      if (simulation.server(set.name, id)?.running) { absence?.strike(); }
      kubernetes.crash(pod);
      timeline.in(simulation.scenario.kubernetes.kubelet, () => { absence?.down(timeline.now); });
    }
  }

  private loseHost(host: Host): void {
    const { simulation } = this;
    for (const pod of host.pods) {
      if (simulation.server(pod.set.name, pod.id)?.running) { simulation.absence(pod.set.name, pod.id)?.strike(); }
    }
    simulation.kubernetes.fail(host);
  }

  /** Kubernetes' own eviction, as `kubectl drain` does it: again and again, as far as the budgets allow. */
  private drain(host: Host): void {
    const { simulation, simulation: { kubernetes, timeline } } = this;
    host.cordoned = true;
    const attempt = () => {
      if (!host.cordoned || !host.alive) { return; }
      for (const pod of [...host.pods]) {
        const running = simulation.server(pod.set.name, pod.id)?.running;
        if (pod.status.terminating || kubernetes.evict(pod) === 'budget') { continue; }
        if (running) { simulation.leaves(pod, 'fault'); }
      }
      if (host.pods.size > 0) { timeline.in(5000, attempt); }
    };
    attempt();
  }

  private moveLeaders(share: number): void {
    const { kafkas, random } = this.simulation;
    for (const kafka of kafkas) {
      if (!kafka.controllerAvailable) { continue; }
      for (let p = 0; p < kafka.partitions.count; p++) { if (random.chance(share)) { kafka.partitions.moveLeader(p, (id) => kafka.serves(id)); } }
    }
  }

  private reassign(count: number, millis: number): void {
    const { kafkas, random, timeline } = this.simulation;
    for (const { partitions, brokers } of kafkas) {
      for (let i = 0; i < count && partitions.count > 0; i++) {
        const p = random.whole(0, partitions.count - 1);
        const holders = new Set(partitions.broker.subarray(partitions.start[p], partitions.start[p] + partitions.replicas[p]));
        const to = random.pick(brokers).id;
        if (holders.has(to) || partitions.reassigning[p] === 1) { continue; }
        partitions.beginReassignment(p, to, timeline.now);
        if (millis < LATEST) { timeline.in(millis, () => { partitions.endReassignment(p); }); }
      }
    }
  }
}
