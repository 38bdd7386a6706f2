/** What is wrong with the name of a Secret's key, in words that continue "… must"; nothing if it is one. @see https://kubernetes.io/docs/concepts/configuration/secret/#restriction-names-data */
export function secretKeyProblem(key: string): string | undefined {
  const isKey = /^[-._a-zA-Z0-9]{1,253}$/.test(key) && key !== '.' && !key.startsWith('..');
  return isKey ? undefined : "consist of 1 to 253 letters, digits, '-', '_' and '.', and not begin with two dots";
}
