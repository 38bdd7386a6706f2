import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inClusterConnection } from '../../../../lifecycle/clients/kubernetes/in-cluster';
import { Kubeconfig, kubeconfigConnection, kubectlConnection } from '../../../../lifecycle/clients/kubernetes/kubeconfig';

const base64 = (text: string) => Buffer.from(text).toString('base64');

let folder: string;
beforeEach(() => folder = mkdtempSync(join(tmpdir(), 'connections-')));
afterEach(() => rmSync(folder, { recursive: true }));

describe('in a pod', () => {
  const environment = { KUBERNETES_SERVICE_HOST: '10.96.0.1', KUBERNETES_SERVICE_PORT: '443' };
  const mount = (files: Readonly<Record<string, string>>) => Object.entries(files).forEach(([name, text]) => writeFileSync(join(folder, name), text));

  test('the token and the authority are read again each time', () => {
    mount({ 'token': 'one\n', 'ca.crt': 'CA 1', 'namespace': 'kafka' });
    const connection = inClusterConnection(environment, folder);
    expect(connection.server.href).toBe('https://10.96.0.1/');
    expect(connection.namespace).toBe('kafka');
    expect(connection.credentials()).toEqual({ token: 'one', certificateAuthority: 'CA 1' });
    mount({ 'token': 'two', 'ca.crt': 'CA 2' });
    expect(connection.credentials()).toEqual({ token: 'two', certificateAuthority: 'CA 2' });
  });

  test('an address of IPv6, and another port', () => {
    mount({ namespace: 'kafka' });
    expect(inClusterConnection({ KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '6443' }, folder).server.href).toBe('https://[fd00::1]:6443/');
  });

  test('what is missing is named', () => {
    expect(() => inClusterConnection({}, folder)).toThrow('This is not a pod of Kubernetes: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set.');
    expect(() => inClusterConnection(environment, folder)).toThrow(/file 'namespace' cannot be read .*automountServiceAccountToken/);
    mount({ 'namespace': 'kafka', 'ca.crt': 'CA' });
    expect(() => inClusterConnection(environment, folder).credentials()).toThrow(/file 'token' cannot be read/);
  });
});

describe('a kubeconfig', () => {
  const kubeconfig = (user: object, cluster: object = {}): Kubeconfig => ({
    'current-context': 'c',
    'contexts': [{ name: 'other', context: { cluster: 'x', user: 'x' } }, { name: 'c', context: { cluster: 'k', user: 'u', namespace: 'kafka' } }],
    'clusters': [{ name: 'k', cluster: { 'server': 'https://example.test:6443', 'certificate-authority-data': base64('CA'), ...cluster } }],
    'users': [{ name: 'u', user }],
  });

  test('with a client certificate', () => {
    const connection = kubeconfigConnection(kubeconfig({ 'client-certificate-data': base64('CERT'), 'client-key-data': base64('KEY') }, { 'tls-server-name': 'api' }));
    expect(connection.server.href).toBe('https://example.test:6443/');
    expect(connection.namespace).toBe('kafka');
    expect(connection.credentials()).toEqual({ certificateAuthority: 'CA', clientCertificate: 'CERT', clientKey: 'KEY', token: undefined, serverName: 'api' });
  });

  test('with a token, or a file that holds one', () => {
    expect(kubeconfigConnection(kubeconfig({ token: 'T' })).credentials().token).toBe('T');
    const tokenFile = join(folder, 'token');
    writeFileSync(tokenFile, 'one\n');
    const connection = kubeconfigConnection(kubeconfig({ tokenFile }));
    expect(connection.credentials().token).toBe('one');
    writeFileSync(tokenFile, 'two\n');
    expect(connection.credentials().token).toBe('two');
  });

  test('what it lacks is named, with what helps', () => {
    expect(() => kubeconfigConnection({})).toThrow("The kubeconfig has no context ''. 'kubectl config use-context' sets one.");
    expect(() => kubeconfigConnection({ ...kubeconfig({}), clusters: null })).toThrow("Context 'c' of the kubeconfig names cluster 'k', which it does not have.");
    expect(() => kubeconfigConnection(kubeconfig({ exec: { command: 'cloud-login' } })))
      .toThrow(/^User 'u' of the kubeconfig has neither a client certificate nor a token; a command \(cloud-login\) gives it one\. Run 'kubectl proxy'/);
    expect(kubeconfigConnection(kubeconfig({}, { server: 'http://127.0.0.1:8001' })).credentials().token).toBeUndefined();
  });

  test('kubectl that cannot be run', () => {
    expect(() => kubectlConnection(join(folder, 'no-kubectl'))).toThrow(/no-kubectl config view' does not say which cluster is meant: .*ENOENT/);
  });
});
