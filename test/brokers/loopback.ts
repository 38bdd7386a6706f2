import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ApiObject, Chart, Testing } from 'cdk8s';
import { java, kafkaLibs } from './kafka-libs';
import { LoopbackPod } from './loopback-pod';
import { ConfigMap, StatefulSet } from './manifests';
import { Process } from '../process';

/** Each test process has 1024 addresses of 127.64.0.0/10 to itself, told apart by its id. */
const ADDRESSES = 1024;

const FOLDER = 'cdk8s-kafka-brokers-';
const folders = new Set<string>();
process.on('exit', () => folders.forEach((folder) => fs.rmSync(folder, { recursive: true, force: true })));

let addresses = 0;

/**
 * The ground on which the pods of synthesized manifests run as processes of this machine, each with a loopback address of its own, so that the ports stay what
 * they are, and a folder in the place of its root. Java finds the addresses by the pods' own names in a file of hosts.
 */
export class Loopback {
  public readonly folder: string;
  private readonly pods = new Map<string, LoopbackPod>();
  private readonly secrets = new Map<string, Readonly<Record<string, string>>>();
  private readonly processes = new Set<Process>();

  constructor() {
    if (process.platform !== 'linux') {
      throw new Error(`Tests with real brokers give each its own loopback address, as only Linux does; this is ${process.platform}.`);
    }
    // Memory rather than disk, where there is some: brokers wait for every write.
    const parent = fs.existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir();
    removeLeftOvers(parent);
    this.folder = fs.mkdtempSync(path.join(parent, `${FOLDER}${process.pid}-`));
    folders.add(this.folder);
    fs.writeFileSync(this.hostsFile, `127.0.0.1 localhost ${os.hostname()}\n`);
  }

  /** Makes the pods that a chart's StatefulSets would have, whatever the rules say of it. None is started. */
  public deploy(declare: (chart: Chart) => void): this {
    const chart = new Chart(Testing.app(), 'chart', { namespace: 'brokers' });
    declare(chart);
    const objects: { kind: string }[] = chart.node.findAll().filter((c): c is ApiObject => ApiObject.isApiObject(c)).map((o) => o.toJson());
    const configMaps = objects.filter((o): o is ConfigMap => o.kind === 'ConfigMap');
    for (const set of objects.filter((o): o is StatefulSet => o.kind === 'StatefulSet')) {
      for (let i = 0; i < (set.spec.replicas ?? 0); i++) {
        const name = `${set.metadata.name}-${(set.spec.ordinals?.start ?? 0) + i}`;
        const known = this.pods.get(name);
        const address = known?.address ?? newAddress();
        if (known === undefined) {
          fs.appendFileSync(this.hostsFile, `${address} ${name}.${set.spec.serviceName}.brokers.svc.cluster.local ${name}.${set.spec.serviceName} ${name}\n`);
        }
        const { spec } = set.spec.template;
        if (!spec) { throw new Error(`StatefulSet '${set.metadata.name}' has no pods.`); }
        this.pods.set(name, new LoopbackPod(this, name, address, spec, configMaps, this.secrets));
      }
    }
    return this;
  }

  /** Makes a Secret, or changes it: what is prepared from then on sees it. */
  public secret(name: string, data: Readonly<Record<string, string>>): void { this.secrets.set(name, data); }

  public pod(name: string): LoopbackPod {
    const pod = this.pods.get(name);
    if (!pod) { throw new Error(`There is no pod '${name}'; there are ${[...this.pods.keys()].join(', ')}.`); }
    return pod;
  }

  public get all(): readonly LoopbackPod[] { return [...this.pods.values()]; }

  /** Prepares and starts pods, all at once, and waits until they are ready. */
  public async up(...pods: LoopbackPod[]): Promise<void> {
    await Promise.all(pods.map(async (pod) => {
      const prepared = await pod.prepare();
      if (prepared.code !== 0) { throw new Error(`${pod.name} was not prepared:\n${prepared.output}`); }
      pod.start();
    }));
    await Promise.all(pods.map((pod) => pod.started()));
  }

  /** Starts a process that ends with the ground. */
  public run(command: readonly string[], environment: Readonly<Record<string, string>> = {}): Process {
    const started = new Process(command, { env: { ...this.environment, ...environment }, cwd: this.folder });
    this.processes.add(started);
    void started.ended.then(() => this.processes.delete(started));
    return started;
  }

  /** Runs a program of Kafka's, or the Java file of our own, to its end. */
  public async tool(version: string, main: string, ...args: string[]): Promise<{ code: number | null; output: string }> {
    const tool = this.run([java(), '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', `${kafkaLibs(version)}/*`, main, ...args]);
    const { code } = await tool.end(120_000);
    return { code, output: tool.output };
  }

  public async close(): Promise<void> {
    await Promise.all([...this.processes].map((each) => each.kill()));
    fs.rmSync(this.folder, { recursive: true, force: true });
    folders.delete(this.folder);
  }

  /** The addresses of the pods by their names, as /etc/hosts has them. */
  public get hostsFile(): string { return path.join(this.folder, 'hosts'); }

  private get environment(): NodeJS.ProcessEnv {
    const command = java();
    return {
      PATH: [...(path.isAbsolute(command) ? [path.dirname(command)] : []), process.env.PATH].join(':'),
      HOME: this.folder,
      // The launcher puts these before the arguments it is given (JDK 9 and later). What lives for seconds is not worth the slower compiler's time.
      JDK_JAVA_OPTIONS: `-XX:TieredStopAtLevel=1 -Djdk.net.hosts.file=${this.hostsFile}`,
    };
  }
}

/** An address that nothing else of these tests has. */
export function newAddress(): string {
  const number = (process.pid % 4096) * ADDRESSES + addresses % ADDRESSES;
  addresses += 1;
  return `127.${64 + Math.floor(number / 65536)}.${Math.floor(number / 256) % 256}.${number % 256}`;
}

/** Folders of test processes that were killed before they could remove them. */
function removeLeftOvers(parent: string): void {
  for (const name of fs.readdirSync(parent)) {
    const owner = new RegExp(`^${FOLDER}(\\d+)-`).exec(name)?.[1];
    if (owner !== undefined && !fs.existsSync(`/proc/${owner}`)) { fs.rmSync(path.join(parent, name), { recursive: true, force: true }); }
  }
}
