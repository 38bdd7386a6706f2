import type { SeenCertificate } from './seen-certificate';

const DAY_MILLIS = 24 * 60 * 60_000;

/** A certificate that a node or a client is to have. */
export interface DeclaredCertificate {
  /** What it is known by. */
  readonly name: string;
  readonly subject: string;
  readonly dnsNames: readonly string[];
}

export interface Lifetimes {
  /** How long a new certificate is valid. */
  readonly days: number;
  /** How long before its end one is renewed; less than `days`. */
  readonly renewDays: number;
}

/** The authority that signs new certificates. */
export interface SigningAuthority {
  readonly name: string;
  readonly notAfter: Date;
}

/** A certificate that is to be made. */
export interface Renewal {
  readonly name: string;
  /** A clause. */
  readonly reason: string;
  /** No certificate outlives the authority that signed it: who trusts that would not take it any longer. */
  readonly notAfter: Date;
  /**
   * Whether a node that runs can load it. Kafka refuses a certificate of another subject, or without a name that the one before has, until it restarts
   * (`SslFactory.CertificateEntries.ensureCompatible`, KIP-978), and tells only its log.
   */
  readonly loadable: boolean;
}

/** Which certificates are to be made, and why. Those that are there and in order are not mentioned. */
export function renewals(
  declared: readonly DeclaredCertificate[], seen: Readonly<Record<string, SeenCertificate | undefined>>,
  authority: SigningAuthority, lifetimes: Lifetimes, now: Date,
): readonly Renewal[] {
  const notAfter = earlier(new Date(now.getTime() + lifetimes.days * DAY_MILLIS), authority.notAfter);
  return declared.flatMap((certificate) => {
    const there = seen[certificate.name];
    const reason = there === undefined ? 'there is none' : whyRenew(certificate, there, authority, lifetimes, notAfter, now);
    const loadable = there !== undefined && there.subject === certificate.subject && without(there.dnsNames, certificate.dnsNames).length === 0;
    return reason === undefined ? [] : [{ name: certificate.name, reason, notAfter, loadable }];
  });
}

function whyRenew(
  declared: DeclaredCertificate, there: SeenCertificate, authority: SigningAuthority, lifetimes: Lifetimes, notAfter: Date, now: Date,
): string | undefined {
  if (there.authority === undefined) { return 'none of the authorities signed it'; }
  if (there.authority !== authority.name) { return `authority ${there.authority} signed it, not ${authority.name}`; }
  if (there.subject !== declared.subject) { return `its subject is ${there.subject}, not ${declared.subject}`; }
  const [missing, extra] = [without(declared.dnsNames, there.dnsNames), without(there.dnsNames, declared.dnsNames)];
  if (missing.length > 0) { return `it is not for ${missing.join(', ')}`; }
  if (extra.length > 0) { return `it is for ${extra.join(', ')} too`; }
  if (there.notBefore > now) { return `it is not valid before ${there.notBefore.toISOString()}`; }
  // One that lasts as long as its authority allows is not made again and again until that has a successor.
  const longer = notAfter.getTime() - there.notAfter.getTime() >= DAY_MILLIS;
  return longer && endsWithin(there, lifetimes.renewDays, now) ? `it expires on ${dayOf(there.notAfter)}` : undefined;
}

/**
 * Why a node is to restart although it has loaded what was renewed; undefined if it need not. What fetches the metadata log shows the certificate that the node began with for
 * as long as it runs: once that has expired, the node is lost with the next connection to a controller (seen with 3.9.2 and 4.3.1, test/brokers/certificates.test.ts).
 */
export function whyRestart(began: SeenCertificate, { renewDays }: Lifetimes, now: Date): string | undefined {
  return endsWithin(began, renewDays, now) ? `it began with a certificate that expires on ${dayOf(began.notAfter)}` : undefined;
}

/**
 * Why an authority needs a successor; undefined if it does not. It must sign as long as it takes until all trust the next one, and what it signs is to last its whole time.
 */
export function whySucceed(authority: SigningAuthority, lifetimes: Lifetimes, now: Date): string | undefined {
  return endsWithin(authority, lifetimes.days + lifetimes.renewDays, now) ? `authority ${authority.name} expires on ${dayOf(authority.notAfter)}` : undefined;
}

function endsWithin({ notAfter }: { readonly notAfter: Date }, days: number, now: Date): boolean {
  return notAfter.getTime() - now.getTime() <= days * DAY_MILLIS;
}

function earlier(a: Date, b: Date): Date { return a < b ? a : b; }

function without(names: readonly string[], others: readonly string[]): readonly string[] { return names.filter((name) => !others.includes(name)); }

function dayOf(date: Date): string { return date.toISOString().slice(0, 'yyyy-mm-dd'.length); }
