/** A construct's id as a name of Kubernetes: `ZooKeeper` is `zookeeper`, `Events_Prod` is `events-prod`. */
export function kubernetesName(id: string): string {
  return id.toLowerCase().replace(/[^a-z0-9-]+/g, '-').replace(/^-+|-+$/g, '');
}
