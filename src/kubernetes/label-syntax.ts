import { subdomainProblem } from './dns-name';

/**
 * Labels and annotations as Kubernetes takes them. Each function says what is wrong in words that continue "… must", or nothing.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 */

const WORD = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** The key of a label or an annotation: `name`, or `prefix/name`. */
export function labelKeyProblem(key: string): string | undefined {
  const parts = key.split('/');
  const name = parts.length > 1 ? parts.slice(1).join('/') : parts[0];
  if (parts.length > 1) {
    const prefix = subdomainProblem(parts[0]);
    if (prefix) { return `have a domain name before its '/': that must ${prefix}`; }
  }
  if (!WORD.test(name)) { return "have a name of letters, digits, '-', '_' and '.', with a letter or digit at both ends"; }
  return name.length > 63 ? 'have a name of at most 63 characters' : undefined;
}

/** The value of a label, which may be empty. */
export function labelValueProblem(value: string): string | undefined {
  if (value === '') { return undefined; }
  if (!WORD.test(value)) { return "consist of letters, digits, '-', '_' and '.', with a letter or digit at both ends"; }
  return value.length > 63 ? 'be at most 63 characters long' : undefined;
}
