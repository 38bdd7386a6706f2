/**
 * The text of a `java @argfile` file, one argument a line ("java Command-Line Argument Files" in the JDK's description of
 * the `java` command; the reader is the launcher's `args.c`). Blanks separate arguments, `#` begins a comment even within
 * an argument, and only between quotes is a backslash an escape.
 *
 * The launcher decodes the file with the platform's encoding, which in a container without a locale is ASCII: an argument
 * with other characters arrives intact only where `LANG` names a UTF-8 locale.
 *
 * @throws for a NUL character, which no process argument can hold
 */
export function renderArgumentFile(args: readonly string[]): string {
  return args.map((arg, index) => `${renderArgument(arg, index)}\n`).join('');
}

const ESCAPES: ReadonlyMap<string, string> = new Map([['\\', '\\\\'], ['"', '\\"'], ['\n', '\\n'], ['\r', '\\r'], ['\t', '\\t'], ['\f', '\\f']]);

function renderArgument(arg: string, index: number): string {
  if (arg.includes('\0')) {
    throw new Error(`Java argument ${index + 1}, ${JSON.stringify(arg)}, has a NUL character, which no process argument can hold. Remove it.`);
  }
  if (/^[^\s"'#\\]+$/.test(arg)) {
    return arg;
  }
  return `"${arg.replace(/[\\"\n\r\t\f]/g, (character) => ESCAPES.get(character) ?? character)}"`;
}
