/**
 * The name by which pods reach a Service, or a pod of a headless one (`pod.service`). Without a namespace it is short, and holds only inside its own.
 * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/
 */
export function hostName(name: string, namespace: string | undefined, clusterDomain: string): string {
  return namespace === undefined ? name : `${name}.${namespace}.svc.${clusterDomain}`;
}
