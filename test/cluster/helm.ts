import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kubectl } from './kubectl';

/** Helm is a tool of the module of the local Kubernetes: what both need is compiled once. */
const MODULE = join(__dirname, '..', '..', 'tools', 'local-kubernetes', 'go', 'kubernetes');
const MODULE_FILE = '1.34.mod';

/** The `helm` command: that of the path, or one that Go makes of Helm's module, once, in `${XDG_CACHE_HOME:-~/.cache}/cdk8s-kafka`. */
export function helm(): string {
  if (spawnSync('helm', ['version'], { stdio: 'ignore' }).status === 0) { return 'helm'; }
  const version = /helm\.sh\/helm\/v3 (\S+)/.exec(readFileSync(join(MODULE, MODULE_FILE), 'utf8'))?.[1];
  const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'cdk8s-kafka', `helm-${version}`);
  const file = join(folder, 'helm');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    const build = ['build', `-modfile=${MODULE_FILE}`, '-buildvcs=false', '-trimpath', '-o', file, 'helm.sh/helm/v3/cmd/helm'];
    const { status, error, stderr } = spawnSync('go', build, { cwd: MODULE, encoding: 'utf8' });
    if (error) { throw new Error(`There is neither helm (https://helm.sh/docs/intro/install/) nor go to make it (${error.message}). Install one of them.`); }
    if (status !== 0) { throw new Error(`go build of Helm ${version} failed:\n${stderr}`); }
  }
  return file;
}

/** A release of a Helm chart whose templates are synthesized manifests as they are (docs/lifecycle-job.md). */
export class HelmRelease {
  constructor(private readonly kubectl: Kubectl, private readonly name: string) {}

  /** `helm upgrade --install`: installs it, or brings it to these manifests. What Helm printed. */
  public upgrade(manifests: string): string {
    const chart = mkdtempSync(join(tmpdir(), 'cdk8s-kafka-helm-'));
    try {
      mkdirSync(join(chart, 'templates'));
      writeFileSync(join(chart, 'templates', 'kafka.k8s.yaml'), manifests);
      writeFileSync(join(chart, 'Chart.yaml'), `apiVersion: v2\nname: ${this.name}\nversion: 1.0.0\n`);
      return this.run('upgrade', '--install', this.name, chart, '--timeout', '8m');
    } finally {
      rmSync(chart, { recursive: true });
    }
  }

  public rollback(revision: number): string { return this.run('rollback', this.name, String(revision), '--timeout', '8m'); }

  public uninstall(): string { return this.run('uninstall', this.name); }

  private run(...args: string[]): string {
    return execFileSync(helm(), [...args, '--namespace', this.kubectl.namespace], {
      encoding: 'utf8', env: { ...process.env, KUBECONFIG: this.kubectl.cluster.kubeconfig }, stdio: ['ignore', 'pipe', 'pipe'],
    });
  }
}
