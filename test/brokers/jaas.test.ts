import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { java, kafkaLibs } from './kafka-libs';
import { JaasModule, renderJaas } from '../../src/security/jaas';
import { COMPOSE_JAAS_FILES, JAAS_PARTS, jaasText } from '../../src/security/jaas-files';

/** JAAS configurations, read by Kafka itself: those that are known at synthesis, and those that a node's script composes of Secrets, in the shells that images have. */

jest.setTimeout(180_000);

const MODULE = 'org.apache.kafka.common.security.plain.PlainLoginModule';
const CASES = 250;

let folder: string;
beforeEach(() => folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jaas-')));
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const AWKWARD = ['"', '\\', '\n', '\r', '\t', '\'', '$', '`', '{', '}', '*', '?', '[', ']', ';', '=', '#', '/', '//', '/*', '*/', ' ', '%', '&', '@', '!', '\\n', '\\u0041', '\\101', '${env:HOME}', '$(id)', '${composed:/x:y}', 'é', '€', '\u{1f511}', '\u2028', '\u0085', '-', '--', '<', '>'];
const value = fc.string({ unit: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...AWKWARD) }, { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }) }), minLength: 1, maxLength: 12 })
  // A file of no text has none; what ends a line at its end is none of a password.
  .filter((text) => !text.includes('\0') && text.replace(/\n+$/, '') !== '' && Buffer.from(text, 'utf8').toString('utf8') === text);
const key = fc.stringMatching(/^[-_a-zA-Z0-9][-._a-zA-Z0-9]{0,20}$/);

function readByKafka(version: string): (readonly [string, Record<string, string>] | null)[] {
  const { status, stdout, stderr } = spawnSync(java(), ['-cp', `${kafkaLibs(version)}/*`, path.join(__dirname, 'probes', 'JaasProbe.java'), path.join(folder, 'run', 'jaas')], { encoding: 'utf8' });
  if (status !== 0) { throw new Error(stderr); }
  return stdout.trimEnd().split('\n').map((line) => JSON.parse(line));
}

const VERSIONS = ['3.9.2', '4.3.1'];

test.each(VERSIONS)('Kafka %s reads what was rendered', (version) => {
  const options = fc.uniqueArray(fc.record({ name: value, value }), { minLength: 1, maxLength: 4, selector: (option) => option.name });
  const cases = fc.sample(options, CASES);
  fs.mkdirSync(path.join(folder, 'run', 'jaas'), { recursive: true });
  for (const [i, each] of cases.entries()) {
    const text = renderJaas({ module: MODULE, options: each });
    fs.writeFileSync(path.join(folder, 'run', 'jaas', String(i)), text ?? '');
  }
  expect(readByKafka(version)).toEqual(cases.map((each) => [MODULE, Object.fromEntries(each.map((option) => [option.name, option.value]))]));
});

test.each(VERSIONS.flatMap((version) => ['dash', 'bash'].map((shell) => [version, shell])))('Kafka %s reads what %s composed', (version, shell) => {
  const cases = fc.sample(fc.record({ user: value, users: fc.dictionary(key, value, { minKeys: 1, maxKeys: 3 }) }), CASES);
  const names = cases.map((_, i) => String(i));
  fs.mkdirSync(path.join(folder, 'config'), { recursive: true });
  fs.mkdirSync(path.join(folder, 'run'));
  for (const [i, { user, users }] of cases.entries()) {
    const secret = path.join(folder, 'secrets', names[i]);
    fs.mkdirSync(secret, { recursive: true });
    for (const [name, password] of Object.entries(users)) { fs.writeFileSync(path.join(secret, name), password); }
    const jaas: JaasModule = { module: MODULE, options: [{ name: 'username', value: user }, { name: 'password', file: Object.keys(users)[0] }, { prefix: 'user_' }] };
    fs.writeFileSync(path.join(folder, 'config', `${names[i]}${JAAS_PARTS}`), jaasText(jaas));
  }
  const script = `set -eu\nconfig=${folder}/config\nrun=${folder}/run\nsay() { :; }\nrefuse() { echo "$*" >&2; exit 1; }\n${COMPOSE_JAAS_FILES}`;
  const { status, stderr } = spawnSync(shell, ['-c', script], { encoding: 'utf8', env: { ...process.env, JAAS: names.map((name) => path.join(folder, 'secrets', name)).join(' ') } });
  expect([status, stderr]).toEqual([0, '']);
  expect(readByKafka(version)).toEqual(cases.map(({ user, users }) => [MODULE, {
    username: user,
    password: withoutEnd(users[Object.keys(users)[0]]),
    ...Object.fromEntries(Object.entries(users).map(([name, password]) => [`user_${name}`, withoutEnd(password)])),
  }]));
  expect(fs.statSync(path.join(folder, 'run', 'jaas', '0')).mode % 0o1000).toBe(0o600);
});

test('an empty password is refused, by the name of its key', () => {
  for (const name of ['config', 'run', 'secrets/clients.plain']) { fs.mkdirSync(path.join(folder, name), { recursive: true }); }
  fs.writeFileSync(path.join(folder, 'secrets', 'clients.plain', 'shop'), '\n');
  fs.writeFileSync(path.join(folder, 'config', `clients.plain${JAAS_PARTS}`), jaasText({ module: MODULE, options: [{ prefix: 'user_' }] }));
  const script = `set -eu\nconfig=${folder}/config\nrun=${folder}/run\nsay() { :; }\nrefuse() { echo "$*" >&2; exit 1; }\n${COMPOSE_JAAS_FILES}`;
  const { status, stderr } = spawnSync('sh', ['-c', script], { encoding: 'utf8', env: { ...process.env, JAAS: path.join(folder, 'secrets', 'clients.plain') } });
  expect([status, stderr.trim()]).toEqual([1, "key 'shop' of the Secret for 'clients.plain' is empty."]);
});

/** As the shell reads a file: without line breaks at its end. */
function withoutEnd(text: string): string { return text.replace(/\n+$/, ''); }
