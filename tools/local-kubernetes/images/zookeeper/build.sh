# ZooKeeper, laid out like the image of that name: /apache-zookeeper-V-bin, /conf, /data, /datalog, /logs, user
# zookeeper (1000). The scripts in bin/ are ours, and no zoo.cfg is made from ZOO_… variables: bring your own.
bases[zookeeper]="debian java"
build_zookeeper() {
  local l=$LK/layers/zookeeper-$1 home=/apache-zookeeper-$1-bin z
  rm -rf "$l"; z=$l$home; mkdir -p "$z"/{bin,conf,lib} "$l"/{conf,data,datalog,logs}
  maven_libs "$HERE/images/zookeeper/pom.xml" "$1" "$z/lib" zookeeper
  script() { echo "#!/bin/bash
exec java \${JVMFLAGS:--XX:+UseSerialGC -XX:TieredStopAtLevel=1} -cp \"\${ZOO_CONF_DIR:-/conf}:$home/lib/*\" $1"; }
  # zkServer.sh start-foreground [zoo.cfg]
  script '$SERVER_JVMFLAGS org.apache.zookeeper.server.quorum.QuorumPeerMain "${2:-${ZOO_CONF_DIR:-/conf}/zoo.cfg}"' >"$z/bin/zkServer.sh"
  script '$CLIENT_JVMFLAGS org.apache.zookeeper.ZooKeeperMain "$@"' >"$z/bin/zkCli.sh"
  chmod 755 "$z"/bin/*
  cp "$HERE/images/zookeeper/logback.xml" "$l/conf/"
  add_user "$l" zookeeper debian
  chown -R 1000:1000 "$z" "$l"/{conf,data,datalog,logs}
  make_image "$(image_name zookeeper "$1")" '{"User":"zookeeper","WorkingDir":"'"$home"'","Cmd":["zkServer.sh","start-foreground"],
    "ExposedPorts":{"2181/tcp":{},"2888/tcp":{},"3888/tcp":{},"8080/tcp":{}},"Volumes":{"/data":{},"/datalog":{},"/logs":{}},
    "Env":["PATH='"$home"'/bin:/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin","JAVA_HOME=/opt/java/openjdk","ZOO_CONF_DIR=/conf","ZOO_LOG_DIR=/logs"]}' debian java "zookeeper-$1"
  rm -rf "$l"
}
