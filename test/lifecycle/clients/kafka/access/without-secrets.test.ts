import { withoutSecrets } from '../../../../../lifecycle/clients/kafka/access/without-secrets';

test('secrets are not told, in any form in which they are sent', () => {
  const text = `password canary/1 was sent as ${Buffer.from('canary/1').toString('base64')}, canary%2F1`;
  expect(withoutSecrets(text, ['canary/1', ''])).toBe('password *** was sent as ***, ***');
});
