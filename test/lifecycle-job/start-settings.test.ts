import { startSettingsOf } from '../../src/lifecycle/start-settings';

const NOTHING = { settings: {}, jvm: [], logging: '', scripts: [] };

test('settings are in the order of their names, arguments in their own', () => {
  const told = startSettingsOf({ ...NOTHING, settings: { b: '2', a: '1' }, jvm: ['-Xms1g', '-Da=b'] });
  expect(Object.entries(told.settings)).toEqual([['a', '1'], ['b', '2']]);
  expect(told.jvm).toEqual(['-Xms1g', '-Da=b']);
});

test('what is long is cut, and still tells one value from another', () => {
  const [one, other] = ['1', '2'].map((end) => startSettingsOf({ ...NOTHING, settings: { a: `${'x'.repeat(500)}${end}` }, jvm: [`-Da=${'y'.repeat(500)}${end}`] }));
  for (const text of [one.settings.a, one.jvm[0]]) { expect(text.length).toBeLessThan(140); }
  expect(one.settings.a).not.toBe(other.settings.a);
  expect(one.jvm[0]).not.toBe(other.jvm[0]);
});

test('what may be a secret is not told, only that it is another one', () => {
  const secrets = (value: string) => startSettingsOf({
    ...NOTHING, settings: { 'listener.name.internal.plain.sasl.jaas.config': value, 'ssl.keystore.password': value }, jvm: [`-Djavax.net.ssl.trustStorePassword=${value}`],
  });
  expect(JSON.stringify(secrets('correct-horse'))).not.toContain('correct-horse');
  expect(secrets('correct-horse').settings['ssl.keystore.password']).toMatch(/^\(hidden\) [0-9a-f]{10}$/);
  expect(secrets('correct-horse')).not.toEqual(secrets('battery-staple'));
});

test('a reference tells where a secret lies', () => {
  const reference = '${file:/etc/secrets/keystore:password}';
  expect(startSettingsOf({ ...NOTHING, settings: { 'ssl.keystore.password': reference } }).settings['ssl.keystore.password']).toBe(reference);
});

test('logging and scripts are told apart', () => {
  expect(startSettingsOf({ ...NOTHING, logging: 'a' }).logging).not.toBe(startSettingsOf({ ...NOTHING, logging: 'b' }).logging);
  expect(startSettingsOf({ ...NOTHING, scripts: ['a', 'b'] }).scripts).not.toBe(startSettingsOf({ ...NOTHING, scripts: ['ab'] }).scripts);
});
