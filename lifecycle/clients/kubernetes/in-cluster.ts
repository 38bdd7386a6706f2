import { readFileSync } from 'node:fs';
import { Connection } from './connection';
import { wordsOf } from '../../words-of';

/** Where Kubernetes mounts the token of a pod's service account, and what belongs to it. */
const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * The API server of the cluster in whose pod the program runs, by its address: a name service that is away does not hide it. The kubelet renews the token about once an hour.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/
 */
export function inClusterConnection(environment: NodeJS.ProcessEnv = process.env, folder = SERVICE_ACCOUNT): Connection {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = environment;
  if (!host || !port) {
    throw new Error('This is not a pod of Kubernetes: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set. Elsewhere, name a cluster by KUBECONFIG.');
  }
  const read = (file: string): string => {
    try {
      return readFileSync(`${folder}/${file}`, 'utf8').trim();
    } catch (error) {
      throw new Error(`The service account's file '${file}' cannot be read (${wordsOf(error)}). `
        + 'Is automountServiceAccountToken of the pod or of its ServiceAccount false?');
    }
  };
  return {
    server: new URL(`https://${host.includes(':') ? `[${host}]` : host}:${port}`),
    namespace: read('namespace'),
    credentials: () => ({ certificateAuthority: read('ca.crt'), token: read('token') }),
  };
}
