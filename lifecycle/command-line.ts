import { oneOf, optionValues } from './option-values';

/** What the command line says. */
export interface CommandLine {
  readonly command: 'run' | 'plan';
  readonly desiredState: string;
  readonly configMap?: string;
  /** By default they follow from the name of the desired state. */
  readonly status?: string;
  readonly lease?: string;
  readonly format: 'text' | 'json';
  readonly metricsPort?: number;
  readonly deadlineSeconds?: number;
  readonly restartSeconds?: number;
  readonly kubeconfig?: string;
}

export const USAGE = `\
usage: lifecycle-program run  --desired-state FILE [options]   bring everything to what is desired
       lifecycle-program plan --desired-state FILE [options]   only say what would be done

  --desired-state FILE       what is to be brought about, as KafkaLifecycleJob writes it
  --config-map NAME          the ConfigMap that the file comes from: when it holds something newer, the run ends
  --dry-run                  with 'run': the same as 'plan'
  --log-format text|json     lines for people (default), or JSON
  --deadline SECONDS         stop by itself after so long, at the next safe point
  --metrics-port PORT        tell Prometheus how far the run is, on /metrics
  --restart-seconds SECONDS  what a plan takes for the time of one restart (default 60)
  --lease NAME               the Lease that lets only one run be at work (default: the name of the desired state)
  --status NAME              the ConfigMap that shows how far the run is (default: that name and '-status')
  --kubeconfig FILE          outside of Kubernetes: the file by which kubectl finds it (default: KUBECONFIG)
  --help

exit codes: 0 converged, 1 failed, 2 blocked by a rule that it names, 3 superseded by a newer desired state
`;

const TAKES_VALUE = ['desired-state', 'config-map', 'log-format', 'deadline', 'metrics-port', 'restart-seconds', 'lease', 'status', 'kubeconfig'] as const;
/** As in the Job that calls it: Kubernetes counts in 32 bits. */
const MOST_SECONDS = 2 ** 31 - 1;

/** Why the command line is not understood, in words that name the option. */
export class WrongCommandLine extends Error {}

const refuse = (why: string) => new WrongCommandLine(why);

/** @throws WrongCommandLine */
export function readCommandLine(args: readonly string[]): CommandLine | 'help' {
  if (args.includes('--help') || args.includes('-h')) { return 'help'; }
  const [command, ...rest] = args;
  if (command !== 'run' && command !== 'plan') {
    throw new WrongCommandLine(command === undefined ? "No command is given: 'run' or 'plan'." : `'${command}' is no command: 'run' and 'plan' are.`);
  }
  const { values, flags } = optionValues(rest, TAKES_VALUE, ['dry-run'], refuse);
  const desiredState = values.get('desired-state');
  if (desiredState === undefined) { throw new WrongCommandLine('--desired-state is missing: the file that says what is to be brought about.'); }
  return {
    command: flags.has('dry-run') ? 'plan' : command,
    desiredState,
    configMap: values.get('config-map'),
    status: values.get('status'),
    lease: values.get('lease'),
    format: oneOf('log-format', values.get('log-format') ?? 'text', ['text', 'json'], refuse),
    metricsPort: whole('--metrics-port', values.get('metrics-port'), 1, 65_535),
    deadlineSeconds: whole('--deadline', values.get('deadline'), 1, MOST_SECONDS),
    restartSeconds: whole('--restart-seconds', values.get('restart-seconds'), 1, 86_400),
    kubeconfig: values.get('kubeconfig'),
  };
}

function whole(option: string, value: string | undefined, least: number, most: number): number | undefined {
  if (value === undefined) { return undefined; }
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < least || number > most) {
    throw new WrongCommandLine(`${option} is '${value}'. It must be a whole number from ${least} to ${most}.`);
  }
  return number;
}
