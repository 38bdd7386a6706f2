import { ApiObject, ApiObjectProps } from 'cdk8s';
import { Construct } from 'constructs';
import { unorderedHash } from '../config/content-hash';

interface JobManifest {
  readonly metadata: { readonly name: string };
  readonly spec?: unknown;
}

/**
 * A Job whose name carries the hash of all that makes it another Job: what it is to bring about, its program, and its own specification, patches of the user included. A Job's
 * template cannot be changed, so that a change must be another Job; and one that is applied again unchanged is the same, and does not run again.
 */
export class NamedJob extends ApiObject {
  /** @param content what the name follows from, besides the specification; without it the name stays as it is */
  constructor(scope: Construct, id: string, props: ApiObjectProps, private readonly content?: () => readonly string[]) {
    super(scope, id, props);
  }

  /** The name as it is in the manifest. */
  public get writtenName(): string { return this.toJson().metadata.name; }

  public toJson(): JobManifest {
    const manifest: JobManifest = super.toJson();
    if (!this.content) { return manifest; }
    const hash = unorderedHash([...this.content(), manifest.spec]);
    return { ...manifest, metadata: { ...manifest.metadata, name: `${manifest.metadata.name}-${hash}` } };
  }
}
