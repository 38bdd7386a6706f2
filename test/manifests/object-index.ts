import { JsonObject, kindOf, Manifest, nameOf, namespaceOf, objectAt, objectName } from './manifest';

/** Finds manifests by kind, namespace and name. */
export class ObjectIndex {
  private readonly manifests = new Map<string, Manifest>();
  private readonly external: ReadonlySet<string>;

  /** @param external objects (`Kind namespace/name`) that are not among the manifests, but will be in the cluster */
  constructor(manifests: readonly Manifest[], external: readonly string[] = []) {
    for (const manifest of manifests) this.manifests.set(objectName(kindOf(manifest), namespaceOf(manifest), nameOf(manifest)), manifest);
    this.external = new Set(external);
  }

  find(kind: string, namespace: string, name: string): Manifest | undefined {
    return this.manifests.get(objectName(kind, namespace, name));
  }

  isExternal(kind: string, namespace: string, name: string): boolean {
    return this.external.has(objectName(kind, namespace, name));
  }

  /** The keys of a ConfigMap or Secret; undefined where its contents are not known. */
  keysOf(kind: string, namespace: string, name: string): readonly string[] | undefined {
    const manifest = this.find(kind, namespace, name);
    if (manifest === undefined) return undefined;
    const contents = ['data', 'binaryData', 'stringData'].map((field): JsonObject => objectAt(manifest, field));
    return contents.flatMap((each) => Object.keys(each));
  }
}
