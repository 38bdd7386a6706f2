import type { LineOutput } from './lines';

/** Colours of some verbs, as escape sequences of terminals (ECMA-48). */
const COLOURS: Readonly<Record<string, string>> = { converged: '32', failed: '31', refused: '31', blocked: '33', superseded: '33', note: '36', mend: '36' };
const ERASE_LINE = '\r\u001b[2K';

/** What is written to. */
export interface TextStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Plain lines, or on a terminal such with colours and one that changes. */
export function lineOutput(stream: TextStream): LineOutput {
  if (!stream.isTTY) { return { line: (text) => { stream.write(`${text}\n`); } }; }
  let transient = false;
  return {
    line: (text) => {
      const verb = text.split(' ', 1)[0];
      stream.write(`${transient ? ERASE_LINE : ''}\u001b[${COLOURS[verb] ?? '1'}m${verb}\u001b[0m${text.slice(verb.length)}\n`);
      transient = false;
    },
    transient: (text) => {
      stream.write(`${ERASE_LINE}${text.slice(0, (stream.columns ?? 80) - 1)}`);
      transient = true;
    },
  };
}
