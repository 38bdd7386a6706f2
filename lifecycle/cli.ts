/** `npx cdk8s-kafka`: what a person runs on a workstation or in CI. `--help` says how it is called. */
import { KafkaError } from './clients/kafka/kafka-error';
import { Unreadable } from './contact/unreadable';
import { PlacementTextError } from './rebalance/text-format';
import { apply, cancel } from './rebalance-command/apply';
import { USAGE, WrongOptions, readOptions } from './rebalance-command/options';
import { plan } from './rebalance-command/plan';

async function main(): Promise<number> {
  try {
    const options = readOptions(process.argv.slice(2));
    if (options === 'help') {
      process.stdout.write(USAGE);
      return 0;
    }
    switch (options.command) {
      case 'plan': return await plan(options);
      case 'apply': return await apply(options);
      case 'cancel': return await cancel(options);
    }
  } catch (error) {
    if (error instanceof WrongOptions) { process.stderr.write(`${error.message} 'cdk8s-kafka --help' says how it is called.\n`); return 1; }
    if (error instanceof PlacementTextError) { process.stderr.write(`The input cannot be read. ${error.message}\n`); return 1; }
    if (error instanceof Unreadable) { process.stderr.write(`The cluster cannot be read. ${error.unread.join('; ')}\n`); return 1; }
    if (error instanceof KafkaError) { process.stderr.write(`The cluster cannot be read. ${error.message}\n`); return 1; }
    if (error instanceof Error && 'syscall' in error) {
      process.stderr.write(`${error.message}\n`);
      return 1;
    }
    throw error;
  }
}

main().then((code) => { process.exitCode = code; }, (error: unknown) => { throw error; });
