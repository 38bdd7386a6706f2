# Paths, addresses, and how programs are started in namespaces.
LK=${LOCAL_KUBERNETES_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/local-kubernetes}
BIN=$LK/bin RUN=$LK/run PIDS=$LK/run/pids LOG=$LK/run/log PKI=$LK/run/pki STORE=$LK/store
export PATH=$BIN:$PATH:/usr/sbin:/sbin

# The host is NET.1, the control plane NET.2, node I NET.1I; node I's pods have PODS.I.*.
NET=10.123.0 PODS=10.244 SERVICES=10.96.0.0/16 KUBERNETES_SERVICE=10.96.0.1 BALANCERS=10.97.0.0/24
API=https://$NET.2:6443
LINK=lk-host      # the host's end of the cable to the control plane
CGROUP=lk-node    # the nodes' cgroups
VERSIONS=$(cd "$HERE/go/kubernetes" && ls *.mod | grep -v go.mod | sed 's/\.mod$//' | sort -V)

say() { echo "$(date +%T) $*"; }
fail() { echo "local-kubernetes: $*" >&2; exit 1; }

# alive NAME: the program started under this name still runs (and the pid is not another's by now).
alive() {
  local p
  [ -f "$PIDS/$1" ] && p=$(cat "$PIDS/$1") && case $(readlink "/proc/$p/exe") in "$BIN"/* | */containerd) true ;; *) false ;; esac
}

# inside HOLDER COMMAND…: run it in the namespaces that HOLDER owns.
inside() { local p; p=$(cat "$PIDS/$1"); shift; nsenter -t "$p" -n -m -p "$@"; }

# holder NAME [PARENT]: start a process that owns new network, mount and process namespaces (within PARENT's).
# When it dies, the kernel ends everything in its process namespace and drops its mounts: that is the power cut.
holder() {
  local name=$1 enter=() w p i c
  ! alive "$name" || return 1
  [ -z "${2:-}" ] || enter=(nsenter -t "$(cat "$PIDS/$2")" -n -m -p)
  setsid "${enter[@]}" unshare --net --mount --pid --fork --mount-proc --propagation private "$BIN/pause" >"$LOG/$name.log" 2>&1 </dev/null 9>&- & w=$!
  for i in $(seq 500); do
    p=$w; while c=$(pgrep -P "$p" | head -1) && [ -n "$c" ]; do p=$c; done # nsenter and unshare fork
    if [ "$(readlink "/proc/$p/exe")" = "$BIN/pause" ]; then echo "$p" >"$PIDS/$name"; return 0; fi
    kill -0 "$w" 2>/dev/null || break
    sleep 0.02
  done
  cat "$LOG/$name.log" >&2; fail "cannot make namespaces for $name"
}

# start NAME HOLDER COMMAND…: run it in the background in HOLDER's namespaces; $PIDS/NAME gets the program's own pid.
start() {
  local name=$1 owner w p i; owner=$(cat "$PIDS/$2"); shift 2
  ! alive "$name" || return 0
  setsid nsenter -t "$owner" -n -m -p "$@" >>"$LOG/$name.log" 2>&1 </dev/null 9>&- & w=$!
  for i in $(seq 500); do
    if p=$(pgrep -P "$w"); then echo "$p" >"$PIDS/$name"; return 0; fi
    kill -0 "$w" 2>/dev/null || break
    sleep 0.02
  done
  tail -n 20 "$LOG/$name.log" >&2; fail "$name did not start"
}

# until_ok SECONDS NAME COMMAND…: wait until COMMAND succeeds, as long as program NAME lives.
until_ok() {
  local end=$((SECONDS + $1)) name=$2; shift 2
  until "$@" >/dev/null 2>&1; do
    alive "$name" || { tail -n 20 "$LOG/$name.log" >&2; fail "$name has ended"; }
    [ $SECONDS -lt $end ] || { tail -n 20 "$LOG/$name.log" >&2; fail "$name is not ready in time"; }
    sleep 0.2
  done
}
