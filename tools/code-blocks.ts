import { readFileSync } from 'node:fs';

/** A block of code in a document. */
export interface CodeBlock {
  readonly document: string;
  /** The heading below which it stands; empty before the first one. */
  readonly section: string;
  /** The line of the document at which the code begins, from 1 on. */
  readonly line: number;
  readonly language: string;
  readonly code: string;
}

/** The blocks of code of a Markdown document, in their order. */
export function codeBlocks(document: string): readonly CodeBlock[] {
  const text = readFileSync(document, 'utf8');
  const blocks: CodeBlock[] = [];
  let section = '';
  for (const match of text.matchAll(/^```(\w*)\n([\s\S]*?)^```|^##+ (.*)$/gm)) {
    const [, language, code, heading] = match;
    if (heading !== undefined) {
      section = heading;
    } else {
      blocks.push({ document, section, line: text.slice(0, match.index).split('\n').length + 1, language, code });
    }
  }
  return blocks;
}

/** The commands of a shell block, without what is said about them: a line that ends in a backslash goes on in the next one. */
export function commandsOf(block: CodeBlock): readonly string[] {
  return block.code.replace(/\\\n\s*/g, '').split('\n').map((line) => line.replace(/\s+# .*$/, '').trim()).filter((line) => line !== '');
}
