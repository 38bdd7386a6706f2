import { NamedObject, PlacedPod } from '../../validation/subjects';
import { LifecycleModel } from '../model';

/** The Job as the rules see it that hold for everything with a name, labels and an image. */
export function namedObjectOf({ name, namespace, image, labels, annotations }: LifecycleModel): NamedObject {
  return { name, namespace, image, metadata: [{ prefix: '', labels, annotations }] };
}

/** Its pod as the rules about every pod see it. */
export function podOf({ placement, resources }: LifecycleModel): PlacedPod {
  return { prefix: '', placement, resources, zones: [] };
}
