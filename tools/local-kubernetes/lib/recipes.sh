# The words that the recipes in images/ are written in. A recipe is a folder:
#   images/NAME/layer.sh   layer_NAME FOLDER: fills FOLDER, a layer that images share
#   images/NAME/build.sh   build_NAME VERSION: makes the image
#   bases[NAME]            the shared layers it is made from, lowest first
#   inputs_NAME            prints what else of this machine goes in, if anything
# A layer or an image is made again when its recipe, this file, an input or one of its bases has changed.
declare -A bases=()
for recipe in "$HERE"/images/*/{layer,build}.sh; do [ ! -f "$recipe" ] || . "$recipe"; done

recipe_sum() { # NAME [VERSION]
  local b
  {
    echo "$*"; cat "$HERE/lib/recipes.sh"
    (cd "$HERE/images/$1" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum)
    ! declare -F "inputs_$1" >/dev/null || "inputs_$1"
    for b in ${bases[$1]:-}; do recipe_sum "$b"; done
  } | sha256sum | cut -d' ' -f1
}

# layer NAME: makes the shared layer of that name, and those it needs, unless it was made by the very same recipe.
layer() {
  local d=$LK/layers/$1 sum b; sum=$(recipe_sum "$1")
  [ ! -d "$d" ] || [ "$(cat "$d.sum" 2>/dev/null)" != "$sum" ] || return 0
  for b in ${bases[$1]:-}; do layer "$b"; done
  say "making the layer $1"
  rm -rf "$d.new" "$d.sum"; mkdir -p "$d.new"
  "layer_$1" "$d.new"
  rm -rf "$d"; mv "$d.new" "$d"
  echo "$sum" >"$d.sum"
}

# make_image NAME CONFIG LAYER…: CONFIG is the image's config as JSON, a layer is a folder of that name in $LK/layers.
make_image() {
  local name=$1 config=$2 t layer ids='' files=''; shift 2
  t=$(mktemp -d "$LK/image.XXXXXX")
  for layer in "$@"; do
    tar -C "$LK/layers/$layer" --sort=name --numeric-owner --format=gnu -cf "$t/$layer.tar" .
    ids+=${ids:+,}\"sha256:$(sha256sum "$t/$layer.tar" | cut -d' ' -f1)\" files+=${files:+,}\"$layer.tar\"
  done
  echo "{\"architecture\":\"$(dpkg --print-architecture)\",\"os\":\"linux\",\"created\":\"1970-01-01T00:00:00Z\",\"config\":$config,\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[$ids]}}" >"$t/config.json"
  echo "[{\"Config\":\"config.json\",\"RepoTags\":[\"$name\"],\"Layers\":[$files]}]" >"$t/manifest.json"
  tar -C "$t" -cf "$t/image" manifest.json config.json "${@/%/.tar}"
  image_import "$t/image"
  rm -rf "$t"
}

# add_user LAYER NAME BASE: user and group NAME with id 1000, on top of those of the layer BASE.
add_user() {
  mkdir -p "$1/etc" "$1/home/$2"; chown 1000:1000 "$1/home/$2"
  (cat "$LK/layers/$3/etc/passwd"; echo "$2:x:1000:1000::/home/$2:/bin/bash") >"$1/etc/passwd"
  (cat "$LK/layers/$3/etc/group"; echo "$2:x:1000:") >"$1/etc/group"
}

maven_libs() { # POM VERSION FOLDER PROFILE
  local d; d=$(mktemp -d "$LK/maven.XXXXXX"); cp "$1" "$d/pom.xml"
  mvn -q -B -Dstyle.color=never -f "$d/pom.xml" -Dimage.version="$2" -P"$4" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$3"
  rm -rf "$d"
  touch -d @0 "$3"/* # a class archive is valid only for jars of the same time
}

# archive_classes LAYERS SCRIPT: run SCRIPT in a root made of LAYERS (upper first, joined by ":"), where it makes a class archive.
archive_classes() {
  local t lower; t=$(mktemp -d "$LK/root.XXXXXX"); mkdir "$t"/{upper,work,root}
  lower=$(sed "s#[^:]*#$LK/layers/&#g" <<<"$1")
  unshare --mount --net --pid --fork --kill-child bash -ec "
    ip link set lo up
    mount -t overlay overlay -o lowerdir='$lower',upperdir='$t/upper',workdir='$t/work' '$t/root'
    mount -t proc proc '$t/root/proc'; mount -t devtmpfs dev '$t/root/dev' 2>/dev/null || mount --rbind /dev '$t/root/dev'
    echo 127.0.0.1 localhost \$(hostname) >'$t/root/etc/hosts'
    chroot '$t/root' /bin/bash -ec \"\$1\"" bash "$2"
  ARCHIVE_UPPER=$t
}
