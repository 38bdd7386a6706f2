# The machine's own JDK, reduced to what Kafka and its tools use. What is tried out lives for a minute, which is too short for the slower compiler
# to pay: with the quick one alone, a broker's first half minute takes a quarter less of the processors.
inputs_java() { jdk_release; }
jdk_release() { ! command -v jlink >/dev/null || cat "$(dirname "$(readlink -f "$(command -v jlink)")")/../release"; } # the file is quicker than jlink --version
layer_java() {
  mkdir -p "$1/opt/java"
  jlink --output "$1/opt/java/openjdk" --strip-debug --no-header-files --no-man-pages --add-options=-XX:TieredStopAtLevel=1 \
    --add-modules java.se,jdk.unsupported,jdk.security.auth,jdk.security.jgss,jdk.crypto.ec,jdk.management.agent,jdk.naming.dns,jdk.zipfs,jdk.jcmd,jdk.httpserver
  "$1/opt/java/openjdk/bin/java" -Xshare:dump >/dev/null # the archive of the JDK's own classes, for quick starts
}
