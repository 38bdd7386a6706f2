/** The items with the highest values, the highest first; of the same value the first one. What is worth nothing is left out. */
export function topmost(items: Iterable<number>, most: number, value: (item: number) => number): readonly number[] {
  const [found, values]: [number[], number[]] = [[], []];
  for (const item of items) {
    const its = value(item);
    if (!(its > 0) || (found.length === most && its <= values[most - 1])) { continue; }
    let [low, high] = [0, found.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (values[middle] >= its) { low = middle + 1; } else { high = middle; }
    }
    found.splice(low, 0, item);
    values.splice(low, 0, its);
    if (found.length > most) {
      found.pop();
      values.pop();
    }
  }
  return found;
}
