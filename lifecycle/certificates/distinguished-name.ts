import { objectIdentifier, sequence, setOfOne, utf8String } from './der';

/** ub-common-name (RFC 5280 appendix A.1). */
const LONGEST = 64;

/** A name that is a common name alone, as Kafka shows it in a principal: `CN=events-broker-a-0` (RFC 5280 4.1.2.4). */
export function distinguishedName(commonName: string): Uint8Array {
  const length = [...commonName].length;
  // A half of a pair of surrogates has no UTF-8.
  if (length === 0 || length > LONGEST || /\p{Surrogate}/u.test(commonName)) {
    throw new RangeError(`${JSON.stringify(commonName)} cannot be the common name of a certificate: that has 1 to ${LONGEST} characters, and this has ${length}.`);
  }
  return sequence(setOfOne(sequence(objectIdentifier('2.5.4.3'), utf8String(commonName))));
}
