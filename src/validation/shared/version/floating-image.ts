import { Severity } from '../../finding';
import { Rule } from '../../rule';
import { NamedObject } from '../../subjects';

export const IMAGE_NAMES_ITS_VERSION: Rule<NamedObject> = {
  id: 'version.floating-image',
  severity: Severity.WARNING,
  summary: "The image has a tag other than 'latest', or a digest.",
  why: 'Otherwise a pod that moves to another host may come back with another version of the server, in the middle of the day and not in the order of an upgrade.',
  source: 'https://kubernetes.io/docs/concepts/containers/images/#image-names, https://kubernetes.io/docs/concepts/configuration/overview/',
  *check({ image }) {
    const name = image.slice(image.lastIndexOf('/') + 1);
    if (name === '' || name.includes('@') || (name.includes(':') && !name.endsWith(':latest'))) { return; }
    yield { property: 'image', value: image, message: 'what it names changes, and with it the version that a pod comes back with', mend: 'Add the tag of a version, or a digest.' };
  },
};
