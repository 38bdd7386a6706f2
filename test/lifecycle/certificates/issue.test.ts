import { execFileSync, spawnSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { CertificateUsage } from '../../../lifecycle/certificates/extensions';
import { CertificateContent, issueCertificate, validity } from '../../../lifecycle/certificates/issue';
import { newPrivateKey, privateKeyOf, publicKeyOf } from '../../../lifecycle/certificates/key-pair';

const NOW = new Date();
const HOST = 'events-broker-a-0.events-nodes.kafka.svc.cluster.local';

const AUTHORITY = authority('events authority');
const LEAF_KEY = newPrivateKey();

function authority(name: string) {
  const key = newPrivateKey();
  const issuer = { name, privateKey: privateKeyOf(key) };
  const certificate = issueCertificate({ subject: name, dnsNames: [], usage: 'authority', publicKey: publicKeyOf(key), issuer, serial: randomBytes(20), ...validity(NOW, 3650) });
  return { issuer, certificate, x509: new X509Certificate(certificate) };
}

function leaf(changes: Partial<CertificateContent> = {}): string {
  return issueCertificate({
    subject: 'events-broker-a-0', dnsNames: [HOST], usage: 'node', publicKey: publicKeyOf(LEAF_KEY), issuer: AUTHORITY.issuer, serial: randomBytes(20), ...validity(NOW, 365), ...changes,
  });
}

describe('a certificate, as Node.js reads it', () => {
  test('is of the authority, for its key and its hosts', () => {
    const certificate = new X509Certificate(leaf({ dnsNames: [HOST, '*.events.example.com'] }));
    expect(certificate.checkIssued(AUTHORITY.x509)).toBe(true);
    expect(certificate.verify(AUTHORITY.x509.publicKey)).toBe(true);
    expect(certificate.checkPrivateKey(privateKeyOf(LEAF_KEY))).toBe(true);
    expect(certificate.ca).toBe(false);
    expect(certificate.subject).toBe('CN=events-broker-a-0');
    expect(certificate.issuer).toBe('CN=events authority');
    expect(certificate.subjectAltName).toBe(`DNS:${HOST}, DNS:*.events.example.com`);
    expect(certificate.checkHost(HOST)).toBe(HOST);
    expect(certificate.checkHost('b.events.example.com')).toBe('*.events.example.com');
    for (const other of ['events.example.com', 'a.b.events.example.com', 'events-broker-a-1.events-nodes.kafka.svc.cluster.local']) { expect(certificate.checkHost(other)).toBeUndefined(); }
  });

  test('is not of another authority, even of one of the same name', () => {
    const certificate = new X509Certificate(leaf());
    const namesake = authority('events authority');
    expect(certificate.checkIssued(namesake.x509)).toBe(false);
    expect(certificate.verify(namesake.x509.publicKey)).toBe(false);
  });

  test('of an authority is its own', () => {
    expect(AUTHORITY.x509.ca).toBe(true);
    expect(AUTHORITY.x509.checkIssued(AUTHORITY.x509)).toBe(true);
    expect(AUTHORITY.x509.verify(AUTHORITY.x509.publicKey)).toBe(true);
  });

  test.each([
    ['node', ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2']],
    ['client', ['1.3.6.1.5.5.7.3.2']],
    ['authority', undefined],
  ] satisfies [CertificateUsage, string[] | undefined][])('for a %s has these extended key usages: %j', (usage, usages) => {
    // Node.js calls them keyUsage.
    expect(new X509Certificate(leaf({ usage })).keyUsage).toEqual(usages);
  });

  test.each([
    ['1999-12-31T23:59:59Z', 'Dec 31 23:59:59 1999 GMT'],
    ['2049-12-31T23:59:59.999Z', 'Dec 31 23:59:59 2049 GMT'],
    ['2050-01-01T00:00:00Z', 'Jan  1 00:00:00 2050 GMT'],
    ['2126-02-28T12:00:00Z', 'Feb 28 12:00:00 2126 GMT'],
  ])('ends at %s', (notAfter, read) => {
    expect(new X509Certificate(leaf({ notBefore: new Date('1990-01-01T00:00:00Z'), notAfter: new Date(notAfter) })).validTo).toBe(read);
  });

  test('begins five minutes before it is made', () => {
    expect(validity(new Date('2026-11-29T06:00:00Z'), 30)).toEqual({ notBefore: new Date('2026-11-29T05:55:00Z'), notAfter: new Date('2026-12-29T06:00:00Z') });
  });

  test('has the content it was given, whatever that is', () => {
    const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/);
    fc.assert(fc.property(fc.record({
      subject: fc.string({ unit: fc.constantFrom(...'abzäßø中文🦊 -_:,+="\\/#<>;'), minLength: 1, maxLength: 64 }).filter((text) => [...text].length <= 64),
      dnsNames: fc.uniqueArray(fc.tuple(fc.boolean(), fc.array(label, { minLength: 2, maxLength: 5 })).map(([wild, labels]) => `${wild ? '*.' : ''}${labels.join('.')}`), { maxLength: 20 }),
      usage: fc.constantFrom<CertificateUsage>('node', 'client', 'authority'),
      serial: fc.uint8Array({ minLength: 20, maxLength: 20 }).filter((bytes) => bytes.some((byte) => byte % 128 !== 0)),
      notBefore: fc.date({ min: new Date('1950-01-01T00:00:00Z'), max: new Date('2060-01-01T00:00:00Z'), noInvalidDate: true }),
      notAfter: fc.date({ min: new Date('2060-01-01T00:00:01Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }),
    }), (content) => {
      const certificate = new X509Certificate(leaf(content));
      expect(certificate.verify(AUTHORITY.x509.publicKey)).toBe(true);
      // `subject` has some characters escaped (RFC 2253 2.4).
      expect(certificate.toLegacyObject().subject.CN).toBe(content.subject);
      expect(certificate.subjectAltName?.split(', ').map((name) => name.slice('DNS:'.length)) ?? []).toEqual(content.dnsNames);
      expect(BigInt(`0x${certificate.serialNumber}`)).toBe(BigInt.asUintN(159, BigInt(`0x${Buffer.from(content.serial).toString('hex')}`)));
      expect(Date.parse(certificate.validFrom)).toBe(Math.floor(content.notBefore.getTime() / 1000) * 1000);
      expect(Date.parse(certificate.validTo)).toBe(Math.floor(content.notAfter.getTime() / 1000) * 1000);
    }));
  });
});

describe('what no certificate can be made of', () => {
  test.each(['', 'x'.repeat(65), '\ud83e'])('the common name %j', (subject) => {
    expect(() => leaf({ subject })).toThrow(/common name of a certificate: that has 1 to 64 characters/);
  });

  test.each(['', '*', '*.com', 'a.*.example.com', 'a*.example.com', '-a.example.com', 'münchen.example.com', 'a..b', `${'a'.repeat(64)}.com`, '127.0.0.1 ', 'example.com.'])('the DNS name %j', (name) => {
    expect(() => leaf({ dnsNames: [name] })).toThrow(/cannot be a DNS name/);
  });

  test.each([0, 19, 21])('a serial number of %d bytes', (length) => {
    expect(() => leaf({ serial: new Uint8Array(length).fill(1) })).toThrow(/20 random bytes/);
  });

  test('a serial number of zeros, its sign left out', () => {
    expect(() => leaf({ serial: Uint8Array.from({ length: 20 }, (_, i) => i === 0 ? 0x80 : 0) })).toThrow(/nor all zero/);
  });

  test('a time that is over before it begins', () => {
    expect(() => leaf({ notBefore: NOW, notAfter: NOW })).toThrow(/would end, .*, before it begins/);
    expect(() => leaf({ notBefore: new Date('1949-12-31T00:00:00Z') })).toThrow('the year 1949');
  });

  test('another kind of key', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const p384 = generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect(() => privateKeyOf(rsa)).toThrow(/A key is rsa; /);
    expect(() => publicKeyOf(p384)).toThrow(/A key is secp384r1; /);
  });
});

const openssl = spawnSync('openssl', ['version']).status === 0 ? describe : describe.skip;

openssl('a certificate, as OpenSSL reads it', () => {
  let folder: string;
  beforeAll(() => folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-kafka-certificates-')));
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  function file(name: string, text: string): string {
    const where = path.join(folder, name);
    fs.writeFileSync(where, text);
    return where;
  }
  const verify = (authorityFile: string, certificate: string, ...options: readonly string[]) =>
    spawnSync('openssl', ['verify', '-x509_strict', '-CAfile', authorityFile, ...options, certificate], { encoding: 'utf8' });

  test('is in order, strictly, for what it is for and for nothing else', () => {
    const trusted = file('ca.crt', AUTHORITY.certificate);
    const node = file('node.crt', leaf());
    const client = file('client.crt', leaf({ usage: 'client', dnsNames: [] }));
    expect(verify(trusted, node, '-purpose', 'sslserver', '-verify_hostname', HOST).stdout).toBe(`${node}: OK\n`);
    expect(verify(trusted, node, '-purpose', 'sslclient').stdout).toBe(`${node}: OK\n`);
    expect(verify(trusted, client, '-purpose', 'sslclient').stdout).toBe(`${client}: OK\n`);
    expect(verify(trusted, client, '-purpose', 'sslserver').stderr).toMatch(/unsuitable certificate purpose|unsupported certificate purpose/);
    expect(verify(trusted, node, '-verify_hostname', 'elsewhere.example.com').stderr).toContain('hostname mismatch');
    expect(verify(trusted, trusted).stdout).toBe(`${trusted}: OK\n`);
  });

  test('of another authority of the same name is refused, and both are taken by who trusts both', () => {
    const other = authority('events authority');
    const node = file('other.crt', leaf({ issuer: other.issuer }));
    expect(verify(file('ca.crt', AUTHORITY.certificate), node).status).not.toBe(0);
    expect(verify(file('both.crt', AUTHORITY.certificate + other.certificate), node).stdout).toBe(`${node}: OK\n`);
  });

  test('that a leaf has signed is refused', () => {
    const signed = file('signed.crt', leaf({ issuer: { name: 'events-broker-a-0', privateKey: privateKeyOf(LEAF_KEY) } }));
    const untrusted = file('untrusted.crt', leaf());
    expect(verify(file('ca.crt', AUTHORITY.certificate), signed, '-untrusted', untrusted).status).not.toBe(0);
  });

  test('holds what RFC 5280 wants marked, and names as UTF-8', () => {
    const text = (pem: string) => execFileSync('openssl', ['x509', '-noout', '-text', '-nameopt', 'show_type,utf8,sep_comma_plus'], { input: pem, encoding: 'utf8' });
    const node = text(leaf({ subject: 'Zoë 🦊' }));
    expect(node).toContain('Subject: CN=UTF8STRING:Zoë 🦊');
    expect(node).toContain('Signature Algorithm: ecdsa-with-SHA256');
    expect(node).toMatch(/X509v3 Basic Constraints: critical\n\s+CA:FALSE/);
    expect(node).toMatch(/X509v3 Key Usage: critical\n\s+Digital Signature\n/);
    expect(node).toMatch(/X509v3 Extended Key Usage: ?\n\s+TLS Web Server Authentication, TLS Web Client Authentication/);
    const authorities = text(AUTHORITY.certificate);
    expect(authorities).toMatch(/X509v3 Basic Constraints: critical\n\s+CA:TRUE, pathlen:0/);
    expect(authorities).toMatch(/X509v3 Key Usage: critical\n\s+Certificate Sign, CRL Sign\n/);
    const identifier = (of: string, what: string) => new RegExp(`X509v3 ${what} Key Identifier: ?\\n\\s+(?:keyid:)?([0-9A-F:]{59})`).exec(of)?.[1];
    expect(identifier(node, 'Authority')).toBe(identifier(authorities, 'Subject'));
    expect(identifier(node, 'Subject')).not.toBe(identifier(authorities, 'Subject'));
  });

  test('has times of the types and the serial number in the shortest form that RFC 5280 and DER want', () => {
    const parsed = (pem: string) => execFileSync('openssl', ['asn1parse'], { input: pem, encoding: 'utf8' });
    const serial = Uint8Array.from({ length: 20 }, (_, i) => i < 3 ? 0 : 0xab);
    const certificate = parsed(leaf({ serial, notBefore: new Date('2049-12-31T23:59:59Z'), notAfter: new Date('2050-01-01T00:00:00Z') }));
    expect(certificate).toContain('UTCTIME           :491231235959Z');
    expect(certificate).toContain('GENERALIZEDTIME   :20500101000000Z');
    expect(certificate).toMatch(/hl=2 l= {2}18 prim: INTEGER +:(AB){17}\n/);
  });
});
