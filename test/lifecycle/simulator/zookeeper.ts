import type { Chronicle } from './chronicle';
import type { Random } from './random';
import { Absence, Life, Server } from './server';
import type { Timeline } from './timeline';
import type { ServerObservation } from '../../../lifecycle/observation';
import { majority } from '../../../lifecycle/plan/quorum';
import type { DesiredEnsemble } from '../../../src/lifecycle/desired-state';

/** A ZooKeeper ensemble: it serves while a majority follows a leader. */
export class SimulatedEnsemble {
  public readonly servers: readonly ZooKeeperServer[];
  public leader?: number;
  public leaderSince = 0;
  private electing = false;

  constructor(
    public readonly timeline: Timeline, public readonly random: Random, private readonly chronicle: Chronicle,
    public readonly ensemble: DesiredEnsemble, private readonly stopped: (ensemble: SimulatedEnsemble) => void,
  ) {
    this.servers = ensemble.set.nodes.map((n) => new ZooKeeperServer(this, n.id));
  }

  public server(id: number): ZooKeeperServer | undefined { return this.servers.find((s) => s.id === id); }

  public get serves(): boolean { return this.leader !== undefined; }

  public settle(): void {
    this.leader = this.random.pick(this.servers).id;
  }

  public observe(): Record<number, ServerObservation> {
    if (!this.serves) { return {}; }
    return Object.fromEntries(this.servers.filter((s) => s.inQuorum).map((s) => [s.id, { mode: s.id === this.leader ? 'leader' : 'follower' } as const]));
  }

  public changed(id: number): void {
    const server = this.servers.find((s) => s.id === id);
    if (server && !server.inQuorum) { this.stopped(this); }
    const lost = this.leader !== undefined && !this.servers.find((s) => s.id === this.leader)?.inQuorum;
    if (lost || this.following.length < majority(this.servers.length)) { this.leader = undefined; }
    this.elect();
  }

  private get following(): readonly ZooKeeperServer[] { return this.servers.filter((s) => s.inQuorum); }

  private elect(): void {
    if (this.leader !== undefined || this.electing) { return; }
    this.electing = true;
    this.timeline.in(this.random.between(300, 2500), () => {
      this.electing = false;
      const { following } = this;
      if (this.leader !== undefined || following.length < majority(this.servers.length)) { return; }
      this.leader = Math.max(...following.map((s) => s.id));
      this.leaderSince = this.timeline.now;
      this.chronicle.tell('zookeeper', () => `server ${this.leader} leads`);
    });
  }
}

export class ZooKeeperServer implements Server {
  public running = false;
  public inQuorum = false;
  public runningSince = -1;
  public readonly absence = new Absence();
  private life?: Life;
  private process = 0;

  constructor(private readonly ensemble: SimulatedEnsemble, public readonly id: number) {}

  /** Whether somebody who looked then could know that it is not back. */
  public isMissed(lookedAt: number): boolean { return (this.absence.knownSince ?? Infinity) <= lookedAt; }

  public settle(life: Life): void {
    this.life = life;
    this.running = this.inQuorum = true;
  }

  public start(life: Life): void {
    this.life = life;
    this.running = true;
    this.runningSince = this.ensemble.timeline.now;
    const process = ++this.process;
    this.ensemble.timeline.in(this.ensemble.random.between(1000, 8000), () => {
      if (this.process !== process || !this.running) { return; }
      this.inQuorum = true;
      this.absence.end();
      life.serving();
      this.ensemble.changed(this.id);
    });
  }

  public terminate(): void {
    const { process } = this;
    this.ensemble.timeline.in(this.ensemble.random.between(200, 3000), () => {
      if (this.process !== process || !this.running) { return; }
      this.end();
      this.life?.ended();
    });
  }

  public kill(): void { if (this.running) { this.end(); } }

  private end(): void {
    this.running = this.inQuorum = false;
    this.process++;
    this.ensemble.changed(this.id);
  }
}
