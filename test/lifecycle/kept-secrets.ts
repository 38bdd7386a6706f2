import { Asked, Behaviour, Reply, statusReply } from './api-server';

interface Kept {
  readonly uid: string;
  resourceVersion: number;
  data?: Record<string, string>;
}

/** Secrets as an API server keeps them: a merge patch changes the keys that it names, if version and uid are those that it states. */
export class KeptSecrets {
  private readonly kept = new Map<string, Kept>();
  private versions = 100;

  public readonly behaviour: Behaviour = (asked) => this.answer(asked);

  /** As `kubectl apply` or somebody's hand puts it there; without data as a manifest of the library does, which leaves what is there. */
  public apply(name: string, data?: Readonly<Record<string, string>>): void {
    const encoded = data && Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value).toString('base64')]));
    const before = this.kept.get(name);
    this.kept.set(name, { uid: before?.uid ?? `uid of ${name}`, resourceVersion: ++this.versions, data: encoded ? { ...before?.data, ...encoded } : before?.data });
  }

  public remove(name: string): void { this.kept.delete(name); }

  public of(name: string): Readonly<Record<string, string>> {
    return Object.fromEntries(Object.entries(this.kept.get(name)?.data ?? {}).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]));
  }

  public version(name: string): string { return String(this.kept.get(name)?.resourceVersion); }

  private answer({ method, path, body }: Asked): Reply {
    const name = decodeURIComponent(path.split('/').at(-1) ?? '');
    const found = path.includes('/secrets/') ? this.kept.get(name) : undefined;
    if (!found) { return statusReply(404, 'NotFound', `${name} not found`); }
    if (method === 'PATCH') {
      const { metadata, data } = JSON.parse(body) as { metadata: { uid?: string; resourceVersion?: string }; data: Record<string, string> };
      const { uid = found.uid, resourceVersion = String(found.resourceVersion) } = metadata;
      if (resourceVersion !== String(found.resourceVersion) || uid !== found.uid) {
        return statusReply(409, 'Conflict', 'it has been changed');
      }
      found.data = { ...found.data, ...data };
      found.resourceVersion = ++this.versions;
    }
    return { status: 200, body: { metadata: { name, uid: found.uid, resourceVersion: String(found.resourceVersion) }, data: found.data } };
  }
}
