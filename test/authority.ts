import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** A certificate and its private key, as PEM. */
export interface KeyPair {
  readonly certificate: string;
  /** As PKCS#8. */
  readonly privateKey: string;
}

/** A certificate authority for tests, which lives as long as they do. It needs OpenSSL on the machine (Debian: apt-get install openssl). */
export class Authority {
  /** Its own certificate. */
  public readonly certificate: string;
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'authority-'));

  constructor(name: string) {
    this.openssl('req', '-x509', ...NEW_KEY, '-keyout', 'ca.key', '-out', 'ca.crt', '-subj', `/CN=${name}`, '-days', '2');
    this.certificate = this.read('ca.crt');
  }

  /** Issues a certificate: for a server if it names hosts. */
  public issue(commonName: string, hosts: readonly string[] = []): KeyPair {
    return this.issueFor(commonName, hosts, hosts.length === 0 ? 'clientAuth' : 'serverAuth');
  }

  /** Issues a certificate for servers that are each other's clients. */
  public issueNode(commonName: string, hosts: readonly string[]): KeyPair { return this.issueFor(commonName, hosts, 'serverAuth,clientAuth'); }

  private issueFor(commonName: string, hosts: readonly string[], usages: string): KeyPair {
    const extensions = hosts.length === 0 ? `extendedKeyUsage=${usages}\n` : `extendedKeyUsage=${usages}\nsubjectAltName=${hosts.map((host) => `DNS:${host}`).join(',')}\n`;
    fs.writeFileSync(path.join(this.folder, 'extensions'), extensions);
    this.openssl('req', '-new', ...NEW_KEY, '-keyout', 'leaf.key', '-out', 'leaf.csr', '-subj', `/O=Example/CN=${commonName}`);
    this.openssl('x509', '-req', '-in', 'leaf.csr', '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'extensions', '-out', 'leaf.crt');
    return { certificate: this.read('leaf.crt'), privateKey: this.read('leaf.key') };
  }

  public close(): void { fs.rmSync(this.folder, { recursive: true, force: true }); }

  private read(file: string): string { return fs.readFileSync(path.join(this.folder, file), 'utf8'); }

  private openssl(...args: readonly string[]): void { execFileSync('openssl', args, { cwd: this.folder, stdio: 'pipe' }); }
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/** The same private key in the form that OpenSSL wrote before PKCS#8. */
export function inOldForm(privateKey: string): string {
  return execFileSync('openssl', ['ec'], { input: privateKey, stdio: 'pipe' }).toString();
}
