import type { Timeline } from './timeline';

/** The story of a run: what happened, and when. Kept only where somebody reads it; a run is told again by its seed. */
export class Chronicle {
  public readonly lines: string[] = [];

  constructor(private readonly timeline: Timeline, public readonly kept: boolean) {}

  /** A function, so that nothing is put into words that nobody reads. */
  public tell(who: string, what: () => string): void {
    if (this.kept) { this.lines.push(`${clock(this.timeline.now)}  ${who.padEnd(10)} ${what()}`); }
  }
}

function clock(millis: number): string {
  const seconds = Math.floor(millis / 1000);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${String(Math.floor(millis % 1000)).padStart(3, '0')}`;
}
