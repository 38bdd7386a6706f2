# The pod sandbox: our own pause program under the real one's name.
inputs_pause() { cat "$BIN/.pause"; }
build_pause() {
  rm -rf "$LK/layers/pause"; install -D "$BIN/pause" "$LK/layers/pause/pause"
  make_image "$(image_name pause "$1")" '{"Entrypoint":["/pause"],"User":"65535:65535"}' pause
}
