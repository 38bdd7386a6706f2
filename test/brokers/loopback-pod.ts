import * as fs from 'node:fs';
import * as path from 'node:path';
import { kafkaLibs, zooKeeperLibs } from './kafka-libs';
import type { Loopback } from './loopback';
import { ConfigMap } from './manifests';
import type { Container, PodSpec, Volume } from '../../src/kubernetes/wire';
import { Ending, Process, until } from '../process';

/** What a test does otherwise than the manifests say. */
export interface Changes {
  /** The command in the place of `sh`. */
  readonly shell?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** The text of a file of a ConfigMap; undefined is no file. */
  readonly edit?: (file: string, text: string) => string | undefined;
}

export interface Outcome extends Ending {
  readonly output: string;
  readonly milliseconds: number;
}

/** A probe as the manifests name it. */
export type ProbeName = 'startupProbe' | 'readinessProbe' | 'livenessProbe';

/**
 * A pod of the manifests as a process of this machine. Its containers' commands, environment and files are those of the manifests. Only what a
 * container would have to itself is rewritten: paths of mounts and libraries get the pod's folder before them, and what would listen on all addresses,
 * or asks 127.0.0.1, gets the pod's own address. Volumes last, whatever becomes of the process; the other folders are new with each preparation.
 */
export class LoopbackPod {
  public readonly root: string;
  private process?: Process;

  constructor(
    private readonly ground: Loopback, public readonly name: string, public readonly address: string,
    private readonly spec: PodSpec, private readonly configMaps: readonly ConfigMap[],
    private readonly secrets: ReadonlyMap<string, Readonly<Record<string, string>>>,
  ) {
    this.root = path.join(ground.folder, name);
  }

  /** Where a path of the pod lies on this machine. */
  public path(inPod: string): string { return path.join(this.root, inPod); }

  /** Mounts the ConfigMaps and runs the init container to its end. */
  public async prepare(changes: Changes = {}): Promise<Outcome> {
    this.mount(changes.edit);
    const [init] = this.spec.initContainers ?? [];
    const [program, ...args] = init.command ?? [];
    const began = Date.now();
    const command = [...(changes.shell ?? [program]), ...args.map((word) => this.rewrite(word))];
    const process = this.ground.run(command, { ...this.environment(init), ...changes.environment });
    const ending = await process.end(120_000);
    return { ...ending, output: process.output, milliseconds: Date.now() - began };
  }

  /** Starts the main container. */
  public start(): Process {
    const container = this.container;
    this.process = this.ground.run((container.command ?? []).map((word) => this.rewrite(word)), this.environment(container));
    return this.process;
  }

  /** Waits until the startup probe succeeds. */
  public async started(milliseconds = 120_000): Promise<void> { await this.until('startupProbe', milliseconds); }

  /** Waits until the readiness probe succeeds. */
  public async ready(milliseconds = 120_000): Promise<void> { await this.until('readinessProbe', milliseconds); }

  /** Runs a probe; one that outlasts its timeout has failed, as for the kubelet. */
  public async probe(name: ProbeName): Promise<Outcome> {
    const probe = this.container[name];
    const command = probe?.exec?.command ?? [];
    const began = Date.now();
    const process = this.ground.run(command.map((word) => this.rewrite(word)), this.environment(this.container));
    const ending = await process.end((probe?.timeoutSeconds ?? 1) * 1000);
    return { ...ending, output: process.output, milliseconds: Date.now() - began };
  }

  public get running(): Process {
    if (!this.process) { throw new Error(`${this.name} was never started.`); }
    return this.process;
  }

  public get log(): string { return this.running.output; }

  /** Every file of the volumes with its content, by path. */
  public volumes(): ReadonlyMap<string, string> {
    const mounts = (this.container.volumeMounts ?? []).map((m) => m.mountPath).filter((m) => m.startsWith('/var/lib/'));
    return new Map(mounts.flatMap((mount) => {
      const folder = this.path(mount);
      if (!fs.existsSync(folder)) { return []; }
      return fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort().flatMap((name): [string, string][] => {
        const file = path.join(folder, name);
        return [[path.join(mount, name), fs.statSync(file).isFile() ? fs.readFileSync(file, 'latin1') : 'folder']];
      });
    }));
  }

  /** The name and value of a variable of the init container, as the manifests have it. */
  public prepared(variable: string): string {
    const value = (this.spec.initContainers ?? []).flatMap((c) => c.env ?? []).find((e) => e.name === variable)?.value;
    if (value === undefined) { throw new Error(`The init container of ${this.name} has no variable ${variable}.`); }
    return value;
  }

  private async until(probe: ProbeName, milliseconds: number): Promise<void> {
    const { running } = this;
    await until(() => `the ${probe} of ${this.name} succeeds. The end of its log:\n${running.tail()}`, milliseconds, async () => {
      if (running.hasEnded) { throw new Error(`${this.name} has ended before its ${probe} succeeded. The end of its log:\n${running.tail()}`); }
      return (await this.probe(probe)).code === 0;
    });
  }

  private get container(): Container { return this.spec.containers[0]; }

  private mount(edit: Changes['edit'] = (_, text) => text): void {
    const volumes = new Map((this.spec.volumes ?? []).map((v) => [v.name, v]));
    const mounts = [...(this.spec.initContainers ?? []), ...this.spec.containers].flatMap((c) => c.volumeMounts ?? []);
    for (const { name, mountPath } of mounts) {
      const folder = this.path(mountPath);
      const volume = volumes.get(name);
      // Neither a claim nor an emptyDir for data: that is Kafka's own.
      if (volume !== undefined && !mountPath.startsWith('/var/lib/')) { fs.rmSync(folder, { recursive: true, force: true }); }
      fs.mkdirSync(folder, { recursive: true });
      if (volume?.secret) { this.mountSecret(volume.secret, folder); }
      if (volume?.configMap === undefined) { continue; }
      const configMap = this.configMaps.find((c) => c.metadata.name === volume.configMap?.name);
      if (!configMap) { throw new Error(`${this.name} mounts ConfigMap '${volume.configMap.name}', which is not in the manifests.`); }
      for (const [file, text] of Object.entries(configMap.data)) {
        const edited = edit(file, text);
        if (edited !== undefined) { fs.writeFileSync(path.join(folder, file), this.bound(file, this.rewrite(edited))); }
      }
    }
  }

  private mountSecret({ secretName = '', items }: NonNullable<Volume['secret']>, folder: string): void {
    const data = this.secrets.get(secretName);
    if (!data) { throw new Error(`${this.name} mounts Secret '${secretName}', which the test has not made.`); }
    for (const { key, path: file } of items ?? Object.keys(data).map((each) => ({ key: each, path: each }))) {
      if (data[key] === undefined) { throw new Error(`${this.name} mounts key '${key}' of Secret '${secretName}', which has none.`); }
      fs.writeFileSync(path.join(folder, file), data[key]);
    }
  }

  private environment(container: Container): Record<string, string> {
    return { HOSTNAME: this.name, ...Object.fromEntries((container.env ?? []).map(({ name, value }) => [name, this.rewrite(value ?? '')])) };
  }

  /** Paths as they are on this machine. */
  private rewrite(text: string): string {
    const [product, version] = this.container.image?.split('/').pop()?.split(':') ?? [];
    const mounts = [...(this.spec.initContainers ?? []), ...this.spec.containers].flatMap((c) => c.volumeMounts ?? []).map((m) => m.mountPath);
    const paths = new Map(mounts.map((mount) => [mount, this.path(mount)]));
    if (product === 'kafka') { paths.set('/opt/kafka/libs', kafkaLibs(version)); } else { paths.set(`/apache-zookeeper-${version}-bin/lib`, zooKeeperLibs(version)); }
    const alternatives = [...paths.keys()].sort((a, b) => b.length - a.length).map((p) => p.replace(/[.]/g, '\\.'));
    return text.replace(new RegExp(`(?<![\\w/.-])(${alternatives.join('|')})(?![\\w-])`, 'g'), (mount) => paths.get(mount) ?? mount);
  }

  /** Bound to the pod's address alone. */
  private bound(file: string, text: string): string {
    switch (file) {
      case 'kafka.properties':
        return text.replace(/^listeners=.*$/m, (line) => line.replaceAll('://:', `://${this.address}:`));
      case 'zoo.cfg':
        return `${text.replace('quorumListenOnAllIPs=true', 'quorumListenOnAllIPs=false')}clientPortAddress=${this.address}\n`;
      case 'probe.sh':
        return text.replace('127.0.0.1', this.address);
      default:
        return text;
    }
  }
}
