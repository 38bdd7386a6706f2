import { child, Finding } from './finding';
import { JsonObject, kindOf, Manifest, objectAt, objectsAt, stringAt } from './manifest';
import { ObjectIndex } from './object-index';
import { Container, containersOf, PodTemplate, podTemplates, specPath } from './pod-template';

/** A volume that containers of the pod may mount. */
interface Volume {
  readonly readOnly: boolean;
  /** The files in it; undefined where they are not known before it is mounted. */
  readonly files?: readonly string[];
}

/** Every mount names a volume of the pod, takes a file that is there, and gets in no other mount's way. */
export function volumeMountFindings(manifests: readonly Manifest[]): Finding[] {
  const index = new ObjectIndex(manifests);
  return podTemplates(manifests).flatMap((template) => {
    const volumes = volumesOf(template, index);
    return [
      ...declarationFindings(template, index),
      ...containersOf(template).flatMap((container) => mountFindings(container, volumes, template.object)),
    ];
  });
}

function claimTemplatesOf({ owner }: PodTemplate): readonly string[] {
  if (kindOf(owner) !== 'StatefulSet') return [];
  return objectsAt(objectAt(owner, 'spec'), 'volumeClaimTemplates').map((claim) => stringAt(objectAt(claim, 'metadata'), 'name') ?? '');
}

function volumesOf(template: PodTemplate, index: ObjectIndex): ReadonlyMap<string, Volume> {
  const volumes = new Map<string, Volume>(claimTemplatesOf(template).map((name) => [name, { readOnly: false }]));
  for (const volume of objectsAt(template.spec, 'volumes')) {
    const readOnly = ['configMap', 'secret', 'projected', 'downwardAPI'].some((type) => volume[type] !== undefined);
    volumes.set(stringAt(volume, 'name') ?? '', { readOnly, files: filesOf(volume, template.namespace, index) });
  }
  return volumes;
}

function filesOf(volume: JsonObject, namespace: string, index: ObjectIndex): readonly string[] | undefined {
  const sources = volume.projected === undefined ? [volume] : objectsAt(objectAt(volume, 'projected'), 'sources');
  const files = sources.map((source) => sourceFiles(source, namespace, index));
  return files.reduce<readonly string[] | undefined>((all, each) => (all && each ? [...all, ...each] : undefined), []);
}

function sourceFiles(source: JsonObject, namespace: string, index: ObjectIndex): readonly string[] | undefined {
  if (source.serviceAccountToken !== undefined) return [stringAt(objectAt(source, 'serviceAccountToken'), 'path') ?? 'token'];
  if (source.downwardAPI !== undefined) return paths(objectAt(source, 'downwardAPI'));
  for (const [field, kind] of [['configMap', 'ConfigMap'], ['secret', 'Secret']]) {
    if (source[field] === undefined) continue;
    const from = objectAt(source, field);
    if (from.items !== undefined) return paths(from);
    return index.keysOf(kind, namespace, stringAt(from, 'name') ?? stringAt(from, 'secretName') ?? '');
  }
  return undefined;
}

function paths(source: JsonObject): readonly string[] {
  return objectsAt(source, 'items').map((item) => stringAt(item, 'path') ?? '');
}

function declarationFindings(template: PodTemplate, index: ObjectIndex): Finding[] {
  const { object, spec } = template;
  const findings: Finding[] = [];
  const names = new Set(claimTemplatesOf(template));
  objectsAt(spec, 'volumes').forEach((volume, at) => {
    const path = `${specPath(template)}.volumes[${at}]`;
    const name = stringAt(volume, 'name') ?? '';
    if (names.has(name)) findings.push({ object, path, problem: `there is another volume or claim template "${name}"` });
    names.add(name);

    const files = filesOf(volume, template.namespace, index) ?? [];
    const twice = files.filter((file, number) => files.indexOf(file) !== number);
    for (const file of twice) findings.push({ object, path, problem: `two sources give the file "${file}": one would hide the other` });
  });
  return findings;
}

function mountFindings({ container, path }: Container, volumes: ReadonlyMap<string, Volume>, object: string): Finding[] {
  const findings: Finding[] = [];
  const mounts = objectsAt(container, 'volumeMounts').map((mount, at) => ({
    mount,
    path: `${path}.volumeMounts[${at}]`,
    mountPath: normalized(stringAt(mount, 'mountPath') ?? ''),
    volume: volumes.get(stringAt(mount, 'name') ?? ''),
  }));
  const environment = objectsAt(container, 'env').map((variable) => stringAt(variable, 'name'));

  for (const { mount, path: at, mountPath, volume } of mounts) {
    const find = (problem: string) => findings.push({ object, path: at, problem });
    if (!volume) find(`names the volume "${stringAt(mount, 'name') ?? ''}", which the pod does not have; it has ${[...volumes.keys()].join(', ') || 'none'}`);
    if (!mountPath.startsWith('/')) find(`mountPath "${mountPath}" must be absolute`);
    else if (mountPath === '/') find('would hide the image\'s root file system');

    const subPath = stringAt(mount, 'subPath');
    const expression = stringAt(mount, 'subPathExpr');
    const sub = subPath ?? expression ?? '';
    if (subPath !== undefined && expression !== undefined) find('subPath and subPathExpr exclude each other');
    if (sub.startsWith('/') || sub.split('/').includes('..')) find(`"${sub}" must be relative and without ".."`);
    for (const [, variable] of (expression ?? '').matchAll(/\$\(([^)]+)\)/g)) {
      if (!environment.includes(variable)) find(`subPathExpr uses $(${variable}), which the container's env does not set`);
    }
    const known = subPath ?? (expression?.includes('$(') ? undefined : expression);
    if (known !== undefined && volume?.files && !volume.files.some((file) => file === known || file.startsWith(`${known}/`))) {
      find(`takes "${known}" of the volume, which has ${volume.files.join(', ') || 'no files'}`);
    }
  }

  mounts.forEach((one, number) => mounts.forEach((other, at) => {
    if (one.mountPath === other.mountPath && number < at) {
      findings.push({ object, path: other.path, problem: `mountPath "${other.mountPath}" is taken by another mount` });
    }
    // The runtime would have to make the mount point in a file system that cannot be written.
    const inside = other.mountPath.startsWith(`${one.mountPath}/`) ? other.mountPath.slice(one.mountPath.length + 1) : undefined;
    const readOnly = one.volume?.readOnly === true || one.mount.readOnly === true;
    const prepared = one.volume?.files?.some((file) => file === inside || (inside !== undefined && file.startsWith(`${inside}/`))) ?? false;
    if (inside !== undefined && readOnly && !prepared) {
      findings.push({ object, path: other.path, problem: `"${other.mountPath}" lies inside "${one.mountPath}", which is read-only and has no "${inside}"` });
    }
  }));

  objectsAt(container, 'volumeDevices').forEach((device, at) => {
    const name = stringAt(device, 'name') ?? '';
    if (!volumes.has(name)) findings.push({ object, path: child(`${path}.volumeDevices`, at), problem: `names the volume "${name}", which the pod does not have` });
  });
  return findings;
}

function normalized(path: string): string {
  return path.replace(/\/+/g, '/').replace(/(?!^)\/$/, '');
}
