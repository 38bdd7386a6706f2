import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Connection, Credentials } from './connection';
import { wordsOf } from '../../words-of';

/** What is read of a configuration file of kubectl. */
export interface Kubeconfig {
  readonly 'current-context'?: string;
  readonly 'contexts'?: readonly { readonly name: string; readonly context: { readonly cluster: string; readonly user: string; readonly namespace?: string } }[] | null;
  readonly 'clusters'?: readonly { readonly name: string; readonly cluster: KubeconfigCluster }[] | null;
  readonly 'users'?: readonly { readonly name: string; readonly user: KubeconfigUser }[] | null;
}

export interface KubeconfigCluster {
  readonly 'server': string;
  readonly 'certificate-authority-data'?: string;
  readonly 'tls-server-name'?: string;
}

export interface KubeconfigUser {
  readonly 'client-certificate-data'?: string;
  readonly 'client-key-data'?: string;
  readonly 'token'?: string;
  readonly 'tokenFile'?: string;
  readonly 'exec'?: { readonly command: string };
}

/**
 * The API server that kubectl would speak to. kubectl itself reads the files: it knows how several of them (`KUBECONFIG`) become one, and the program needs no parser
 * of YAML, which would not fit into a ConfigMap with the rest.
 */
export function kubectlConnection(kubectl = 'kubectl', environment: NodeJS.ProcessEnv = process.env): Connection {
  let text: string;
  try {
    text = execFileSync(kubectl, ['config', 'view', '--raw', '--minify', '--flatten', '--output=json'], { encoding: 'utf8', env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    throw new Error(`'${kubectl} config view' does not say which cluster is meant: ${wordsOf(error).trim()}`);
  }
  const kubeconfig: Kubeconfig = JSON.parse(text);
  return kubeconfigConnection(kubeconfig);
}

/** The API server and the user of the current context. Certificates are in the document itself, as `kubectl config view --flatten` puts them there. */
export function kubeconfigConnection(kubeconfig: Kubeconfig): Connection {
  const current = kubeconfig['current-context'];
  const context = kubeconfig.contexts?.find((c) => c.name === current)?.context;
  if (context === undefined) { throw new Error(`The kubeconfig has no context '${current ?? ''}'. 'kubectl config use-context' sets one.`); }
  const cluster = kubeconfig.clusters?.find((c) => c.name === context.cluster)?.cluster;
  if (cluster === undefined) { throw new Error(`Context '${current}' of the kubeconfig names cluster '${context.cluster}', which it does not have.`); }
  const user: KubeconfigUser = kubeconfig.users?.find((u) => u.name === context.user)?.user ?? {};
  const { tokenFile } = user;
  const credentials: Credentials = {
    certificateAuthority: decoded(cluster['certificate-authority-data']),
    serverName: cluster['tls-server-name'],
    clientCertificate: decoded(user['client-certificate-data']),
    clientKey: decoded(user['client-key-data']),
    token: user.token,
  };
  const isLocal = cluster.server.startsWith('http:');
  if (!isLocal && credentials.clientCertificate === undefined && credentials.token === undefined && tokenFile === undefined) {
    throw new Error(`User '${context.user}' of the kubeconfig has neither a client certificate nor a token`
      + `${user.exec ? `; a command (${user.exec.command}) gives it one` : ''}. `
      + "Run 'kubectl proxy' and use a kubeconfig with server http://127.0.0.1:8001, or give the user a token ('kubectl create token').");
  }
  return {
    server: new URL(cluster.server),
    namespace: context.namespace ?? 'default',
    credentials: () => tokenFile === undefined ? credentials : { ...credentials, token: readFileSync(tokenFile, 'utf8').trim() },
  };
}

function decoded(base64: string | undefined): string | undefined {
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64').toString();
}
