/** A JAAS configuration: of one login module, or the content of a file of the Secret as it is. */
export type JaasModel = JaasModule | { readonly file: string };

/**
 * JAAS configuration of one login module, as Kafka reads it from `sasl.jaas.config` (`org.apache.kafka.common.security.JaasConfig`, a `java.io.StreamTokenizer`).
 */
export interface JaasModule {
  /** The class of the login module. */
  readonly module: string;
  /** Its options, in the order in which they are written. */
  readonly options: readonly JaasOption[];
}

export type JaasOption =
  | { readonly name: string; readonly value: string }
  /** The value is the content of a file of the Secret, without line breaks at its end. */
  | { readonly name: string; readonly file: string }
  /** An option for each file of the Secret: the prefix and the file's name, with its content as the value. */
  | { readonly prefix: string };

/**
 * A text in quotes, which is read back as it is, whatever it holds: the tokenizer ends a quoted text at its quote or at the end of a line, and takes a backslash for the beginning
 * of an escape.
 */
export function jaasQuoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('\r', '\\r')}"`;
}

/** The whole text; undefined if part of it is known to a Secret alone. */
export function renderJaas(jaas: JaasModel): string | undefined {
  const lines = jaasLines(jaas);
  return lines.every((line) => line.startsWith('=')) ? lines.map((line) => line.slice(1)).join('') : undefined;
}

/**
 * The text in parts, a line each, of which a node makes the whole in its memory: `=` before what is written as it is, `@` before the name of a file whose content
 * is escaped, `<` before that of one that is taken as it is, `*` before what the names of options begin with of which there is one for each file.
 */
export function jaasLines(jaas: JaasModel): string[] {
  if ('file' in jaas) { return [`<${jaas.file}`]; }
  const { module, options } = jaas;
  return [
    `=${module} required`,
    ...options.flatMap((option) => {
      if ('prefix' in option) { return [`*${option.prefix}`]; }
      const name = `= ${jaasQuoted(option.name)}=`;
      return 'file' in option ? [`${name}"`, `@${option.file}`, '="'] : [`${name}${jaasQuoted(option.value)}`];
    }),
    '=;',
  ];
}
