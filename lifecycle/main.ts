/** The lifecycle program: what KafkaLifecycleJob runs. `--help` says how it is called. */
import { CommandLine, USAGE, WrongCommandLine, readCommandLine } from './command-line';
import { dryRun } from './dry-run';
import { fullRun } from './full-run';

async function main(): Promise<number> {
  let commandLine: CommandLine | 'help';
  try {
    commandLine = readCommandLine(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof WrongCommandLine)) { throw error; }
    process.stderr.write(`${error.message}\n\n${USAGE}`);
    return 1;
  }
  if (commandLine === 'help') {
    process.stdout.write(USAGE);
    return 0;
  }
  return commandLine.command === 'plan' ? dryRun(commandLine) : fullRun(commandLine);
}

/** A look that was given up must not keep the process alive; what was written must be out. */
function end(code: number): void {
  process.exitCode = code;
  process.stdout.write('', () => { process.stderr.write('', () => { process.exit(code); }); });
}

main().then(end, (error: unknown) => {
  process.stderr.write(`failed     ${error instanceof Error ? error.message : String(error)}\n`);
  end(1);
});
