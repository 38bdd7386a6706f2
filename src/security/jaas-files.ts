import { JaasModel, jaasLines } from './jaas';

/** How the files in the ConfigMap that a JAAS configuration is made from end. */
export const JAAS_PARTS = '.jaas';

/** Such a file. */
export function jaasText(jaas: JaasModel): string {
  return jaasLines(jaas).map((line) => `${line}\n`).join('');
}

/**
 * Lines of a script that make JAAS configurations in memory, from their parts (`jaasLines`) and the Secrets. In: the variable `JAAS` with the folders of the Secrets, each by the name of the
 * configuration that is made of it; `config`, `run`, and the functions `say` and `refuse`.
 */
export const COMPOSE_JAAS_FILES = `# JAAS configurations, into memory: passwords come from Secrets, quoted as Kafka reads them.
newline='
'
return=$(printf '\\r.'); return=\${return%.}
# replace TEXT FROM TO: sets "replaced".
replace() {
  replaced=
  rest=$1
  while [ "$rest" != "\${rest#*"$2"}" ]; do
    replaced=$replaced\${rest%%"$2"*}$3
    rest=\${rest#*"$2"}
  done
  replaced=$replaced$rest
}
# escape FILE: sets "escaped" to the content as it stands between quotes; line breaks at its end are none of it.
escape() {
  replace "$(cat "$1")" '\\' '\\\\'
  replace "$replaced" '"' '\\"'
  replace "$replaced" "$newline" '\\n'
  replace "$replaced" "$return" '\\r'
  escaped=$replaced
}
for secret in \${JAAS:-}; do
  name=\${secret##*/}
  jaas=
  while IFS= read -r line; do
    part=\${line#?}
    case $line in
      =*) jaas=$jaas$part ;;
      '<'*) jaas=$jaas$(cat "$secret/$part") ;;
      @*)
        escape "$secret/$part"
        [ -n "$escaped" ] || refuse "key '$part' of the Secret for '$name' is empty."
        jaas=$jaas$escaped
        ;;
      '*'*)
        users=0
        for file in "$secret"/*; do
          [ -f "$file" ] || continue
          escape "$file"
          [ -n "$escaped" ] || refuse "key '\${file##*/}' of the Secret for '$name' is empty."
          jaas="$jaas \\"$part\${file##*/}\\"=\\"$escaped\\""
          users=$((users + 1))
        done
        say "$name: $users users"
        ;;
    esac
  done <"$config/$name${JAAS_PARTS}"
  mkdir -p "$run/jaas"
  (umask 077; printf '%s' "$jaas" >"$run/jaas/$name")
done
`;
