import { mayNameSecret, namesSecret } from '../../src/validation/secrets';

describe('a name', () => {
  test.each(['password', 'ssl.keystore.password', 'javax.net.ssl.keyStorePassword', 'SASLAuthenticationProvider.superPassword', 'key_passphrase', 'oauth.client.SECRET'])(
    'of a secret: %s', (name) => expect([namesSecret(name), mayNameSecret(name)]).toEqual([true, true]));

  test.each(['ssl.keystore.passwrd', 'ssl.keystore.password.old', 'access.token', 'sasl.jaas.config', 'ssl.keystore.key', 'api-key', 'aws.credentials', 'superDigest'])(
    'of what may be one, and so is not shown: %s', (name) => expect([namesSecret(name), mayNameSecret(name)]).toEqual([false, true]));

  test.each(['log.dirs', 'ssl.keystore.location', 'num.io.threads', 'ssl.keystore.type', 'compass.direction'])(
    'of none: %s', (name) => expect([namesSecret(name), mayNameSecret(name)]).toEqual([false, false]));
});
