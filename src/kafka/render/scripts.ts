import { prepareScript } from '../../kubernetes/prepare-script';
import { clientHello } from '../../security/client-hello';
import { COMPOSE_JAAS_FILES } from '../../security/jaas-files';
import { COMPOSE_TLS_FILES } from '../../security/tls-files';
import { ANY_ID } from '../model';
import { RUN_PATH } from '../run-path';

/** Where the ConfigMap with the nodes' own files is mounted in the init container. */
export const NODES_PATH = '/etc/cdk8s-kafka/nodes';

/** The file for a node of a set that is not declared any more and still has data. */
export const ANY_NODE_FILE = 'any-node.properties';

/** Where every image of Kafka's layout has its jars. */
const LIBS = '/opt/kafka/libs';

/** The class archive in Apache's image (KIP-975), which its own start script hands to Java (docker/jvm/launch in Kafka's source). */
const CLASS_ARCHIVE = '/opt/kafka/kafka.jsa';

/**
 * Before Kafka starts: assembles the node's configuration in memory, and formats volumes that are empty. A volume that belongs to another cluster
 * or another node, or holds data without saying whose, is an error and stays as it is.
 *
 * In: NODE_SET, CONFIG_HASH (the pool's and the set's, as the pod's template knows them), LOG_DIRS (separated by spaces), and for KRaft CLUSTER_ID,
 * RELEASE_VERSION, QUORUM (the option that tells the first controllers); for listeners with TLS, TLS (the folders with their files); for mechanisms
 * whose passwords are in Secrets, JAAS (the folders of those).
 */
export const PREPARE_SCRIPT = prepareScript({
  title: "Assembles the node's configuration, and formats its volumes when they are empty.",
  server: 'Kafka',
  runPath: RUN_PATH,
  variables: [`nodes=${NODES_PATH}`],
  readHash: 'read -r shared <"$config/hash"; read -r own <"$nodes/hash"; hash=$shared-$own',
  body: `if [ ! -f "$nodes/$id.properties" ]; then
  [ -f "\${LOG_DIRS%% *}/meta.properties" ] || refuse "node $id has no configuration: the ConfigMap of set $NODE_SET has no key '$id.properties'. Was the node declared?"
  say "node $id is not declared any more, but has data: it is what it was."
fi
# own_settings: prints what the node has of its own: from its file, or from that for any node of its set.
own_settings() {
  if [ -f "$nodes/$id.properties" ]; then
    cat "$nodes/$id.properties"
    return
  fi
  while IFS= read -r line; do
    while [ "$line" != "\${line%%${ANY_ID}*}" ]; do line=\${line%%${ANY_ID}*}$id\${line#*${ANY_ID}}; done
    printf '%s\\n' "$line"
  done <"$nodes/${ANY_NODE_FILE}"
}
{ cat "$config/kafka.properties"; own_settings; } >"$run/kafka.properties"
for file in "$config"/log4j* "$config"/probe.sh; do
  cat "$file" >"$run/\${file##*/}"
done

${COMPOSE_TLS_FILES}
${COMPOSE_JAAS_FILES}
# The class path in the order in which Kafka's own scripts have it: only so is the class archive valid that an image may bring, and with it Java starts sooner.
# What jvm.options says comes last, and wins.
set -- ${LIBS}/*.jar
[ -f "$1" ] || refuse "the image has no Kafka in ${LIBS}."
class_path=$(IFS=:; echo "$*")
archive=
if [ -f ${CLASS_ARCHIVE} ]; then archive='-XX:SharedArchiveFile=${CLASS_ARCHIVE} -Xlog:cds=off -Xlog:cds+dynamic=off'; fi
{
  echo "-cp $class_path $archive"
  cat "$config/jvm.options"
} >"$run/jvm.options"
say "node $id of $NODE_SET: configuration $hash"

# property FILE KEY: prints the value of KEY.
property() {
  while IFS='=' read -r key value || [ -n "$key" ]; do
    if [ "$key" = "$2" ]; then echo "$value"; fi
  done <"$1"
}

format=false
for dir in $LOG_DIRS; do
  mkdir -p "$dir"
  if [ -f "$dir/meta.properties" ]; then
    found=$(property "$dir/meta.properties" cluster.id)
    if [ -n "\${CLUSTER_ID:-}" ] && [ "$found" != "$CLUSTER_ID" ]; then
      refuse "the volume at $dir belongs to cluster '$found', this is cluster '$CLUSTER_ID'. Is it another cluster's claim, or did the name, the namespace or the clusterId change?"
    fi
    found=$(property "$dir/meta.properties" node.id)$(property "$dir/meta.properties" broker.id)
    if [ "$found" != "$id" ]; then refuse "the volume at $dir belongs to node '$found', this is node '$id'."; fi
  else
    # A format that was interrupted leaves nothing but a metadata snapshot of its own; whatever else lies there is somebody's data.
    for file in "$dir"/* "$dir"/__cluster_metadata-0/*.log; do
      case $file in
        "$dir/*" | "$dir/bootstrap.checkpoint"* | "$dir/__cluster_metadata-0" | "$dir/__cluster_metadata-0/*.log" | "$dir/meta.properties.tmp") ;;
        *) refuse "the volume at $dir has data, such as $file, but no meta.properties that tells whose it is." ;;
      esac
    done
    format=true
  fi
done

if [ "$format" = true ] && [ -n "\${CLUSTER_ID:-}" ]; then
  say "formatting $LOG_DIRS for cluster $CLUSTER_ID"
  exec java -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 $archive -cp "$class_path" kafka.tools.StorageTool format \\
    --ignore-formatted --config "$run/kafka.properties" --cluster-id "$CLUSTER_ID" --release-version "$RELEASE_VERSION" $QUORUM
fi
`,
});

/**
 * Whether Kafka answers at a port: asks for the versions of its requests, which it tells anybody before any authentication (KIP-35, KIP-511),
 * and waits for the first byte of the answer. It needs bash for its network connection, which every image of Kafka has. A process that only listens, or hangs, does not answer. A broker opens its port when it is
 * registered and unfenced.
 *
 * Where TLS is spoken, it says the first word of that and waits for the answer, as nothing in the images could go on: so it is not seen whether requests are answered.
 */
export const PROBE_SCRIPT = `# probe.sh PORT [tls]: asks Kafka for its versions, or greets it by TLS, and succeeds if it answers within 5 seconds.
exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
if [ "\${2:-}" = tls ]; then
  printf '${clientHello().map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}' >&3
  LC_ALL=C IFS= read -r -t 5 -n 1 -u 3
  exit
fi
# length 15; ApiVersions (18), version 0; correlation id 1; client id "probe"
printf '\\x00\\x00\\x00\\x0f\\x00\\x12\\x00\\x00\\x00\\x00\\x00\\x01\\x00\\x05probe' >&3
LC_ALL=C IFS= read -r -t 5 -n 1 -u 3
`;
