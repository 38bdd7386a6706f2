/** More than these are counted instead of named. */
const MOST_NAMED = 4;

/** The first of them, and how many more there are. */
export function some(words: readonly string[], separator = ', '): string {
  return words.length <= MOST_NAMED ? words.join(separator) : `${words.slice(0, MOST_NAMED - 1).join(separator)}${separator}${words.length - MOST_NAMED + 1} more`;
}
