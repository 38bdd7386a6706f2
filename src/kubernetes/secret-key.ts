/** What is wrong with the name of a Secret's key, in words that continue "… must"; nothing if it is one. @see https://kubernetes.io/docs/concepts/configuration/secret/#restriction-names-data */
export function secretKeyProblem(key: string): string | undefined {
  return /^[-._a-zA-Z0-9]{1,253}$/.test(key) && !/^\.\.?$/.test(key) ? undefined : 'be a key of a Secret: letters, digits, hyphens, underscores and dots';
}
