# setup: Debian packages, programs, images. Each part is left alone when it is there already, made from the very same source.
. "$HERE/lib/images.sh"

PACKAGES="containerd runc containernetworking-plugins debootstrap iptables nftables iproute2 openssl procps bsdextrautils util-linux"
IMAGES="pause:3.10 kafka:4.3.1 kafka:4.2.2 kafka:4.1.2 kafka:4.0.2 kafka:3.9.2 zookeeper:3.8.6 node:22"
WANTED=(1.34) # versions of Kubernetes

setup_options() {
  while [ $# -gt 0 ]; do
    [ "$1" = --kubernetes ] && [ $# -gt 1 ] || fail "setup: unknown option $1 (there is --kubernetes V)"
    [ -f "$HERE/go/kubernetes/$2.mod" ] && [[ $2 =~ ^[0-9.]+$ ]] || fail "no Kubernetes $2 here, only ${VERSIONS//$'\n'/ }"
    WANTED+=("$2"); shift 2
  done
}

missing_packages() {
  local p
  for p in $PACKAGES; do dpkg-query -W -f '${Status}' "$p" 2>/dev/null | grep -q ' installed' || echo "$p"; done
}

newer() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -1)" = "$1" ]; } # AT-LEAST VERSION

# requirements: names all that is missing at once and does nothing else, so that it needs no root.
requirements() {
  local lack=() v packages debian=
  packages=$(missing_packages | tr '\n' ' '); packages=${packages% }
  ! command -v apt-get >/dev/null || ! grep -qsE '^ID(_LIKE)?=.*debian' /etc/os-release || debian=true
  v=$(go version 2>/dev/null | grep -o 'go[0-9][0-9.]*') || true
  newer 1.25 "${v#go}" || lack+=("Go 1.25 or newer (https://go.dev/dl)${v:+; here is $v}")
  v=$(jdk_release | sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p')
  newer 17 "$v" || lack+=("a JDK 17 or newer with jlink (Debian: openjdk-17-jdk-headless)${v:+; here is $v}")
  command -v mvn >/dev/null || lack+=("Maven (Debian: maven)")
  command -v npm >/dev/null || lack+=("npm (it comes with Node.js, https://nodejs.org)")
  if [ -z "$debian" ]; then
    lack+=("Debian 12, whose apt-get and packages it uses${packages:+: $packages}")
  elif [ -n "$packages" ] && { [ "$(id -u)" != 0 ] || [ ${#lack[@]} -gt 0 ]; }; then
    lack+=("the Debian packages $packages (setup installs these itself when it runs as root and nothing else is missing)")
  fi
  [ ${#lack[@]} = 0 ] || fail "setup needs what is not on this machine:$(printf '\n  - %s' "${lack[@]}")"
}

setup() {
  local p i images
  tidy
  p=$(missing_packages)
  if [ -n "$p" ]; then
    say "installing Debian packages: ${p//$'\n'/ }"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $p >/dev/null; } 9>&- ||
      fail "apt-get cannot install the Debian packages ${p//$'\n'/ }"
  fi
  mkdir -p "$BIN" "$LK/layers"
  build_program pause pause . -ldflags '-s -w'
  # The images need no other program, and mostly wait for what is not the compiler.
  # A group of its own, so that all of it ends with this script: it holds the lock too.
  set -m; build_images & images=$!; set +m
  trap "kill -- -$images 2>/dev/null || true" EXIT
  trap 'exit 130' INT TERM
  build_program coredns kubernetes ./coredns -modfile="${WANTED[0]}.mod" -trimpath -ldflags '-s -w'
  for i in "${WANTED[@]}"; do build_kubernetes "$i"; done
  wait "$images" || fail "not all images could be made"
  trap - EXIT INT TERM
  say "ready, in $LK: $(du -sh "$LK" | cut -f1)"
}

build_images() {
  local i
  for i in $IMAGES; do image_is_current "${i%:*}" "${i#*:}" || image_build "${i%:*}" "${i#*:}"; done
}

# build_program NAME FOLDER PACKAGE GO-BUILD-OPTIONS…: unless the program was built from the very same source.
build_program() {
  local name=$1 dir=$HERE/go/$2 package=$3 sum; shift 3
  sum=$(find "$dir" -type f -print0 | LC_ALL=C sort -z | xargs -0 cat | sha256sum)$*
  [ "$(cat "$BIN/.$name" 2>/dev/null)" != "$sum" ] || [ ! -x "$BIN/$name" ] || return 0
  say "building $name (the first time downloads and compiles for minutes)"
  (cd "$dir" && GOGC=${GOGC:-400} go build -buildvcs=false -o "$BIN/$name.new" "$@" "$package")
  mv "$BIN/$name.new" "$BIN/$name" # whole, or as it was
  echo "$sum" >"$BIN/.$name"
}

build_kubernetes() {
  local full major minor p=k8s.io/component-base/version
  full=$(sed -n 's#^\tk8s.io/kubernetes ##p' "$HERE/go/kubernetes/$1.mod") major=${1%.*} minor=${1#*.}
  build_program "kubernetes-$1" kubernetes . -modfile="$1.mod" -trimpath \
    -ldflags "-s -w -X $p.gitVersion=$full -X $p.gitMajor=$major -X $p.gitMinor=$minor -X $p.gitTreeState=clean"
}
