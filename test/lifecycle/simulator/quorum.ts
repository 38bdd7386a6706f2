import type { Chronicle } from './chronicle';
import type { Random } from './random';
import type { Timeline } from './timeline';
import type { QuorumObservation } from '../../../lifecycle/observation';
import { majority } from '../../../lifecycle/plan/quorum';

export interface Voter {
  readonly id: number;
  running: boolean;
  /** Since when it is not level with the leader; undefined while it is. */
  behindSince?: number;
  /** When it will be level again, if it goes on running. */
  levelAt?: number;
  life: number;
}

/** The quorum of KRaft controllers. */
export class SimulatedQuorum {
  public readonly voters: readonly Voter[];
  public leader?: number;
  /** Since when this one leads. */
  public leaderSince = 0;
  private electing = false;

  constructor(
    private readonly timeline: Timeline, private readonly random: Random, private readonly chronicle: Chronicle, ids: readonly number[],
    /** How long voters take to be level again, in milliseconds. */
    private readonly catchUp: readonly [number, number], private readonly level: (id: number) => void,
  ) {
    this.voters = ids.map((id): Voter => ({ id, running: false, behindSince: 0, life: 0 }));
  }

  public voter(id: number): Voter | undefined { return this.voters.find((v) => v.id === id); }

  /** Everything is well from the beginning. */
  public settle(): void {
    for (const voter of this.voters) { Object.assign(voter, { running: true, behindSince: undefined }); }
    this.leader = this.random.pick(this.voters).id;
  }

  public start(id: number): void {
    const voter = this.voter(id);
    if (!voter) { return; }
    voter.running = true;
    voter.life++;
    this.pursue(voter);
    this.elect();
  }

  public stop(id: number): void {
    const voter = this.voter(id);
    if (!voter?.running) { return; }
    voter.running = false;
    voter.life++;
    voter.behindSince ??= this.timeline.now;
    if (this.leader === id || this.running.length < majority(this.voters.length)) { this.resign(); }
  }

  /** The leader resigns, as after a fetch timeout. */
  public resign(): void {
    if (this.leader !== undefined) { this.chronicle.tell('quorum', () => `controller ${this.leader} leads no more`); }
    this.leader = undefined;
    this.elect();
  }

  /** A voter falls behind for a while. */
  public falter(id: number, millis: number): void {
    const voter = this.voter(id);
    if (!voter?.running || this.leader === id) { return; }
    voter.behindSince ??= this.timeline.now;
    this.pursue(voter, millis);
  }

  public isLevel(voter: Voter): boolean { return voter.running && voter.behindSince === undefined; }

  public observe(): QuorumObservation | undefined {
    const { leader, timeline: { now } } = this;
    if (leader === undefined) { return undefined; }
    const end = 1000 + Math.floor(now / 250);
    return {
      leader,
      voters: this.voters.map((v) => {
        const lagMillis = v.behindSince === undefined ? v.id === leader ? 0 : 300 : now - v.behindSince;
        const done = v.levelAt === undefined ? 0 : Math.max(0, 1 - (v.levelAt - now) / (v.levelAt - (v.behindSince ?? 0) || 1));
        const left = 1000 + Math.floor((v.behindSince ?? now) / 250);
        return { id: v.id, lagMillis, logEndOffset: v.behindSince === undefined ? end : Math.floor(left + (end - left) * (v.running ? done : 0)) };
      }),
    };
  }

  private get running(): readonly Voter[] { return this.voters.filter((v) => v.running); }

  private pursue(voter: Voter, millis = this.random.between(...this.catchUp)): void {
    const { life } = voter;
    voter.levelAt = this.timeline.now + millis;
    const { levelAt } = voter;
    const levelled = () => {
      if (voter.life !== life || voter.levelAt !== levelAt || voter.behindSince === undefined) { return; }
      // Without a leader there is nothing to be level with.
      if (this.leader === undefined) { this.timeline.in(300, levelled); return; }
      voter.behindSince = voter.levelAt = undefined;
      this.level(voter.id);
    };
    this.timeline.in(millis, levelled);
  }

  private elect(): void {
    if (this.leader !== undefined || this.electing || this.running.length < majority(this.voters.length)) { return; }
    this.electing = true;
    this.timeline.in(this.random.between(400, 3000), () => {
      this.electing = false;
      const { running } = this;
      if (this.leader !== undefined || running.length < majority(this.voters.length)) { return; }
      // A log that lacks committed records gets no votes: any majority holds one that has them all.
      const newest = Math.max(...running.map((v) => v.behindSince ?? Infinity));
      const chosen = this.random.pick(running.filter((v) => (v.behindSince ?? Infinity) === newest));
      this.leader = chosen.id;
      this.leaderSince = this.timeline.now;
      chosen.behindSince = chosen.levelAt = undefined;
      this.level(chosen.id);
      this.chronicle.tell('quorum', () => `controller ${chosen.id} leads`);
    });
  }
}
