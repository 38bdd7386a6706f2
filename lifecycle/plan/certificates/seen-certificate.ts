/** What a certificate says that is there. */
export interface SeenCertificate {
  readonly subject: string;
  readonly dnsNames: readonly string[];
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** The authority that signed it, of those that are known; undefined if none of them did. */
  readonly authority?: string;
}
