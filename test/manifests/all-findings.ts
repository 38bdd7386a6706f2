import { Finding } from './finding';
import { hardenedPodFindings } from './hardened-pods';
import { labelFindings } from './labels-and-annotations';
import { Manifest } from './manifest';
import { nameFindings } from './names';
import { referenceFindings } from './object-references';
import { portFindings } from './ports';
import { podSecurityFindings } from './restricted-pod-security';
import { secretFindings } from './secret-values';
import { selectorFindings } from './selectors';
import { sizeFindings } from './sizes';
import { claimFindings } from './stateful-set-claims';
import { schemaFindings } from './strict-schemas';
import { toolAnnotationFindings } from './tool-annotations';
import { volumeMountFindings } from './volume-mounts';

export interface CheckOptions {
  /** Kubernetes versions, like `1.34`, whose schemas hold. Default: the oldest and newest supported one and two between. */
  readonly kubernetesVersions?: readonly string[];
  /** Objects (`Job kafka/lifecycle`) whose pods may hold a token for Kubernetes' API. Default: none. */
  readonly withToken?: readonly string[];
  /** Objects (`Secret kafka/tls`) that others make. Default: none. */
  readonly external?: readonly string[];
  /** Secret values that must not occur anywhere. Default: none. */
  readonly canaries?: readonly string[];
}

/** Everything that a synthesized manifest must satisfy, for all manifests that are applied together. A test says `expect(allFindings(manifests)).toEqual([])`. */
export function allFindings(manifests: readonly Manifest[], options: CheckOptions = {}): Finding[] {
  return [
    ...schemaFindings(manifests, options.kubernetesVersions),
    ...podSecurityFindings(manifests),
    ...hardenedPodFindings(manifests, options.withToken),
    ...referenceFindings(manifests, options.external),
    ...volumeMountFindings(manifests),
    ...selectorFindings(manifests),
    ...portFindings(manifests),
    ...claimFindings(manifests),
    ...nameFindings(manifests),
    ...labelFindings(manifests),
    ...toolAnnotationFindings(manifests),
    ...secretFindings(manifests, options.canaries),
    ...sizeFindings(manifests),
  ];
}
