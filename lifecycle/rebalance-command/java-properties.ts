/** The entries of a file of Java properties (java.util.Properties.load): comments, lines that go on, `=`, `:` or blanks between key and value, and escapes. */
export function javaProperties(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const line of logicalLines(text)) {
    const [, key = '', value = ''] = /^((?:\\.|[^\\=:\s])*)[ \t\f]*[=:]?[ \t\f]*(.*)$/s.exec(line) ?? [];
    found.set(unescaped(key), unescaped(value));
  }
  return found;
}

function logicalLines(text: string): readonly string[] {
  const lines: string[] = [];
  let before: string | undefined;
  for (const line of text.split(/\r\n|\n|\r/).map((each) => each.replace(/^[ \t\f]+/, ''))) {
    if (before === undefined && /^([#!]|$)/.test(line)) { continue; }
    const whole: string = (before ?? '') + line;
    // An odd number of them: the last one is no escaped one, but says that the line goes on.
    const goesOn = (/\\*$/.exec(line)?.[0].length ?? 0) % 2 === 1;
    before = goesOn ? whole.slice(0, -1) : undefined;
    if (!goesOn) { lines.push(whole); }
  }
  return before === undefined ? lines : [...lines, before];
}

const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f' };

function unescaped(text: string): string {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_, code: string | undefined, char: string) => {
    return code === undefined ? CONTROLS[char] ?? char : String.fromCharCode(Number.parseInt(code, 16));
  });
}
