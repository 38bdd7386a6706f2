import { CommandLine, USAGE, readCommandLine } from '../../lifecycle/command-line';

const read = (text: string): CommandLine | 'help' => readCommandLine(text === '' ? [] : text.split(' '));

test('what a Job says', () => {
  expect(read('run --desired-state /etc/cdk8s-kafka/desired-state.json --config-map lifecycle-desired-state --log-format json --metrics-port 9404')).toEqual({
    command: 'run', desiredState: '/etc/cdk8s-kafka/desired-state.json', configMap: 'lifecycle-desired-state', format: 'json', metricsPort: 9404,
  });
});

test('a dry run is a plan', () => {
  expect(read('run --desired-state d --dry-run')).toEqual(read('plan --desired-state d'));
  expect(read('plan --desired-state=d --restart-seconds=20 --deadline 60 --lease l --status s --kubeconfig k')).toEqual({
    command: 'plan', desiredState: 'd', format: 'text', restartSeconds: 20, deadlineSeconds: 60, lease: 'l', status: 's', kubeconfig: 'k',
  });
});

test.each(['--help', '-h', 'run --help', 'plan --desired-state x -h'])('%s asks for help', (text) => {
  expect(read(text)).toBe('help');
});

test('help names every option that is read', () => {
  for (const option of ['desired-state', 'config-map', 'log-format', 'deadline', 'metrics-port', 'restart-seconds', 'lease', 'status', 'kubeconfig']) {
    expect(USAGE).toContain(`--${option} `);
    expect(() => read(`run --${option}`)).toThrow(`--${option} has no value.`);
  }
});

test.each([
  ['', "No command is given: 'run' or 'plan'."],
  ['roll', "'roll' is no command: 'run' and 'plan' are."],
  ['run', '--desired-state is missing: the file that says what is to be brought about.'],
  ['run --desired-state a --desired-state b', '--desired-state is given twice.'],
  ['run --desired-state a --force', "'--force' is no option. --help names them all."],
  ['run --desired-state a --dry-run=no', "'--dry-run=no' is no option. --help names them all."],
  ['run --desired-state a extra', "'extra' is no option. --help names them all."],
  ['run --desired-state=', '--desired-state has no value.'],
  ['run --desired-state a --log-format xml', "--log-format is 'xml'. It must be 'text' or 'json'."],
  ['run --desired-state a --metrics-port 70000', "--metrics-port is '70000'. It must be a whole number from 1 to 65535."],
  ['run --desired-state a --deadline 1.5', "--deadline is '1.5'. It must be a whole number from 1 to 2147483647."],
  ['run --desired-state a --restart-seconds 0', "--restart-seconds is '0'. It must be a whole number from 1 to 86400."],
])("'%s' is not understood", (text, message) => {
  expect(() => read(text)).toThrow(message);
});
