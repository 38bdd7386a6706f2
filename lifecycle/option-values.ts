/** What options say, by their names without the dashes. */
export interface OptionValues<O extends string, F extends string> {
  readonly values: ReadonlyMap<O, string>;
  readonly flags: ReadonlySet<F>;
}

/**
 * Reads `--option value`, `--option=value` and `--flag`.
 *
 * @param refuse makes the error for what is not understood, of words that name the option
 */
export function optionValues<O extends string, F extends string>(
  args: readonly string[], options: readonly O[], knownFlags: readonly F[], refuse: (why: string) => Error,
): OptionValues<O, F> {
  const values = new Map<O, string>();
  const flags = new Set<F>();
  for (let i = 0; i < args.length; i++) {
    const [, name, joined] = /^--([^=]*)(?:=(.*))?$/s.exec(args[i]) ?? [];
    const flag = joined === undefined ? knownFlags.find((f) => f === name) : undefined;
    if (flag !== undefined) {
      flags.add(flag);
      continue;
    }
    const option = options.find((o) => o === name);
    if (option === undefined) { throw refuse(`'${args[i]}' is no option. --help names them all.`); }
    if (values.has(option)) { throw refuse(`--${option} is given twice.`); }
    const value = joined ?? args[++i];
    if (value === undefined || value === '') { throw refuse(`--${option} has no value.`); }
    values.set(option, value);
  }
  return { values, flags };
}

/** One of some words. */
export function oneOf<T extends string>(option: string, value: string, allowed: readonly T[], refuse: (why: string) => Error): T {
  const found = allowed.find((a) => a === value);
  if (found === undefined) { throw refuse(`--${option} is '${value}'. It must be ${allowed.map((a) => `'${a}'`).join(' or ')}.`); }
  return found;
}
