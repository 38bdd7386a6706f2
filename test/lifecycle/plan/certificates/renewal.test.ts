import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { issueCertificate, validity } from '../../../../lifecycle/certificates/issue';
import { newPrivateKey, privateKeyOf, publicKeyOf } from '../../../../lifecycle/certificates/key-pair';
import { keyStore } from '../../../../lifecycle/certificates/key-store';
import { readCertificate } from '../../../../lifecycle/certificates/read-certificate';
import { DeclaredCertificate, renewals, whyRestart, whySucceed } from '../../../../lifecycle/plan/certificates/renewal';
import { SeenCertificate } from '../../../../lifecycle/plan/certificates/seen-certificate';

const NOW = new Date('2026-11-29T06:00:00Z');
const LIFETIMES = { days: 90, renewDays: 30 };
const AUTHORITY = { name: 'b', notAfter: new Date('2036-01-01T00:00:00Z') };
const DECLARED: DeclaredCertificate = { name: 'events-broker-a-0', subject: 'events-broker-a-0', dnsNames: ['a.kafka.svc', 'b.kafka.svc'] };
const GOOD: SeenCertificate = {
  subject: DECLARED.subject,
  dnsNames: DECLARED.dnsNames,
  notBefore: new Date('2026-11-01T00:00:00Z'),
  notAfter: new Date('2027-01-30T00:00:00Z'),
  authority: 'b',
};

function look(seen: SeenCertificate | undefined, authority = AUTHORITY) {
  return renewals([DECLARED], { [DECLARED.name]: seen }, authority, LIFETIMES, NOW);
}

test('one that is in order stays', () => expect(look(GOOD)).toEqual([]));

test.each<[string, SeenCertificate | undefined, boolean]>([
  ['there is none', undefined, false],
  ['it expires on 2026-12-29', { ...GOOD, notAfter: new Date('2026-12-29T06:00:00Z') }, true],
  ['it expires on 2026-01-01', { ...GOOD, notAfter: new Date('2026-01-01T00:00:00Z') }, true],
  ['it is not valid before 2026-11-30T00:00:00.000Z', { ...GOOD, notBefore: new Date('2026-11-30T00:00:00Z') }, true],
  ['it is not for b.kafka.svc', { ...GOOD, dnsNames: ['a.kafka.svc'] }, true],
  ['it is for c.kafka.svc too', { ...GOOD, dnsNames: [...GOOD.dnsNames, 'c.kafka.svc'] }, false],
  ['it is not for b.kafka.svc', { ...GOOD, dnsNames: ['a.kafka.svc', 'c.kafka.svc'] }, false],
  ['its subject is broker, not events-broker-a-0', { ...GOOD, subject: 'broker' }, false],
  ['authority a signed it, not b', { ...GOOD, authority: 'a' }, true],
  ['none of the authorities signed it', { ...GOOD, authority: undefined }, true],
])('%s', (reason, seen, loadable) => {
  expect(look(seen)).toEqual([{ name: DECLARED.name, reason, notAfter: new Date('2027-02-27T06:00:00Z'), loadable }]);
});

test('the order of names does not matter', () => expect(look({ ...GOOD, dnsNames: [...GOOD.dnsNames].reverse() })).toEqual([]));

test('none outlives its authority, and one that ends with it is not made again', () => {
  const ending = { name: 'b', notAfter: new Date('2026-12-10T00:00:00Z') };
  expect(look(undefined, ending)).toMatchObject([{ notAfter: ending.notAfter }]);
  expect(look({ ...GOOD, notAfter: ending.notAfter }, ending)).toEqual([]);
});

test('a node restarts before the certificate ends that it began with', () => {
  expect(whyRestart(GOOD, LIFETIMES, NOW)).toBeUndefined();
  expect(whyRestart({ ...GOOD, notAfter: new Date('2026-12-20T00:00:00Z') }, LIFETIMES, NOW)).toBe('it began with a certificate that expires on 2026-12-20');
});

test('an authority has a successor before what it signs would be cut short', () => {
  expect(whySucceed({ name: 'b', notAfter: new Date('2027-03-30T00:00:00Z') }, LIFETIMES, NOW)).toBeUndefined();
  expect(whySucceed({ name: 'b', notAfter: new Date('2027-03-29T00:00:00Z') }, LIFETIMES, NOW)).toBe('authority b expires on 2027-03-29');
});

test('what is made is in order when it is read, whatever was there', () => {
  const [key, other] = [newPrivateKey(), newPrivateKey()];
  const issuer = { name: 'events authority', privateKey: privateKeyOf(key) };
  const own = (of: string) => issueCertificate({
    subject: 'events authority', dnsNames: [], usage: 'authority', publicKey: publicKeyOf(of), issuer: { ...issuer, privateKey: privateKeyOf(of) }, serial: randomBytes(20), ...validity(NOW, 3650),
  });
  // Of one name: told apart by the key.
  const authorities = { a: own(other), b: own(key) };
  const name = fc.stringMatching(/^[a-z]{1,5}\.[a-z]{1,5}$/);
  fc.assert(fc.property(fc.uniqueArray(name, { maxLength: 5 }), fc.integer({ min: 2, max: 4000 }), fc.integer({ min: 1, max: 3999 }), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 9 })
    .filter((text) => [...text].length <= 64 && !text.includes('\0')), (dnsNames, days, renewDays, subject) => {
    fc.pre(renewDays < days);
    const declared = { name: 'node', subject, dnsNames };
    const [renewal] = renewals([declared], {}, AUTHORITY, { days, renewDays }, NOW);
    const leaf = issueCertificate({ ...declared, usage: 'node', publicKey: publicKeyOf(other), issuer, serial: randomBytes(20), ...validity(NOW, 1), notAfter: renewal.notAfter });
    const seen = readCertificate(keyStore(other, leaf), authorities);
    expect(seen).toMatchObject({ subject, authority: 'b' });
    expect(renewals([declared], { node: seen }, AUTHORITY, { days, renewDays }, NOW)).toEqual([]);
  }));
  expect(readCertificate('no PEM', authorities)).toBeUndefined();
  expect(readCertificate('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n', authorities)).toBeUndefined();
});
