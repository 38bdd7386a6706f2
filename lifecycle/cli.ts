/** `npx cdk8s-kafka`: what a person runs on a workstation or in CI. `--help` says how it is called. */
import { PlacementTextError } from './rebalance/text-format';
import { USAGE, WrongOptions, readOptions } from './rebalance-command/options';
import { planFromFile } from './rebalance-command/plan-from-file';

function main(): number {
  try {
    const options = readOptions(process.argv.slice(2));
    if (options === 'help') {
      process.stdout.write(USAGE);
      return 0;
    }
    return planFromFile(options);
  } catch (error) {
    if (error instanceof WrongOptions) { process.stderr.write(`${error.message} 'cdk8s-kafka --help' says how it is called.\n`); return 1; }
    if (error instanceof PlacementTextError) { process.stderr.write(`The input cannot be read. ${error.message}\n`); return 1; }
    if (error instanceof Error && 'syscall' in error) {
      process.stderr.write(`${error.message}\n`);
      return 1;
    }
    throw error;
  }
}

process.exitCode = main();
