import { readFileSync, writeFileSync } from 'node:fs';

/**
 * A scenario as text: blocks of commands, each followed by `----` and what the program says to them, up to an empty line. Lines that begin with `#` are for the reader.
 */
export interface ScenarioBlock {
  readonly comments: readonly string[];
  readonly commands: readonly string[];
  readonly expected: readonly string[];
}

const SEPARATOR = '----';

export function readScenario(path: string): readonly ScenarioBlock[] {
  return readFileSync(path, 'utf8').split(/\n\n+/).filter((text) => text.trim() !== '').map((text) => {
    const lines = text.split('\n').filter((line) => line !== '');
    const comments = lines.filter((line) => line.startsWith('#'));
    const rest = lines.filter((line) => !line.startsWith('#'));
    const separator = rest.indexOf(SEPARATOR);
    if (rest.length > 0 && separator < 0) { throw new Error(`${path}: a block has no line '${SEPARATOR}' after its commands:\n${text}`); }
    return { comments, commands: rest.slice(0, Math.max(0, separator)), expected: rest.slice(separator + 1) };
  });
}

/** Writes a scenario anew, with what the program says now. */
export function writeScenario(path: string, blocks: readonly ScenarioBlock[]): void {
  const texts = blocks.map((b) => [...b.comments, ...(b.commands.length > 0 ? [...b.commands, SEPARATOR, ...b.expected] : [])].join('\n'));
  writeFileSync(path, `${texts.join('\n\n')}\n`);
}
