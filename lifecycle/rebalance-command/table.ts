/** Lines of a table: its first column begins at the left, all others end at the right. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows[0].map((_, column) => rows.reduce((most, row) => Math.max(most, row[column].length), 0));
  return rows.map((row) => row.map((cell, column) => column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])).join('  ').trimEnd());
}
