/** What stands in the place of a secret. */
export const HIDDEN = '(hidden)';

/** Whether a setting or system property of this name holds a secret: `ssl.keystore.password`, `keyStorePassword`. Its value belongs in no manifest. */
export function namesSecret(name: string): boolean {
  return /(password|passphrase|secret)$/i.test(name);
}

/** Whether it may hold one, be it misspelt, or something that only a secret gives access to. Its value is not shown to anybody. */
export function mayNameSecret(name: string): boolean {
  return /pass?w|passphrase|secret|credential|token|jaas|keystore[._]?key|private[._]?key|api[._-]?key|digest$/i.test(name);
}
