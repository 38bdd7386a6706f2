/** Who may reach a port: pods by their labels and their namespaces, or addresses. */
export interface NetworkPeer {
  /**
   * Labels that pods have.
   * @default - any pod
   * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors
   */
  readonly podLabels?: { [name: string]: string };

  /**
   * Labels that their namespaces have; a namespace has its own name as `kubernetes.io/metadata.name`. `{}` is any namespace.
   * @default - the namespace of the cluster alone
   * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#targeting-a-namespace-by-its-name
   */
  readonly namespaceLabels?: { [name: string]: string };

  /**
   * A range of addresses, instead of pods: `10.0.0.0/8`.
   * @default - pods
   */
  readonly cidr?: string;
}
