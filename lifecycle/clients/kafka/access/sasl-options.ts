import type { SASLOptions } from '@platformatic/kafka' with { 'resolution-mode': 'import' };
import { forgetToken, oauthToken } from './oauth-token';
import { readPassword } from './read-source';
import { Sasl } from './security';

/**
 * Reads what the client library needs to authenticate. It asks again where a node wants that of a connection that lasts (KIP-368), so what it is given are functions.
 *
 * @param milliseconds for which a token may be waited for
 * @throws AccessFailure
 */
export async function saslOptions(sasl: Sasl, milliseconds: number): Promise<{ readonly options: SASLOptions; readonly secrets: readonly string[] }> {
  if (sasl.mechanism !== 'OAUTHBEARER') {
    const read = async () => readPassword(sasl.password, 'the password');
    const password = await read();
    return { options: { mechanism: sasl.mechanism, username: sasl.username, password: read }, secrets: [password] };
  }
  const first = await oauthToken(sasl, milliseconds);
  let used = first;
  return {
    options: {
      mechanism: 'OAUTHBEARER',
      token: async () => used = await oauthToken(sasl, milliseconds),
      // A node answers a token that it refuses without an error, and waits for another word of the client's (RFC 7628, 3.2.3): whatever it says here is a refusal.
      authBytesValidator: (bytes, done) => {
        if (bytes.length === 0) { return done(null, bytes); }
        forgetToken(used);
        return done(new Error('the node refused the token'));
      },
    },
    secrets: [first, await readPassword(sasl.clientSecret, 'the client secret')],
  };
}
