# Kafka, laid out like apache/kafka (docker/jvm/Dockerfile in Kafka's source): /opt/kafka/{bin,config,libs}, user appuser (1000), Java in
# /opt/java/openjdk, its volumes. The libraries are Kafka's own from Maven Central; the distribution's scripts are not there, so bin/ is ours.
bases[kafka]="alpine java"
build_kafka() {
  local l=$LK/layers/kafka-$1 k script classes class logging=log4j2 mirror=,mirror index
  [[ $1 != [123].* ]] || logging=log4j1
  # Of 4.2.2, Maven Central lacks MirrorMaker and the file connectors.
  [ "$1" != 4.2.2 ] || mirror=
  rm -rf "$l"; k=$l/opt/kafka; mkdir -p "$k"/{bin,config,libs}
  maven_libs "$HERE/images/kafka/pom.xml" "$1" "$k/libs" "$logging$mirror"
  cp "$HERE/images/kafka/bin/kafka-run-class.sh" "$k/bin/"
  cp "$HERE/images/kafka/$logging"/* "$k/config/"
  if [ $logging = log4j1 ]; then logging='-Dlog4j.configuration=file:/opt/kafka/config/NAMElog4j.properties'
  else logging='-Dlog4j2.configurationFile=/opt/kafka/config/NAMElog4j2.yaml'; fi
  echo "${logging/NAME/tools-}" >"$k/config/.tools-logging"
  logging=${logging/NAME/}
  cp "$HERE/images/kafka/server.properties" "$k/config/"

  # server CLASS HEAP: what the distribution's start scripts do
  server() { echo "#!/bin/bash
[ \$# -gt 0 ] || { echo \"USAGE: \$0 [-daemon] FILE.properties [--override property=value]*\"; exit 1; }
export KAFKA_LOG4J_OPTS=\${KAFKA_LOG4J_OPTS:-$logging} KAFKA_HEAP_OPTS=\${KAFKA_HEAP_OPTS:-$3}
exec \"\$(dirname \"\$0\")/kafka-run-class.sh\" \${EXTRA_ARGS--name $1 -loggc} $2 \"\$@\""; }
  server kafkaServer kafka.Kafka '-Xmx1G -Xms1G' >"$k/bin/kafka-server-start.sh"
  server connectDistributed org.apache.kafka.connect.cli.ConnectDistributed '-Xms256M -Xmx2G' >"$k/bin/connect-distributed.sh"
  [ -z "$mirror" ] || server mirrorMaker org.apache.kafka.connect.mirror.MirrorMaker '-Xms256M -Xmx2G' >"$k/bin/connect-mirror-maker.sh"
  [ ! -f "$k"/libs/zookeeper-3*.jar ] || server zookeeper org.apache.zookeeper.server.quorum.QuorumPeerMain '-Xmx512M -Xms512M' >"$k/bin/zookeeper-server-start.sh"

  index=$(for j in "$k"/libs/{kafka*,zookeeper-3*}.jar; do [ ! -f "$j" ] || jar tf "$j"; done | grep '\.class$' | tr / .)
  while read -r script classes; do
    for class in ${classes%%#*}; do
      grep -qxF "$class.class" <<<"$index" || continue
      echo "#!/bin/bash
exec \"\$(dirname \"\$0\")/kafka-run-class.sh\" $class \"\$@\"" >"$k/bin/$script.sh"
      break
    done
  done < <(grep -v '^#' "$HERE/images/kafka/tools.txt")
  chmod 755 "$k"/bin/*

  say "  a class archive, for quick starts"
  touch "$k/kafka.jsa"
  archive_classes "kafka-$1:java:alpine" "
    export JAVA_HOME=/opt/java/openjdk KAFKA_OPTS=-XX:ArchiveClassesAtExit=/tmp/kafka.jsa KAFKA_HEAP_OPTS=-Xmx256M; cd /opt/kafka; rm kafka.jsa
    sed -i 's/-XX:SharedArchiveFile=[^ ]* //' bin/kafka-run-class.sh
    KAFKA_OPTS= bin/kafka-storage.sh format -t 4L6g3nShT-eMCtK--X86sw -c config/server.properties >/dev/null
    bin/kafka-server-start.sh config/server.properties >/tmp/log 2>&1 & p=\$!
    for i in \$(seq 300); do grep -qs 'Kafka Server started' /tmp/log && break; kill -0 \$p || break; sleep 0.2; done
    grep -q 'Kafka Server started' /tmp/log || { cat /tmp/log; exit 1; }
    KAFKA_OPTS= bin/kafka-topics.sh --bootstrap-server localhost:9092 --create --topic t >/dev/null
    kill \$p; wait \$p || true"
  mv "$ARCHIVE_UPPER/upper/tmp/kafka.jsa" "$k/kafka.jsa"; chmod 644 "$k/kafka.jsa"; rm -rf "$ARCHIVE_UPPER"

  add_user "$l" appuser alpine
  mkdir -p "$l"/{etc/kafka/secrets,etc/kafka/docker,var/lib/kafka/data,mnt/shared/config,usr/logs}
  chown -R 1000:1000 "$k" "$l/mnt/shared/config" "$l/usr/logs"
  chown -R 1000:0 "$l/etc/kafka" "$l/var/lib/kafka"; chmod -R ug+w "$l/etc/kafka" "$l/var/lib/kafka"
  # The real one has an entry point from its Java image, which ends in this; so "args" alone work here as they do there.
  printf '%s\n' '#!/bin/bash' 'exec "$@"' >"$l/__cacert_entrypoint.sh"; chmod 755 "$l/__cacert_entrypoint.sh"
  make_image "$(image_name kafka "$1")" '{"User":"appuser","ExposedPorts":{"9092/tcp":{}},"Entrypoint":["/__cacert_entrypoint.sh"],"Cmd":["/bin/bash"],
    "Volumes":{"/etc/kafka/secrets":{},"/var/lib/kafka/data":{},"/mnt/shared/config":{}},
    "Env":["PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin","JAVA_HOME=/opt/java/openjdk","LANG=C.UTF-8"]}' alpine java "kafka-$1"
  rm -rf "$l"
}
