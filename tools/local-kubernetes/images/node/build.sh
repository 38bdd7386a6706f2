# Node.js: Debian and the program from npm's package node-linux-ARCH (without npm and yarn).
bases[node]=debian
build_node() {
  local l=$LK/layers/node-$1 arch t; arch=$(dpkg --print-architecture); t=$(mktemp -d "$LK/npm.XXXXXX")
  (cd "$t" && npm pack --silent "node-linux-${arch/amd64/x64}@$1" | tail -1 >name && tar -xzf "$(tail -1 name)")
  rm -rf "$l"; install -D -m 755 "$t/package/bin/node" "$l/usr/local/bin/node"
  add_user "$l" node debian
  make_image "$(image_name node "$1")" '{"Cmd":["node"],"Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]}' debian "node-$1"
  rm -rf "$t" "$l"
}
