import { createHash } from 'node:crypto';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { AccessFailure } from './access-failure';
import { readPassword } from './read-source';
import { OAuthSasl } from './security';
import { certificatesIn } from './tls-options';
import { causeOf } from '../kafka-error';

/** So much of a token's time is not used, in parts of it: a connection that begins with a token must not lose it at once. */
const UNUSED = 0.2;
/** Where the endpoint does not say how long a token holds (RFC 6749, 5.1), in seconds. */
const UNTOLD_LIFE = 60;
const LARGEST_ANSWER = 1024 * 1024;

interface Token {
  readonly text: string;
  /** By `Date.now()`. */
  readonly until: number;
}

/** Of the whole process: each look at a cluster makes new connections. By what they were asked with. */
const TOKENS = new Map<string, Token>();

/** A token that holds for some time yet. @throws AccessFailure */
export async function oauthToken(sasl: OAuthSasl, milliseconds: number): Promise<string> {
  const secret = await readPassword(sasl.clientSecret, 'the client secret');
  const key = createHash('sha256').update(JSON.stringify([sasl.tokenEndpoint, sasl.clientId, sasl.scope, secret])).digest('hex');
  const known = TOKENS.get(key);
  if (known && Date.now() < known.until) { return known.text; }
  const begin = Date.now();
  const { text, seconds } = await fetchToken(sasl, secret, milliseconds);
  TOKENS.set(key, { text, until: begin + seconds * 1000 * (1 - UNUSED) });
  return text;
}

/** Lets go of a token that a node has refused: its authority may have taken it back. */
export function forgetToken(text: string): void {
  for (const [key, token] of TOKENS) { if (token.text === text) { TOKENS.delete(key); } }
}

async function fetchToken({ tokenEndpoint, clientId, scope, trust }: OAuthSasl, secret: string, milliseconds: number) {
  const url = endpoint(tokenEndpoint);
  const place = `${url.origin}${url.pathname}`;
  const ca = trust === undefined ? undefined : [...await certificatesIn(trust, 'the certificates trusted for the token endpoint')];
  let answer: Answer;
  try {
    answer = await post(url, ca, {
      // Each part is encoded before they are joined (RFC 6749, 2.3.1).
      authorization: `Basic ${Buffer.from([clientId, secret].map(encodeURIComponent).join(':')).toString('base64')}`,
    }, new URLSearchParams({ grant_type: 'client_credentials', ...scope === undefined ? {} : { scope } }).toString(), milliseconds);
  } catch (error) {
    throw new AccessFailure(`cannot be asked, as the token endpoint ${place} gave no token: ${causeOf(error)}`, `See that ${place} can be reached from here, and that its certificate is of an authority that is trusted for it.`);
  }
  const { access_token: text, expires_in: seconds, error } = answer.content;
  if (answer.status !== 200 || typeof text !== 'string' || text === '') {
    // Only an error code of the standard's own form: a description could repeat what was sent.
    const code = typeof error === 'string' && /^[a-z_]{1,40}$/.test(error) ? `: ${error}` : '';
    throw new AccessFailure(`cannot be asked, as the token endpoint ${place} gave no token: it answered with status ${answer.status}${code}`,
      `See that client ${clientId} is known at ${place}, that it may use the grant client_credentials, and that its secret is the one that was given.`);
  }
  return { text, seconds: Number(seconds) > 0 ? Number(seconds) : UNTOLD_LIFE };
}

function endpoint(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) { throw new AccessFailure('cannot be asked, as the token endpoint is no address', 'Give the token endpoint as https://HOST/PATH.'); }
  return url;
}

interface Answer {
  readonly status: number;
  readonly content: Readonly<Record<string, unknown>>;
}

function post(url: URL, ca: string[] | undefined, headers: Readonly<Record<string, string>>, body: string, milliseconds: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    const request = send(url, {
      method: 'POST',
      ca,
      signal: AbortSignal.timeout(milliseconds),
      headers: { ...headers, 'accept': 'application/json', 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) },
    }, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size > LARGEST_ANSWER) { request.destroy(new Error('its answer has no end')); }
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, content: contentOf(Buffer.concat(chunks).toString('utf8')) }));
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

function contentOf(text: string): Answer['content'] {
  try {
    const content: unknown = JSON.parse(text);
    return typeof content === 'object' && content !== null ? { ...content } : {};
  } catch {
    return {};
  }
}
