/** The command line of the lifecycle program. */
const USAGE = `usage: lifecycle-program run --desired-state FILE --config-map NAME [--log-format text|json] [--dry-run] [--metrics-port PORT]

  --desired-state FILE     what is to be brought about, as KafkaLifecycleJob writes it
  --config-map NAME        the ConfigMap that it comes from: when it holds something newer, the run ends
  --log-format text|json   lines for people, or for a log collector
  --dry-run                only say what would be done
  --metrics-port PORT      tell Prometheus how far the run is
`;

process.stderr.write(USAGE);
process.exitCode = 1;
