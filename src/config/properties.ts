/**
 * Java properties text, as `java.util.Properties.load(InputStream)` reads it. Kafka reads `server.properties` that way
 * (`org.apache.kafka.common.utils.Utils.loadProps`), and so do log4j's properties formats.
 *
 * That method decodes ISO-8859-1, while a ConfigMap's text reaches the file as UTF-8: an "é" written as such would be
 * read as two other characters. So everything outside printable ASCII is written as `\uXXXX`, which both agree upon.
 *
 * What a program does with a value after reading it (Kafka's `ConfigDef` trims strings) is not the concern of this file.
 */

/** A key and its value. */
export type PropertyEntry = readonly [key: string, value: string];

/** A comment on lines of its own, with an empty line before it unless it comes first. */
export interface PropertyComment {
  readonly comment: string;
}

export interface PropertiesOptions {
  /** Comment lines at the top, one per item. */
  readonly header?: readonly string[];
}

/** Writes entries and comments in the order given. A key given twice is written twice; readers take the last one. */
export function renderProperties(entries: Iterable<PropertyEntry | PropertyComment>, options: PropertiesOptions = {}): string {
  const lines = (options.header ?? []).flatMap(commentLines);
  for (const entry of entries) {
    if ('comment' in entry) {
      if (lines.length > 0) lines.push('');
      lines.push(...commentLines(entry.comment));
    } else {
      lines.push(`${escapeKey(entry[0])}=${escapeValue(entry[1])}`);
    }
  }
  return lines.map((line) => `${line}\n`).join('');
}

/**
 * Reads properties text as Java does: continuation lines, escapes, any of `=`, `:` and blanks between key and value; of
 * a key that occurs twice the last value counts.
 *
 * @throws where Java throws: an incomplete `\uXXXX`
 */
export function parseProperties(text: string): Map<string, string> {
  const properties = new Map<string, string>();
  for (const line of logicalLines(text)) {
    const [key, value] = splitEntry(line);
    properties.set(unescape(key, line), unescape(value, line));
  }
  return properties;
}

/** Comments cannot be continued by a backslash (`java.util.Properties.load`), but every line needs its own `#`. */
function commentLines(text: string): string[] {
  return text.split(/\r\n|\r|\n/).map((line) => `# ${line.replace(CONTROL_CHARACTERS, ' ')}`.trimEnd());
}

// eslint-disable-next-line no-control-regex
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f-\u009f]/g;
// eslint-disable-next-line no-control-regex
const NOT_PRINTABLE_ASCII = /[^\u0020-\u007e]/g;

const NAMED_ESCAPES: ReadonlyMap<string, string> = new Map([['\t', '\\t'], ['\n', '\\n'], ['\f', '\\f'], ['\r', '\\r']]);

function escapeKey(key: string): string {
  return escapeUnprintable(key.replace(/[\\ :=#!]/g, '\\$&'));
}

function escapeValue(value: string): string {
  // A leading blank would be taken for the separator. A trailing one would be kept by Java, but not by every editor, and
  // YAML can show text with trailing blanks only in its unreadable quoted form.
  const escaped = value.replace(/\\| $|^ /g, (match, offset: number) => {
    if (match === '\\') return '\\\\';
    return offset === value.length - 1 ? '\\u0020' : '\\ ';
  });
  return escapeUnprintable(escaped);
}

function escapeUnprintable(text: string): string {
  return text.replace(NOT_PRINTABLE_ASCII, (character) =>
    NAMED_ESCAPES.get(character) ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`);
}

/** Lines without comments and empty lines, continuation lines joined. */
function* logicalLines(text: string): Generator<string> {
  let pending: string | undefined;
  // After the last line break nothing is left to continue with, so a backslash before it counts as one at the end of the text.
  const withoutLastBreak = text.replace(/(?<!\r)\n$|\r$/, '');
  for (const natural of withoutLastBreak.split(/\r\n|\r|\n/)) {
    // Blanks that lead a line never count, be it the first of an entry or its continuation.
    const line = natural.replace(/^[ \t\f]+/, '');
    // Java asks whether the entry has any character yet, so a comment may follow a lone backslash.
    if (!pending && (line === '' || line.startsWith('#') || line.startsWith('!'))) {
      pending = undefined;
      continue;
    }
    const trailingBackslashes = /\\*$/.exec(line)?.[0].length ?? 0;
    const continued = trailingBackslashes % 2 === 1;
    const joined: string = (pending ?? '') + (continued ? line.slice(0, -1) : line);
    pending = continued ? joined : undefined;
    if (!continued) yield joined;
  }
  if (pending !== undefined) yield pending;
}

/** The key ends at the first `=`, `:` or blank that no backslash precedes; blanks and one `=` or `:` follow it. */
function splitEntry(line: string): [key: string, value: string] {
  const key = /^(?:\\[^]|[^\\=: \t\f])*/.exec(line)?.[0] ?? '';
  const value = line.slice(key.length).replace(/^[ \t\f]*[=:]?[ \t\f]*/, '');
  return [key, value];
}

function unescape(text: string, line: string): string {
  return text.replace(/\\(u([^]{0,4})|[^]|$)/g, (_, escape: string, digits: string | undefined) => {
    if (digits !== undefined) {
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) {
        throw new Error(`Malformed properties line ${JSON.stringify(line)}: "\\u" needs four hexadecimal digits after it, found ${JSON.stringify(digits)}.`);
      }
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    switch (escape) {
      case 't': return '\t';
      case 'n': return '\n';
      case 'f': return '\f';
      case 'r': return '\r';
      default: return escape;
    }
  });
}
