import { createHash } from 'node:crypto';
import type { Step } from '../plan/decision';

/** Between two looks while things move, and while they do not, in milliseconds. */
const SHORTEST = 1000;
const LONGEST = 5000;
/** After an error, doubled each time. */
const LONGEST_AFTER_ERRORS = 30_000;
/** Until what was applied with the run is in force. */
const LONGEST_HOPELESS = 60_000;
/** After a step: what was asked for has hardly begun. */
const AFTER_STEP = 500;

/** In milliseconds. */
export interface Waited {
  readonly quiet: number;
  readonly limit: number;
}

/**
 * Judges whether something still moves, and how long to pause before the next look.
 *
 * Something moves when a step is decided that was not decided before, or a wait shows a progress that was not there since the last such step, or less of what remains than ever with
 * the same. What has been there before is no news, so a cluster that goes to and fro, a lag that grows, or a step that changes nothing comes to an end. Nor is it news that leadership
 * is returned once more, of whatever partitions: others may move it as often.
 *
 * Time in which nothing could be seen is counted apart: it says nothing about whether things move, but it must not last for ever either. What will hardly end by itself, such as a right
 * that is missing, is not waited for longer than it may take until what was just applied is in force.
 */
export class Patience {
  /** How long to pause now. */
  public pause = 0;
  /** For how long nothing has moved, though it could be seen. */
  private quiet = 0;
  /** For how long nothing could be seen. */
  private blind = 0;
  private readonly steps = new Set<string>();
  /** What has been shown since the last new step, with the least that remained. */
  private readonly shown = new Map<string, number>();
  /** For how long it has been waited for what will hardly come. */
  private hopeless?: number;
  private last: number;
  private errors = 0;

  constructor(private readonly limit: number, now: number) { this.last = now; }

  /** A step was decided. Whether it is a new one. */
  public step(now: number, step: Step): boolean {
    const id = digest(JSON.stringify(step));
    const isNew = !this.steps.has(id);
    this.steps.add(id);
    this.hopeless = undefined;
    const news = isNew && step.kind !== 'elect-leaders';
    if (news) { this.shown.clear(); }
    this.sighted(now, news);
    return isNew;
  }

  /** The step was done. Those that are done again and again are done ever more seldom. */
  public done(isNew: boolean): void {
    this.errors = 0;
    if (isNew) { this.pause = AFTER_STEP; }
  }

  /** The step could not be done now. */
  public later(): void { this.error(); }

  /** There is nothing to do but wait. */
  public wait(now: number, progress: string, remaining = 0, unlikely = false): void {
    this.hope(now, unlikely);
    const least = this.shown.get(digest(progress));
    const news = least === undefined || remaining < least;
    if (news) { this.shown.set(digest(progress), remaining); }
    this.errors = 0;
    this.sighted(now, news);
  }

  /** Nothing could be seen. */
  public unseen(now: number, unlikely = false): void {
    this.hope(now, unlikely);
    this.blind += this.elapsed(now);
    this.error();
  }

  /** Another run's turn: no time that counts. */
  public idle(now: number): void {
    this.hopeless = undefined;
    this.elapsed(now);
    this.errors = 0;
    this.pause = Math.min(LONGEST, Math.max(SHORTEST, this.pause * 1.3));
  }

  /** How long it has waited by now, and for how long it would, by the nearest of the limits. */
  public get waited(): Waited {
    const waits: readonly Waited[] = [
      { quiet: this.blind > 0 ? this.blind : this.quiet, limit: this.limit },
      ...this.hopeless === undefined ? [] : [{ quiet: this.hopeless, limit: Math.min(this.limit, LONGEST_HOPELESS) }],
    ];
    return waits.reduce((a, b) => b.limit - b.quiet < a.limit - a.quiet ? b : a);
  }

  public get exhausted(): boolean { return this.waited.quiet >= this.waited.limit; }

  private hope(now: number, unlikely: boolean): void {
    if (!unlikely) { this.hopeless = undefined; return; }
    // From the first look that says so: what was before, an act, a pause, says nothing of it.
    this.hopeless = this.hopeless === undefined ? 0 : this.hopeless + now - this.last;
  }

  private sighted(now: number, news: boolean): void {
    this.blind = 0;
    this.quiet = news ? 0 : this.quiet + this.elapsed(now);
    this.last = now;
    this.pause = news ? SHORTEST : Math.min(LONGEST, Math.max(SHORTEST, this.pause * 1.3));
  }

  private error(): void {
    this.errors += 1;
    this.pause = Math.min(LONGEST_AFTER_ERRORS, SHORTEST * 2 ** (this.errors - 1));
  }

  private elapsed(now: number): number {
    const elapsed = now - this.last;
    this.last = now;
    return elapsed;
  }
}

/** A step may name thousands of partitions. */
function digest(text: string): string {
  return text.length <= 64 ? text : createHash('sha256').update(text).digest('base64');
}
