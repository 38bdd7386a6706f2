/** How often the numbers of a wait are told while they move, and how often a wait in which nothing moves shows that it is still there, in milliseconds. */
const MOVING = 10_000;
const SIGN_OF_LIFE = 60_000;

/** Decides which of the many looks of a wait are worth a line. */
export class WaitNews {
  private last?: { readonly shape: string; readonly words: string; readonly at: number };

  /** Whether to tell what is waited for now. */
  public isNews(words: string, at: number): boolean {
    const shape = shapeOf(words);
    const { last } = this;
    const news = last?.shape !== shape || at - last.at >= (last.words === words ? SIGN_OF_LIFE : MOVING);
    if (news) { this.last = { shape, words, at }; }
    return news;
  }

  /** Something else was told. */
  public over(): void { this.last = undefined; }
}

/** Words without the numbers that move. Those in the names of pods and partitions stay. */
function shapeOf(words: string): string {
  return words.replace(/(?<![-\w.])\d[\d,.]*(?![-\w])/g, '#');
}
