# Images are made without an engine: layers are folders, put together to the archive that `ctr images import` reads.
# They lie in a prepared store, which every node of every later cluster starts with, and are imported under the names
# that manifests use, so that manifests run unchanged (imagePullPolicy IfNotPresent: there is no registry).
. "$HERE/lib/recipes.sh"

tidy() { rm -rf "$LK"/{root,maven,npm,image,containerd}.?????? "$LK"/layers/*.new; } # what an interrupted run has left (we hold the lock)

image() {
  case ${1:-} in
    build) [ $# = 3 ] || usage 2; image_build "$2" "$3" ;;
    import) [ $# = 2 ] || usage 2; image_import "$2" ;;
    list) with_store ctr_store images list -q ;;
    *) usage 2 >&2 ;;
  esac
}

image_name() { # KIND VERSION
  case $1 in
    pause) echo "registry.k8s.io/pause:$2" ;;
    kafka) echo "docker.io/apache/kafka:$2" ;;
    zookeeper) echo "docker.io/library/zookeeper:$2" ;;
    node) echo "docker.io/library/node:$2-slim" ;;
    *) fail "no recipe for image $1" ;;
  esac
}

image_stamp() { echo "$LK/images/${1//\//_}"; } # NAME: the file that holds the sum of the recipe it was made by

image_is_current() { # KIND VERSION
  local stamp; stamp=$(image_stamp "$(image_name "$1" "$2")")
  [ -d "$STORE" ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(recipe_sum "$1" "$2")" ]
}

image_build() { # KIND VERSION
  local name stamp b; name=$(image_name "$1" "$2") stamp=$(image_stamp "$name")
  if [ -f "$stamp" ]; then say "building image $name again"; else say "building image $name"; fi
  mkdir -p "$LK/layers" "$LK/images"; rm -f "$stamp"
  for b in ${bases[$1]:-}; do layer "$b"; done
  "build_$1" "$2"
  recipe_sum "$1" "$2" >"$stamp"
}

image_import() { # TAR: into the store and onto the nodes that run
  local i
  with_store ctr_store images import "$1"
  for i in 1 2 3 4 5 6 7 8 9; do
    ! alive "containerd$i" || ctr --address "$RUN/node$i/containerd.sock" --namespace k8s.io images import "$1"
  done
}

# Ends with this script too: without its containerd it would wait forever, and hold the lock.
ctr_store() { setpriv --pdeathsig KILL ctr --address "$LK/store.sock" --namespace k8s.io "$@"; }

# with_store COMMAND…: while a containerd of its own serves the prepared store.
with_store() {
  local t w rc=0 p; t=$(mktemp -d "$LK/containerd.XXXXXX")
  cat >"$t/config.toml" <<C
version = 2
root = "$STORE"
state = "$t/state"
disabled_plugins = ["io.containerd.grpc.v1.cri", "io.containerd.internal.v1.opt", "io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.zfs", "io.containerd.snapshotter.v1.devmapper"]
[grpc]
  address = "$LK/store.sock"
C
  rm -f "$LK"/store.sock*
  # It ends with this script, however that ends: two on one store would wait for each other forever.
  setpriv --pdeathsig KILL unshare --mount --pid --fork --kill-child containerd --config "$t/config.toml" >"$t/log" 2>&1 9>&- & w=$!
  for p in $(seq 300); do ctr_store version >/dev/null 2>&1 && break; kill -0 $w 2>/dev/null || { cat "$t/log" >&2; fail "containerd does not start on $STORE"; }; sleep 0.1; done
  "$@" || { rc=$?; cat "$t/log" >&2; }
  p=$(pgrep -P $w) && kill "$p"
  wait $w || true
  rm -rf "$t" "$LK/store.sock" "$LK/store.sock.ttrpc"
  return $rc
}
