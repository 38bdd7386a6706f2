import { ApiObject, ApiObjectProps, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { unorderedHash } from '../config/content-hash';
import { TEMPLATE_ANNOTATION } from '../lifecycle/desired-state';

/** What a lifecycle Job must know of a StatefulSet as it is written, patches of the user included. */
export interface WrittenStatefulSet {
  /** The hash of the pod template. */
  readonly template: string;
  /** What the user's patches have set of that which a Job decides, as paths of the manifest with their values. */
  readonly decidedByPatches: Readonly<Record<string, string>>;
}

interface StatefulSetManifest {
  readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
  readonly spec?: { readonly replicas?: unknown; readonly updateStrategy?: { readonly type?: unknown }; readonly template?: unknown };
}

/**
 * A StatefulSet. One that a lifecycle Job serves is annotated with the hash of its pod template, by which the Job knows that the manifests have been applied. The hash
 * follows from what is written in the end: a patch that changes the template changes it too.
 */
export class StatefulSet extends ApiObject {
  private patchCount = 0;

  constructor(scope: Construct, id: string, props: ApiObjectProps, private readonly served: () => boolean) {
    super(scope, id, props);
  }

  /** How many patches there are: what follows from the manifest is still true as long as that does not change. */
  public get patched(): number { return this.patchCount; }

  public addJsonPatch(...patches: JsonPatch[]): void {
    this.patchCount += patches.length;
    super.addJsonPatch(...patches);
  }

  public toJson(): StatefulSetManifest {
    const manifest: StatefulSetManifest = super.toJson();
    if (!this.served()) { return manifest; }
    const { metadata, spec } = manifest;
    const annotations = { ...metadata.annotations, [TEMPLATE_ANNOTATION]: unorderedHash(spec?.template) };
    return { ...manifest, metadata: { ...metadata, annotations } };
  }

  /** What the Job must know of it. */
  public written(): WrittenStatefulSet {
    const { spec } = this.toJson();
    const decidedByPatches: Record<string, string> = {};
    if (spec?.replicas !== undefined) { decidedByPatches['/spec/replicas'] = JSON.stringify(spec.replicas); }
    if (spec?.updateStrategy?.type !== 'OnDelete') { decidedByPatches['/spec/updateStrategy'] = JSON.stringify(spec?.updateStrategy ?? null); }
    return { template: unorderedHash(spec?.template), decidedByPatches };
  }
}
