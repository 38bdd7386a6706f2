# up, down, status, restart, and the nodes' misfortunes.
. "$HERE/lib/pki.sh"
. "$HERE/lib/node.sh"

kubectl() { KUBECONFIG=$PKI/admin.kubeconfig "$BIN/kubectl" "$@"; }

up() {
  local nodes=3 version i w=() since
  version=$(cat "$RUN/version" 2>/dev/null || echo "$VERSIONS" | head -1)
  while [ $# -gt 0 ]; do
    case $1 in
      --nodes) nodes=$2; shift 2 ;;
      --kubernetes) version=$2; shift 2 ;;
      *) fail "up: unknown option $1" ;;
    esac
  done
  [[ $nodes =~ ^[0-9]$ ]] || fail "--nodes is 0 to 9"
  [ -x "$BIN/kubernetes-$version" ] || fail "no program for Kubernetes $version: run setup (versions: ${VERSIONS//$'\n'/ })"
  [ "$(cat "$RUN/version" 2>/dev/null || echo "$version")" = "$version" ] || fail "a cluster of another version is there: run down first"
  [ -d "$STORE" ] || fail "no images: run setup"
  mkdir -p "$PIDS" "$LOG" "$RUN/disks"; echo "$version" >"$RUN/version"
  ln -sfn "kubernetes-$version" "$BIN/kubectl"
  SECONDS=0
  make_pki; install -m 600 "$PKI/admin.kubeconfig" "$LK/kubeconfig"
  control_plane_network
  control_plane_programs
  for i in $(seq "$nodes"); do node_pki "$i"; node_begin "$i" & w+=($!); done # while the API server starts
  until_ok 120 kube-apiserver kubectl get --raw /readyz
  say "API server ready after $SECONDS s"
  kubectl apply -f "$HERE/lib/storage-classes.yaml" >/dev/null
  until_ok 60 kube-controller-manager kubectl get serviceaccount default
  for i in "${w[@]}"; do wait "$i" || fail "a node did not start, see $LOG"; done
  since=$(date -u +%FT%TZ) # heartbeats are noted in whole seconds
  for i in $(seq "$nodes"); do node_join "$i"; done
  for i in $(seq "$nodes"); do node_wait "$i" "$since"; done
  say "$nodes nodes of Kubernetes $version ready after $SECONDS s; export KUBECONFIG=$LK/kubeconfig"
}

# The control plane has namespaces of its own, and the nodes' lie within these. So nothing of the cluster touches the
# machine's iptables, mounts or folders, except the interface $LINK with its routes, the nodes' cgroups, and $LK.
control_plane_network() {
  if ! alive control-plane && ip link show "$LINK" >/dev/null 2>&1; then fail "interface $LINK exists: is another cluster running?"; fi
  holder control-plane || return 0
  ip link add "$LINK" type veth peer name uplink netns "$(cat "$PIDS/control-plane")"
  ip addr add "$NET.1/24" dev "$LINK"; ip link set "$LINK" up
  for i in "$PODS.0.0/16" "$SERVICES" "$BALANCERS"; do ip route add "$i" via "$NET.2"; done
  inside control-plane bash -ec "
    ip link set lo up; ip link add switch address 02:00:00:00:00:02 type bridge # or it would change with the ports
    ip link set uplink master switch; ip link set uplink up
    ip addr add $NET.2/24 dev switch; ip link set switch up
    echo 1 >/proc/sys/net/ipv4/ip_forward
    for f in all default switch; do echo 0 >/proc/sys/net/ipv4/conf/\$f/send_redirects; echo 0 >/proc/sys/net/ipv4/conf/\$f/rp_filter; done
    for i in 1 2 3 4 5 6 7 8 9; do ip route add $PODS.\$i.0/24 via $NET.1\$i; done
    mount --make-rshared /"
}

control_plane_programs() {
  local k=$BIN/kubernetes-$(cat "$RUN/version") c
  touch "$RUN/hosts"
  cat >"$RUN/Corefile" <<C
.:53 {
  bind $NET.2
  errors
  ready 127.0.0.1:8181
  hosts $RUN/hosts {
    ttl 5
    reload 1s
    fallthrough
  }
  kubernetes cluster.local in-addr.arpa {
    kubeconfig $PKI/admin.kubeconfig
    pods insecure
    ttl 5
  }
  cache 5
}
C
  start etcd control-plane "$k" etcd --data-dir="$RUN/etcd"
  start kube-apiserver control-plane "$k" kube-apiserver --etcd-servers=http://127.0.0.1:2379 \
    --advertise-address=$NET.2 --secure-port=6443 --service-cluster-ip-range=$SERVICES --endpoint-reconciler-type=lease \
    --tls-cert-file="$PKI/apiserver.crt" --tls-private-key-file="$PKI/apiserver.key" --client-ca-file="$PKI/ca.crt" \
    --service-account-issuer=https://kubernetes.default.svc.cluster.local --service-account-key-file="$PKI/sa.pub" --service-account-signing-key-file="$PKI/sa.key" \
    --kubelet-certificate-authority="$PKI/ca.crt" --kubelet-client-certificate="$PKI/apiserver-client.crt" --kubelet-client-key="$PKI/apiserver-client.key" \
    --requestheader-client-ca-file="$PKI/ca.crt" --requestheader-allowed-names=front-proxy --requestheader-username-headers=X-Remote-User --requestheader-group-headers=X-Remote-Group \
    --proxy-client-cert-file="$PKI/front-proxy.crt" --proxy-client-key-file="$PKI/front-proxy.key" --requestheader-extra-headers-prefix=X-Remote-Extra- \
    --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction --allow-privileged=true --enable-aggregator-routing=true \
    --kubelet-preferred-address-types=InternalIP
  until_ok 120 kube-apiserver kubectl get --raw /livez
  for c in kube-controller-manager kube-scheduler; do
    local f=(--kubeconfig="$PKI/$c.kubeconfig" --authentication-kubeconfig="$PKI/$c.kubeconfig" --authorization-kubeconfig="$PKI/$c.kubeconfig" --leader-elect=false --bind-address=127.0.0.1)
    [ $c = kube-scheduler ] || f+=(--use-service-account-credentials=true --service-account-private-key-file="$PKI/sa.key" --root-ca-file="$PKI/ca.crt"
      --cluster-signing-cert-file="$PKI/ca.crt" --cluster-signing-key-file="$PKI/ca.key" --service-cluster-ip-range=$SERVICES --kube-api-qps=200 --kube-api-burst=400)
    start $c control-plane "$k" $c "${f[@]}"
  done
  start coredns control-plane "$BIN/coredns" -conf "$RUN/Corefile"
  start cloud control-plane "$k" cloud --kubeconfig="$PKI/cloud.kubeconfig" --disks="$RUN/disks" --hosts="$RUN/hosts" --addresses=$BALANCERS
}

down() {
  local i c p
  if alive control-plane; then
    p=$(cat "$PIDS/control-plane")
    kill -9 "$p" # and with it, by the kernel, everything in its process namespace
    for i in $(seq 300); do [ -e "/proc/$p" ] || break; sleep 0.1; done
  fi
  ip link del "$LINK" 2>/dev/null || true # its routes go with it
  for c in $(cgroups); do
    for i in $(seq 50); do find "$c" -depth -type d -exec rmdir {} + 2>/dev/null || true; [ -d "$c" ] || break; sleep 0.1; done
  done
  for i in /var/lib/kubelet /var/log/containers /var/log/pods /var/lib/cni; do rmdir "$i" 2>/dev/null || true; done # mount points
  rm -rf "$RUN" "$LK/kubeconfig"
  say "down"
}

status() {
  [ -f "$RUN/version" ] && alive control-plane || { echo "no cluster runs"; return 3; }
  local f n
  echo "Kubernetes $(cat "$RUN/version"), $LK"
  for f in "$PIDS"/*; do n=$(basename "$f"); if alive "$n"; then echo "  runs   $n ($(cat "$f"))"; else echo "  ENDED  $n"; fi; done | column -c 150
  kubectl get nodes -L topology.kubernetes.io/zone
  inside control-plane sh -c 'cat /proc/[0-9]*/smaps_rollup 2>/dev/null || true' | awk '/^Pss:/ { s += $2 } END { printf "memory of all processes, pods included: %d MB\n", s / 1024 }'
}

restart() {
  local p i
  alive "$1" || fail "$1 does not run"
  [[ $1 != control-plane && ! $1 =~ ^node[0-9]$ ]] || fail "use down and up, or node-cut and node-up"
  p=$(cat "$PIDS/$1"); kill "$p"
  for i in $(seq 300); do [ -e "/proc/$p" ] || break; sleep 0.1; done
  rm -f "$PIDS/$1"
  case $1 in kubelet? | kube-proxy? | containerd? | network-policies?) i=${1: -1}; node_begin "$i"; node_join "$i" ;; *) control_plane_programs ;; esac
}

node_cut() {
  alive "node$1" || fail "node$1 does not run"
  local p i; p=$(cat "$PIDS/node$1")
  kill -9 "$p"
  for i in $(seq 300); do [ -e "/proc/$p" ] || break; sleep 0.1; done
  rm -f "$PIDS"/{node,containerd,kubelet,kube-proxy,network-policies}"$1"
}
node_up() {
  alive control-plane || fail "no cluster runs"
  local since; since=$(date -u +%FT%TZ)
  node_pki "$1"; node_begin "$1"; node_join "$1"; node_wait "$1" "$since"
}
node_isolate() { inside control-plane ip link set "lk-n$1" down; }
node_rejoin() { inside control-plane ip link set "lk-n$1" up; }
