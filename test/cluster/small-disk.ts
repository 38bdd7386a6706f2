import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { cordon, deletePod, uncordon } from './disruption';
import { Kubectl } from './kubectl';
import { Claim, Pod } from './kubernetes-objects';
import { until } from './until';

/** A disk of limited size in the place of a volume of the local Kubernetes, whose volumes are folders that never fill up. It lasts until its node ends. */
export class SmallDisk {
  /**
   * Stops the pod, lays the disk with all its data over its volume, and lets it start again.
   *
   * @param claim of the volume
   * @param mebibytes that the disk has left
   */
  public static async under(kubectl: Kubectl, pod: Pod, claim: string, mebibytes: number): Promise<SmallDisk> {
    const { metadata: { name, uid }, spec: { nodeName: node = '' } } = pod;
    const { spec: { volumeName } } = await kubectl.get<Claim>('persistentvolumeclaims', claim);
    const { spec: { local: { path } } } = await kubectl.get<{ readonly spec: { readonly local: { readonly path: string } } }>('persistentvolumes', String(volumeName));
    const disk = new SmallDisk(Number(readFileSync(join(dirname(kubectl.cluster.kubeconfig), 'run', 'pids', node), 'utf8')), path);
    await cordon(kubectl, node);
    try {
      await deletePod(kubectl, name);
      await until(`${name} has left its volume`, 120, async () => {
        const found = await kubectl.list<Pod>('pods', { fieldSelector: `metadata.name=${name}` });
        return found.every((each) => each.metadata.uid !== uid) || 'it is still there';
      });
      await disk.shell(`
        used=$(du -sm . | cut -f1)
        mount -t tmpfs -o size=$((used + ${mebibytes}))m disk /mnt
        cp -a --sparse=always . /mnt
        chown --reference=. /mnt; chmod --reference=. /mnt
        mount --bind /mnt "$PWD"
        umount /mnt
      `);
    } finally {
      await uncordon(kubectl, node);
    }
    return disk;
  }

  private constructor(private readonly node: number, private readonly folder: string) {}

  /** Takes all the space that is left. */
  public async fill(): Promise<void> {
    await this.shell('dd if=/dev/zero of=filler bs=1M 2>/dev/null || true; dd if=/dev/zero bs=1k >>filler 2>/dev/null || true');
  }

  /** Gives the space back. */
  public async free(): Promise<void> {
    await this.shell('rm filler');
  }

  /** Runs a script where the node sees the disk. */
  private async shell(script: string): Promise<void> {
    await promisify(execFile)('nsenter', ['--target', String(this.node), '--mount', '--', 'sh', '-ec', `cd '${this.folder}'; ${script}`]);
  }
}
