/** The text without any of the secrets: what a node or a library says of them is not ours to choose. Forms in which a protocol carries them count too. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.filter((secret) => secret !== '')
    .flatMap((secret) => [secret, Buffer.from(secret).toString('base64'), encodeURIComponent(secret)])
    .reduce((left, secret) => left.replaceAll(secret, '***'), text);
}
