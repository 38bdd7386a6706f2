import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { child, Finding } from './finding';
import { isObject, Json, JsonObject, kindOf, Manifest, objectAt, objectNameOf, objectsAt, stringAt } from './manifest';
import { containersOf, podTemplates } from './pod-template';

/**
 * No manifest holds a secret value.
 *
 * @param canaries values that the caller gave as secrets, and that so must not occur anywhere, plain, in base64 or compressed
 */
export function secretFindings(manifests: readonly Manifest[], canaries: readonly string[] = []): Finding[] {
  if (canaries.some((canary) => canary.length < 6)) throw new Error('A canary needs at least 6 characters: a shorter one may occur by chance.');
  return [
    ...manifests.flatMap((manifest) => texts(manifest, '').flatMap(([path, text]) => canaryFindings(manifest, path, text, canaries))),
    ...manifests.filter((manifest) => kindOf(manifest) === 'Secret').flatMap(valuesOfSecret),
    ...manifests.filter((manifest) => kindOf(manifest) === 'ConfigMap').flatMap(valuesOfConfigMap),
    ...valuesOfContainers(manifests),
  ];
}

type Text = readonly [path: string, text: string];

/** Every text in a value, keys included. */
function texts(value: Json, path: string): Text[] {
  if (typeof value === 'string') return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((each: Json, at: number) => texts(each, child(path, at)));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, each]) => [[child(path, key), key] as const, ...texts(each, child(path, key))]);
}

function canaryFindings(manifest: Manifest, path: string, text: string, canaries: readonly string[]): Finding[] {
  const readings = [text, ...decoded(text)];
  // The number only: what is printed here may end in a public log.
  return canaries.flatMap((canary, number) => (readings.some((reading) => reading.includes(canary))
    ? [{ object: objectNameOf(manifest), path, problem: `holds the secret value number ${number} of the caller's list` }] : []));
}

/** What a text may say where it is base64, as it is, of gzip, or of Brotli, which nothing tells apart. */
function decoded(text: string): string[] {
  if (text.length < 8 || text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return [];
  const bytes = Buffer.from(text, 'base64');
  const readings = [(packed: Buffer) => packed, gunzipSync, brotliDecompressSync];
  return readings.flatMap((read) => {
    try {
      return [read(bytes).toString('utf8')];
    } catch {
      return []; // is not packed like that
    }
  });
}

/** A Secret may be declared (for a controller to fill), but not filled. */
function valuesOfSecret(secret: Manifest): Finding[] {
  return ['data', 'stringData'].filter((field) => Object.keys(objectAt(secret, field)).length > 0)
    .map((field) => ({ object: objectNameOf(secret), path: field, problem: 'holds values: what is secret is not written into manifests' }));
}

function valuesOfConfigMap(configMap: Manifest): Finding[] {
  const entries: readonly (readonly [string, JsonObject])[] = [['data', objectAt(configMap, 'data')], ['binaryData', objectAt(configMap, 'binaryData')]];
  return entries.flatMap(([field, data]) => Object.entries(data).flatMap(([key, value]) => {
    if (typeof value !== 'string') return [];
    const path = child(field, key);
    // What is compressed is a program, in whose text `password=` says little.
    const found = field === 'data' ? [...namedSecrets(`${key}=${value}`), ...secretsIn(value)] : decoded(value).flatMap(plainSecrets);
    return [...new Set(found)].map((problem) => ({ object: objectNameOf(configMap), path, problem }));
  }));
}

function valuesOfContainers(manifests: readonly Manifest[]): Finding[] {
  return podTemplates(manifests).flatMap((template) => containersOf(template).flatMap(({ container, path }) => {
    const variables = objectsAt(container, 'env').flatMap((variable, at) => {
      const value = stringAt(variable, 'value') ?? '';
      const found = [...namedSecrets(`${stringAt(variable, 'name') ?? ''}=${value}`), ...secretsIn(value)];
      return [...new Set(found)].map((problem) => ({ object: template.object, path: `${path}.env[${at}].value`, problem }));
    });
    const words = ['command', 'args'].flatMap((field) => texts(container[field] ?? [], child(path, field))
      .flatMap(([at, word]) => secretsIn(word).map((problem) => ({ object: template.object, path: at, problem }))));
    return [...variables, ...words];
  }));
}

/**
 * Names that end like this hold what is secret: `ssl.key.password`, `MIRROR_PASSWORD`, `sasl.oauthbearer.client.secret`.
 * "secret" and "token" alone are most often the name of a Secret, or of a token's place.
 */
const SECRET_NAME = new RegExp([
  'password', 'passwd', 'passphrase', '.secret', '.token', 'secret[._-]?key', 'secret[._-]?access[._-]?key', 'api[._-]?key', 'credentials', 'user\\.info', 'keystore\\.key',
].map((ending) => `${ending}$`).join('|'), 'i');

/** The ways to name a value: properties, JSON, YAML, JAAS, system properties, options. In quotes a value may have blanks; it never begins in the next line. */
const ASSIGNMENT = /(?:^|[\s,;{"'])(?:-D|--?)?([A-Za-z][\w.-]*)["']?[ \t]*[=:][ \t]*("[^"\n]*"|'[^'\n]*'|<[^>\n]*>|[^\s;,"']+)/gm;

function namedSecrets(text: string): string[] {
  return [...text.matchAll(ASSIGNMENT)]
    .filter(([, name, value]) => SECRET_NAME.test(name) && isLiteral(value))
    .map(([, name]) => `"${name}" has a literal value: read it from a mounted Secret`);
}

/** In a JAAS file, PlainLoginModule and DigestLoginModule name users as `user_<name>="<password>"`. */
const JAAS_USER = /\b(user_[\w.-]+)\s*=\s*("[^"\n]*"|[^\s;"]+)/g;

function secretsIn(text: string): string[] {
  const found = [...namedSecrets(text), ...plainSecrets(text)];
  if (text.includes('LoginModule')) {
    found.push(...[...text.matchAll(JAAS_USER)].filter(([, , value]) => isLiteral(value)).map(([, name]) => `"${name}" of a login module has a literal password`));
  }
  return found;
}

/** What is secret whatever its name. */
function plainSecrets(text: string): string[] {
  const found: string[] = [];
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) found.push('holds a private key');
  if (/[a-z][a-z0-9+.-]{0,20}:\/\/[^\s/:@"'$]{1,200}:[^\s/@"'$]{1,200}@/i.test(text)) found.push('holds a URL with a password');
  return found;
}

/** Not so: nothing, a config provider's `${file:…}`, a shell's `$NAME` or `$(…)`, a placeholder's `<…>`, booleans, and names of files. */
function isLiteral(value: string): boolean {
  const bare = value.replace(/^["']|["']$/g, '').trim();
  return bare !== '' && !/^(\$.*|<[^>]*>|true|false|null|\[hidden\]|\/[\w./-]*)$/.test(bare);
}
