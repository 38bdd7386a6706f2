/**
 * Names as Kubernetes takes them. Each function says what is wrong with a name in words that continue "… must", or nothing.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */

/** The name of a Service, of a label of a host name (RFC 1035), whatever its length; before Kubernetes 1.34 a Service's name begins with a letter. */
export function labelProblem(name: string): string | undefined {
  if (name === '') { return 'not be empty'; }
  return /^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name) ? undefined
    : 'consist of lower-case letters, digits and hyphens, begin with a letter and end with a letter or digit';
}

/** The name of a namespace (RFC 1123): it may begin with a digit. */
export function namespaceProblem(name: string): string | undefined {
  if (name === '') { return 'not be empty'; }
  if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)) { return 'consist of lower-case letters, digits and hyphens, and begin and end with a letter or digit'; }
  return name.length > 63 ? 'be at most 63 characters long' : undefined;
}

/** Most other names, such as a StorageClass', and the prefix of a label (a subdomain as in RFC 1123). */
export function subdomainProblem(name: string): string | undefined {
  if (name === '') { return 'not be empty'; }
  if (!name.split('.').every((part) => /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(part))) {
    return 'consist of lower-case letters, digits, hyphens and dots, with a letter or digit at both ends of each part';
  }
  return name.length > 253 ? 'be at most 253 characters long' : undefined;
}
