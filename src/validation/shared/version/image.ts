import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { NamedObject } from '../../subjects';

/** Part by part as the registries' own grammar has it (github.com/distribution/reference, `reference.go`): `[host[:port]/]path[:tag][@digest]`. */
const HOST = /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d+)?$/;
const COMPONENT = /^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*$/;
const TAG = /^[A-Za-z0-9_][\w.-]{0,127}$/;
const DIGEST = /^[A-Za-z][A-Za-z0-9+._-]*:[0-9a-fA-F]{32,}$/;

function isReference(image: string): boolean {
  const [named, ...digests] = image.split('@');
  const parts = named.split('/');
  const [name, ...tags] = parts[parts.length - 1].split(':');
  const path = [...parts.slice(0, -1), name];
  // Only with a dot, a port or as `localhost` is the first part a host.
  const host = path.length > 1 && /[.:]|^localhost$/.test(path[0]) ? path.shift() : undefined;
  return digests.length < 2 && digests.every((d) => DIGEST.test(d)) && tags.length < 2 && tags.every((t) => TAG.test(t))
    && (host === undefined || HOST.test(host)) && path.every((part) => COMPONENT.test(part));
}

export const IMAGE_IS_A_REFERENCE: Rule<NamedObject> = {
  id: 'version.image',
  severity: Severity.ERROR,
  summary: 'The image is the name of a container image.',
  why: 'Kubernetes cannot pull another: the pods stay at InvalidImageName.',
  source: 'https://kubernetes.io/docs/concepts/containers/images/#image-names',
  *check({ image }) {
    if (image.length <= 1024 && isReference(image)) { return; }
    yield { property: 'image', value: image === '' ? "''" : image, message: 'this is no name of a container image', mend: "State one such as 'registry.example.com/kafka:4.3.1'." };
  },
};
