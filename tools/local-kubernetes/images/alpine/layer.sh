# What stands in for Alpine: its layout, busybox's tools, bash, getent, and nothing else. The C library is Debian's (glibc, as
# the machine's Java is built for it), not musl. Debian's package busybox-static would not do: its shell finds all of busybox's
# tools by itself (FEATURE_SH_STANDALONE), also those that are not linked here.
bases[alpine]=debian
layer_alpine() {
  local d=$1 debian=$LK/layers/debian lib path applet
  mkdir -p "$d"/{bin,dev,etc/ssl/certs,home,lib,lib64,media,mnt,opt,proc,run,sbin,srv,sys,usr/{bin,lib/locale,local/{bin,sbin},sbin,share},var/{cache,lib,log}}
  mkdir -m 1777 "$d"/{tmp,var/tmp}; mkdir -m 700 "$d/root"; ln -s /run "$d/var/run"

  cp -L "$debian/bin/bash" "$d/bin/"; cp -L "$debian/usr/bin/getent" "$d/usr/bin/"
  for lib in "$debian"/lib/ld-linux* "$debian"/lib64/ld-linux*; do [ ! -e "$lib" ] || cp -L "$lib" "$d${lib#"$debian"}"; done
  # c … rt: of programs and Kafka's native libraries; gcc_s … z: of Java's; tinfo: bash's; resolv: busybox's
  for lib in c m dl pthread rt gcc_s 'stdc++' z tinfo resolv; do
    for path in "$debian"/lib/*-linux-gnu/lib"$lib".so.[0-9]; do install -D -m 755 "$path" "$d${path#"$debian"}"; done
  done

  cp "$LK/layers/busybox" "$d/bin/busybox"
  while read -r path; do # bin/cat, usr/bin/cut …: the usual places
    ! grep -qxF -- "${path##*/}" "$HERE/images/alpine/applets.txt" || ln -s /bin/busybox "$d/$path"
  done < <(chroot "$d" /bin/busybox --list-full)
  while read -r applet; do
    [ -n "$(find "$d"/{,usr/}{bin,sbin} -name "$applet")" ] || fail "images/alpine/applets.txt: busybox has no $applet"
  done < <(grep -v '^#' "$HERE/images/alpine/applets.txt" | grep -vxF '[' | grep -vxF '[[')

  cp -a "$debian"/etc/{host.conf,nsswitch.conf,protocols,services} "$d/etc/"
  cp -a "$debian/etc/ssl/certs/ca-certificates.crt" "$d/etc/ssl/certs/"; ln -s certs/ca-certificates.crt "$d/etc/ssl/cert.pem"
  cp -a "$debian/usr/lib/locale/C.utf8" "$d/usr/lib/locale/"; cp -a "$debian/usr/share/zoneinfo" "$d/usr/share/"
  printf '%s\n' root:x:0:0:root:/root:/bin/sh nobody:x:65534:65534:nobody:/:/sbin/nologin >"$d/etc/passwd"
  printf '%s\n' root:x:0:root tty:x:5: nobody:x:65534: >"$d/etc/group"
  printf '%s\n' /bin/sh /bin/ash /bin/bash >"$d/etc/shells"
  printf '%s\n' ID=local-kubernetes 'PRETTY_NAME="local-kubernetes: the tools of busybox"' >"$d/etc/os-release"
}
