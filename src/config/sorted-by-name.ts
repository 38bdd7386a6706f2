/** The same entries in the order of their names: text that is made of them does not depend on the order in which the user wrote them. */
export function sortedByName<T>(entries: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
}
