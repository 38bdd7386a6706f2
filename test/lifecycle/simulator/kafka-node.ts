import type { SimulatedKafka } from './kafka';
import { Absence, Life, Server } from './server';

/** Replicas that catch up. */
interface Pursuit {
  readonly begin: number;
  readonly end: number;
  /** How many records they are behind at its beginning. */
  readonly records: number;
}

/** The process of a node: a broker, a controller, or both. */
export class KafkaNode implements Server {
  public running = false;
  /** Its registration, as the active controller has it. */
  public registered = false;
  public fenced = true;
  public stopping = false;
  /** Settings of the file with which it was started. */
  public startedWith: Readonly<Record<string, string>> = {};
  /** Since when its process runs. */
  public runningSince = -1;
  /** Its replicas do not catch up any further. */
  public stuck = false;
  public readonly broker: boolean;
  public readonly controller: boolean;
  public readonly absence = new Absence();
  private pursuit?: Pursuit;
  /** Its data was not closed in order: it is recovered at the next start. */
  private unclean = false;
  private process = 0;
  /** Of its last registration; the controller takes it for alive until it ends. */
  private session = 0;
  private inSession = false;
  private life?: Life;

  constructor(
    private readonly kafka: SimulatedKafka, public readonly id: number,
    { broker, controller }: { readonly broker: boolean; readonly controller: boolean },
    /** The set that it was declared in. */
    public readonly at: { readonly set: string; readonly rack?: string },
  ) {
    [this.broker, this.controller] = [broker, controller];
  }

  /** Whether it really serves its partitions. */
  public get serving(): boolean { return this.running && this.registered && !this.fenced && !this.stopping; }

  /** Whether somebody who looked then could know that it is not back. What is being reassigned is left aside: a replica may be long in coming there. */
  public isMissed(lookedAt: number): boolean {
    if ((this.absence.knownSince ?? Infinity) > lookedAt) { return false; }
    const { partitions } = this.kafka;
    const behind = partitions.slotsBehind(this.id);
    return !this.serving || behind.length === 0 || behind.some((slot) => partitions.reassigning[partitions.partitionOf[slot]] === 0);
  }

  public settle(life: Life): void {
    this.begin(life);
    this.runningSince = -1;
    this.startedWith = this.kafka.fileOf(this.id);
    this.registered = this.inSession = this.broker;
    this.fenced = !this.broker;
  }

  public start(life: Life): void {
    const { timeline, random, times, quorum } = this.kafka;
    const recovery = this.unclean && this.broker ? random.between(...times.recovery) : 0;
    const ready = random.between(...times.start);
    const current = this.begin(life);
    this.startedWith = this.kafka.fileOf(this.id);
    for (let part = 1; recovery > 5000 && part <= 5; part++) {
      timeline.in(ready + recovery * (part - 1) / 5, () => { if (current()) { life.recovering(`recovered ${part * 20} of 120 logs`); } });
    }
    if (this.controller) {
      timeline.in(ready, () => {
        if (!current() || this.stopping) { return; }
        quorum?.start(this.id);
        if (!this.broker) { life.serving(); }
      });
    }
    if (this.broker) {
      timeline.in(ready + recovery, () => {
        if (recovery > 5000 && current()) { life.recovering(undefined); }
        this.register(current);
      });
    }
  }

  public terminate(): void {
    const { timeline, random, times } = this.kafka;
    const { process } = this;
    if (!this.running || this.stopping) { return; }
    this.stopping = true;
    const attempt = () => {
      if (this.process !== process) { return; }
      // A controlled shutdown needs the controller; without it the broker asks again and again.
      if (this.broker && this.registered && !this.fenced) {
        if (!this.kafka.controllerAvailable) { timeline.in(1000, attempt); return; }
        this.fence();
      }
      this.end();
      this.unclean = this.inSession = false;
      this.life?.ended();
    };
    timeline.in(random.between(...times.stop), attempt);
  }

  public kill(): void {
    if (!this.running) { return; }
    this.end();
    this.kafka.died(this.id);
    if (this.fenced) { this.inSession = false; return; }
    const { timeline, times } = this.kafka;
    const { session } = this;
    const expire = () => {
      if (this.session !== session || this.fenced) { return; }
      if (!this.kafka.controllerAvailable) { timeline.in(500, expire); return; }
      this.kafka.chronicle.tell('kafka', () => `broker ${this.id} is fenced: it is not heard any more`);
      this.fence();
    };
    timeline.in(times.session, expire);
  }

  /** Some of its replicas fall out of sync, and come back after a time. */
  public falter(fraction: number, millis: number): void {
    const { partitions, timeline, random } = this.kafka;
    if (!this.serving) { return; }
    this.absence.begin('fault');
    this.absence.known(timeline.now);
    for (const slot of partitions.slotsOf(this.id)) {
      const p = partitions.partitionOf[slot];
      if (partitions.leader[p] === this.id || partitions.inSync[slot] === 0 || partitions.leader[p] < 0 || !random.chance(fraction)) { continue; }
      partitions.shrink(slot, timeline.now);
    }
    this.catchUp(this.currently(), millis);
  }

  /** How many records it is behind. */
  public lag(now: number): number {
    if (!this.pursuit) { return 0; }
    const { begin, end, records } = this.pursuit;
    const left = Math.max(0.02, 1 - (now - begin) / Math.max(1, end - begin));
    return Math.ceil(records * (this.stuck ? Math.max(0.4, left) : left));
  }

  private begin(life: Life): () => boolean {
    this.life = life;
    this.running = this.unclean = true;
    this.stopping = false;
    this.runningSince = this.kafka.timeline.now;
    this.process++;
    return this.currently();
  }

  private currently(): () => boolean {
    const { process } = this;
    return () => this.running && this.process === process;
  }

  private end(): void {
    this.running = this.stopping = false;
    this.pursuit = undefined;
    this.process++;
    if (this.controller) { this.kafka.quorum?.stop(this.id); }
    this.kafka.stopped(this.id);
  }

  private fence(): void {
    const { partitions, timeline } = this.kafka;
    this.fenced = true;
    this.inSession = false;
    this.absence.down(timeline.now);
    partitions.leave(this.id, (id) => this.kafka.countsAsServing(id), timeline.now);
  }

  private register(current: () => boolean): void {
    const { timeline, random } = this.kafka;
    if (!current() || this.stopping) { return; }
    // A session that has not ended yet keeps its broker from registering again (DUPLICATE_BROKER_REGISTRATION).
    if (!this.kafka.controllerAvailable || this.inSession) {
      timeline.in(500, () => { this.register(current); });
      return;
    }
    this.registered = this.fenced = this.inSession = true;
    this.session++;
    timeline.in(random.between(100, 1500), () => { this.unfence(current); });
  }

  private unfence(current: () => boolean): void {
    const { timeline, partitions, random, times } = this.kafka;
    if (!current() || this.stopping) { return; }
    if (!this.kafka.controllerAvailable) {
      timeline.in(500, () => { this.unfence(current); });
      return;
    }
    this.fenced = false;
    this.absence.serves();
    partitions.lead(this.id);
    this.life?.serving();
    this.catchUp(current, random.between(...times.catchUp));
  }

  /** Its replicas come into sync one after the other, as far as their leaders are there. */
  private catchUp(current: () => boolean, millis: number): void {
    const { timeline, partitions, random } = this.kafka;
    const slots = random.shuffled(partitions.slotsBehind(this.id));
    const parts = Math.min(slots.length, 8);
    const pursuit = { begin: timeline.now, end: timeline.now + millis, records: 1000 * slots.length + 500 };
    this.pursuit = pursuit;
    if (parts === 0) { this.caughtUp(pursuit); return; }
    const join = (rest: readonly number[]) => {
      if (!current() || this.pursuit !== pursuit) { return; }
      const waiting = this.stuck || !this.kafka.controllerAvailable ? rest : rest.filter((slot) => {
        if (!this.kafka.node(partitions.leader[partitions.partitionOf[slot]])?.serving) { return true; }
        partitions.join(slot);
        return false;
      });
      if (waiting.length > 0) { timeline.in(1000, () => { join(waiting); }); } else { this.caughtUp(pursuit); }
    };
    for (let part = 0; part < parts; part++) {
      const share = slots.slice(Math.floor(slots.length * part / parts), Math.floor(slots.length * (part + 1) / parts));
      timeline.in(millis * (part + 1) / parts, () => { join(share); });
    }
  }

  private caughtUp(pursuit: Pursuit): void {
    if (this.kafka.partitions.behind(this.id) > 0 || this.pursuit !== pursuit) { return; }
    this.pursuit = undefined;
    this.absence.end();
  }
}
