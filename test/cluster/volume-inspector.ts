import { Yaml } from 'cdk8s';
import { restrictedPod } from './kafka-tools';
import { Kubectl } from './kubectl';

const POD = 'volume-inspector';

/** A pod that mounts a node's volume at /volume, while the node itself does not run. */
export class VolumeInspector {
  public static async open(kubectl: Kubectl, image: string, claim: string): Promise<VolumeInspector> {
    await kubectl.run(['apply', '--filename', '-'], {
      input: Yaml.stringify(restrictedPod(POD, [{ name: 'inspector', image, command: ['sleep', 'infinity'], volumeMounts: [{ name: 'volume', mountPath: '/volume' }] }], {
        volumes: [{ name: 'volume', persistentVolumeClaim: { claimName: claim } }],
      })),
    });
    await kubectl.run(['wait', `pod/${POD}`, '--for=condition=Ready', '--timeout=180s'], { seconds: 190 });
    return new VolumeInspector(kubectl);
  }

  private constructor(private readonly kubectl: Kubectl) {}

  /** Names, sizes, times and content of all files, as text that is the same only if nothing was touched. */
  public async checksum(): Promise<string> {
    const files = 'find . -path ./lost+found -prune -o -type f -print | sort';
    return this.shell(`${files} | while read -r f; do stat -c '%n %s %Y %a' "$f"; sha256sum "$f"; done`);
  }

  public async shell(script: string): Promise<string> {
    return this.kubectl.exec(POD, 'inspector', ['sh', '-ec', `cd /volume; ${script}`]);
  }

  public async close(): Promise<void> {
    await this.kubectl.run(['delete', 'pod', POD, '--grace-period=0', '--force']);
  }
}
