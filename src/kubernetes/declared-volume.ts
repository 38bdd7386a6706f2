import { VolumeModel } from './node-set';
import { GIBIBYTE, readableBytes } from './quantity';
import type { _DeclaredVolume } from './storage';

/** A declared volume as it is made. Development takes any class that the cluster has, and a hundredth of the size, so that growing can still be seen. */
export function declaredVolume(volume: _DeclaredVolume, development: boolean): Pick<VolumeModel, 'kind' | 'bytes' | 'storageClass'> {
  if (!development) { return volume; }
  return { kind: volume.kind, bytes: volume.bytes === undefined ? undefined : Math.max(1, Math.ceil(volume.bytes / 100 / GIBIBYTE)) * GIBIBYTE };
}

/** A volume as a person reads it. */
export function readableVolume({ kind, bytes, storageClass }: VolumeModel): string {
  return kind === 'ephemeral' ? 'ephemeral storage' : `${readableBytes(bytes ?? 0)}${storageClass ? ` of ${storageClass}` : ''}`;
}
