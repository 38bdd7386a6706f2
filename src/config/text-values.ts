/** The values of a configuration as the servers read them. */
export function textValues(config: { [key: string]: string | number | boolean } | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(config ?? {}).map(([key, value]) => [key, String(value)]));
}
