/** The mechanisms of SCRAM that Kafka has (RFC 5802, RFC 7677). */
export enum ScramMechanism {
  /** With SHA-256. */
  SHA_256 = 'SCRAM-SHA-256',
  /** With SHA-512. */
  SHA_512 = 'SCRAM-SHA-512',
}
