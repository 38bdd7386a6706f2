import { summaryOf } from './summary';
import { WaitNews } from './wait-news';
import type { RunEvent } from '../run/event';

/** Tells a run to a log collector: each event as one line of JSON, with the same silences as for people. What was seen is told in a few numbers, when they change. */
export class JsonLines {
  private readonly news = new WaitNews();
  private seen = '';

  /** @param now the wall's time, for whoever reads it later */
  constructor(private readonly print: (line: string) => void, private readonly now: () => Date) {}

  public tell(event: RunEvent): void {
    switch (event.kind) {
      case 'decided': return;
      case 'seen': {
        const summary = summaryOf(event.seen);
        const text = JSON.stringify([event.unit, summary]);
        const { kind, at, unit, took } = event;
        const told = { kind, at, unit, took, ...summary };
        if (text !== this.seen) { this.write(told); }
        this.seen = text;
        return;
      }
      case 'waiting':
        if (this.news.isNews(event.reason, event.at)) { this.write(event); }
        return;
      default:
        this.news.over();
        this.write(event);
    }
  }

  private write({ kind, at, ...more }: { readonly kind: string; readonly at: number }): void {
    this.print(JSON.stringify({ time: this.now().toISOString(), seconds: Math.round(at) / 1000, event: kind, ...more }));
  }
}
