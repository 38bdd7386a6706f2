import { codeBlocks, commandsOf } from './code-blocks';

/** What README.md tells a newcomer to do under "Use it", word for word: the trials of the package and of the cluster do it. */
export interface UseIt {
  /** `main.ts`: the first example. */
  readonly main: string;
  readonly install: string;
  readonly synth: {
    /** In an app that `cdk8s init` has made. */
    readonly cdk8sApp: string;
    /** In a folder that was empty before. */
    readonly emptyFolder: string;
  };
  /** What follows once there are manifests, in order. */
  readonly deploy: readonly string[];
}

export function useIt(): UseIt {
  const blocks = codeBlocks('README.md');
  const main = blocks.find((b) => b.language === 'ts')?.code;
  const [first, second, ...others] = blocks.filter((b) => b.section === 'Use it' && b.language === 'sh');
  const synth = /^(npx cdk8s synth) +# .*: (npx .+)$/m.exec(second?.code ?? '');
  if (main === undefined || first === undefined || synth === null) {
    throw new Error('README.md does not read as expected: a first TypeScript block, and under "Use it" a shell block that installs, then one that begins with '
      + '"npx cdk8s synth  # …: npx …". Where it has another form now, tools/use-it.ts must know it.');
  }
  const [install] = commandsOf(first);
  const [, ...afterSynth] = commandsOf(second);
  return { main, install, synth: { cdk8sApp: synth[1], emptyFolder: synth[2] }, deploy: [...afterSynth, ...others.flatMap(commandsOf)] };
}
