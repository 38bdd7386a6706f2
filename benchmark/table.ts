/** What prints a row of a table. */
export type PrintRow = (cells: readonly string[]) => void;

/** Prints a table line by line, as figures come in: the header at once, then what the returned function is given. The first column is aligned to the left. */
export function table(columns: readonly (readonly [title: string, width: number])[], print: (line: string) => void): PrintRow {
  const row = (cells: readonly string[]) => {
    const padded = columns.map(([, width], i) => i === 0 ? cells[i].padEnd(width) : cells[i].padStart(width));
    print(`| ${padded.join(' | ')} |`);
  };
  row(columns.map(([title]) => title));
  print(`|${columns.map(([, width]) => '-'.repeat(width + 2)).join('|')}|`);
  return row;
}
