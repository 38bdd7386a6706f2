/** A label of a host name (RFC 1123 2.1), and the underscores that some networks have in theirs. */
const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i;

/**
 * Whether a certificate can be for that host. A wildcard stands for the whole of the first label and for no more (RFC 6125 6.4.3): `*.events.example.com`.
 * Other letters than ASCII's come as a client looks them up, in Punycode (RFC 5280 7.2).
 */
export function isDnsName(name: string): boolean {
  const labels = name.split('.');
  const fixed = labels[0] === '*' ? labels.slice(1) : labels;
  // `*` and `*.com` are for hosts of everybody; Java refuses the first (HostnameChecker).
  return name.length <= 253 && fixed.length >= (labels[0] === '*' ? 2 : 1) && fixed.every((label) => LABEL.test(label));
}
