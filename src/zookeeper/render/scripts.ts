import { prepareScript } from '../../kubernetes/prepare-script';

export const RUN_PATH = '/run/zookeeper';

/**
 * Before ZooKeeper starts: assembles its configuration in memory, and writes `myid` on a volume that is empty. A volume of another ensemble or
 * another server is an error and stays as it is.
 *
 * In: ENSEMBLE (namespace and name), CONFIG_HASH (of the pod's template), FOLDERS (separated by spaces, that of the snapshots first).
 */
export const PREPARE_SCRIPT = prepareScript({
  title: "Assembles the server's configuration, and marks its volumes when they are empty.",
  server: 'ZooKeeper',
  runPath: RUN_PATH,
  readHash: 'read -r hash <"$config/hash"',
  body: `for file in "$config"/zoo.cfg "$config"/jvm.options "$config"/logback.xml "$config"/probe.sh; do
  cat "$file" >"$run/\${file##*/}"
done
say "server $id of $ENSEMBLE: configuration $hash"

for folder in $FOLDERS; do
  mkdir -p "$folder"
  # An empty file is what a power cut may leave.
  if [ -s "$folder/ensemble" ]; then
    read -r found <"$folder/ensemble" || true
    [ "$found" = "$ENSEMBLE $id" ] || refuse "the volume at $folder belongs to ensemble and server '$found', this is '$ENSEMBLE $id'."
  else
    for file in "$folder"/*; do
      case $file in
        "$folder/*" | "$folder/ensemble" | "$folder/myid") ;;
        *) refuse "the volume at $folder has data, but no file 'ensemble' that tells whose it is: $file. If it is this server's, write '$ENSEMBLE $id' into $folder/ensemble." ;;
      esac
    done
    say "marking the empty volume at $folder"
    echo "$ENSEMBLE $id" >"$folder/ensemble"
  fi
done
folder=\${FOLDERS%% *}
if [ -s "$folder/myid" ]; then
  read -r found <"$folder/myid" || true
  [ "$found" = "$id" ] || refuse "the volume at $folder belongs to server '$found', this is server '$id'."
else
  echo "$id" >"$folder/myid"
fi
`,
});

/** Whether ZooKeeper runs (`ruok`), or serves as a member of its quorum (`srvr`). */
export const PROBE_SCRIPT = `# probe.sh PORT WORD: sends a four-letter word; succeeds if the server runs (ruok) or serves (srvr).
exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
printf '%s' "$2" >&3
while IFS= read -r -t 5 -u 3 line || [ -n "$line" ]; do
  case $line in
    imok* | Mode:*) exit 0 ;;
  esac
done
exit 1
`;
