import { createHash } from 'node:crypto';
import type { Step } from '../plan/decision';

/** Between two looks while things move, and while they do not, in milliseconds. */
const SHORTEST = 1000;
const LONGEST = 5000;
/** After an error, doubled each time. */
const LONGEST_AFTER_ERRORS = 30_000;
/** After a step: what was asked for has hardly begun. */
const AFTER_STEP = 500;

/**
 * Judges whether something still moves, and how long to pause before the next look.
 *
 * Something moves when a step is decided that was not decided before, or a wait shows a progress that was not there since the last such step, or less of what remains than ever with
 * the same. What has been there before is no news, so a cluster that goes to and fro, a lag that grows, or a step that changes nothing comes to an end. Nor is it news that leadership
 * is returned once more, of whatever partitions: others may move it as often.
 *
 * Time in which nothing could be seen is counted apart: it says nothing about whether things move, but it must not last for ever either.
 */
export class Patience {
  /** For how long nothing has moved, though it could be seen. */
  public quiet = 0;
  /** For how long nothing could be seen. */
  public blind = 0;
  /** How long to pause now. */
  public pause = 0;
  private readonly steps = new Set<string>();
  /** What has been shown since the last new step, with the least that remained. */
  private readonly shown = new Map<string, number>();
  private last: number;
  private errors = 0;

  constructor(private readonly limit: number, now: number) { this.last = now; }

  /** A step was decided. Whether it is a new one. */
  public step(now: number, step: Step): boolean {
    const id = digest(JSON.stringify(step));
    const isNew = !this.steps.has(id);
    this.steps.add(id);
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
  public wait(now: number, progress: string, remaining = 0): void {
    const least = this.shown.get(digest(progress));
    const news = least === undefined || remaining < least;
    if (news) { this.shown.set(digest(progress), remaining); }
    this.errors = 0;
    this.sighted(now, news);
  }

  /** Nothing could be seen. */
  public unseen(now: number): void {
    this.blind += this.elapsed(now);
    this.error();
  }

  /** Another run's turn: no time that counts. */
  public idle(now: number): void {
    this.elapsed(now);
    this.errors = 0;
    this.pause = Math.min(LONGEST, Math.max(SHORTEST, this.pause * 1.3));
  }

  public get exhausted(): boolean { return this.quiet >= this.limit || this.blind >= this.limit; }

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
