# Debian 12, as small as debootstrap makes it. Its busybox goes into a file of its own, for the layer alpine: images that
# are Debian in reality have none.
layer_debian() {
  debootstrap --variant=minbase --include=ca-certificates,netbase,procps,busybox bookworm "$1" >"$LK/debootstrap.log" 2>&1 || { tail "$LK/debootstrap.log" >&2; fail "debootstrap cannot make the Debian layer, see $LK/debootstrap.log"; }
  cp "$1/bin/busybox" "$LK/layers/busybox"
  chroot "$1" dpkg --purge busybox >>"$LK/debootstrap.log" 2>&1
  (cd "$1" && rm -rf var/cache/apt/* var/lib/apt/lists/* usr/share/{doc,man,info,locale} var/log/* dev/* && mkdir -p opt)
}
