/** Where the ConfigMap with the files that all nodes share is mounted in the init container. */
export const CONFIG_PATH = '/etc/cdk8s-kafka/config';

export interface PrepareScriptOptions {
  /** What the script does, for whoever reads it in a ConfigMap. */
  readonly title: string;
  /** What is not started if a volume is refused. */
  readonly server: string;
  /** The memory-backed folder that the server reads its configuration from. */
  readonly runPath: string;
  /** Further lines that set variables. */
  readonly variables?: readonly string[];
  /** The command that reads the hash of the configuration that is there into the variable `hash`. */
  readonly readHash: string;
  /** What is done once the configuration is there. It has `say`, `refuse`, and the variables `config`, `run`, `id` and `hash`. */
  readonly body: string;
}

/**
 * The script of an init container that prepares a node: POSIX sh with `cat`, `mkdir` and `sleep` only, as images range from busybox to little more than
 * a shell.
 *
 * A ConfigMap that was applied a moment ago may not have reached the Kubernetes node. The script waits for it, but not for ever: after an outage of the whole
 * cluster between an apply and the restarts, servers with the settings of the last or the next change are better than none.
 */
export function prepareScript(options: PrepareScriptOptions): string {
  return `# ${options.title}
set -eu
config=${CONFIG_PATH}
run=${options.runPath}
id=\${HOSTNAME##*-}
${(options.variables ?? []).map((line) => `${line}\n`).join('')}
say() { echo "prepare: $*"; }
refuse() {
  echo "prepare: ERROR: $*" >&2
  echo "prepare: Nothing was changed on the volume. ${options.server} is not started." >&2
  exit 1
}

# A ConfigMap that was applied a moment ago may not have reached this Kubernetes node. Start with what is there in the end: better a
# server with the settings of the last or the next change than none.
waited=0
while ${options.readHash}; [ "$hash" != "$CONFIG_HASH" ]; do
  if [ "$waited" -ge 90 ]; then
    say "WARNING: the ConfigMap holds configuration $hash, this pod was made for $CONFIG_HASH. Starting with $hash."
    break
  fi
  [ "$waited" -gt 0 ] || say "waiting for configuration $CONFIG_HASH to arrive, the ConfigMap still holds $hash"
  sleep 3
  waited=$((waited + 3))
done

${options.body}`;
}
