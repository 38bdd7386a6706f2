import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/**
 * Where the classes of real Kafka and ZooKeeper come from: Maven resolves what the images of the local Kubernetes hold
 * too, once, into `${XDG_CACHE_HOME:-~/.cache}/cdk8s-kafka/<product>-<version>`.
 */

const IMAGES = path.join(__dirname, '..', '..', 'tools', 'local-kubernetes', 'images');
const COPY_DEPENDENCIES = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';

/** The folder with the jars of a Kafka version: Kafka 3 with reload4j, Kafka 4 with log4j2, as its distribution has it. */
export function kafkaLibs(version: string): string {
  return libs('kafka', version, version.startsWith('3.') ? 'log4j1' : 'log4j2');
}

/** The folder with the jars of a ZooKeeper version and of the logback that it comes with. */
export function zooKeeperLibs(version: string): string {
  return libs('zookeeper', version, 'zookeeper');
}

let javaCommand: string | undefined;

/** The `java` command: that of `JAVA_HOME`, or the one in the path. Kafka 4's brokers need Java 17 (KIP-1013). */
export function java(): string {
  if (javaCommand === undefined) {
    const command = process.env.JAVA_HOME ? path.join(process.env.JAVA_HOME, 'bin', 'java') : 'java';
    const answer = spawnSync(command, ['-XshowSettings:properties', '-version'], { encoding: 'utf8' });
    const found = /java\.specification\.version = ([\d.]+)/.exec(answer.stderr ?? '')?.[1];
    if (found === undefined || !(Number.parseFloat(found) >= 17)) {
      throw new Error(`Tests with real brokers need Java 17 or later, and "${command}" ${found === undefined ? 'does not run' : `is Java ${found}`}. `
        + 'Install a JDK (on Debian: apt-get install openjdk-17-jdk-headless), or let JAVA_HOME name one.');
    }
    javaCommand = command;
  }
  return javaCommand;
}

function libs(product: 'kafka' | 'zookeeper', version: string, profile: string): string {
  const cache = path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'cdk8s-kafka');
  const folder = path.join(cache, `${product}-${version}`);
  if (fs.existsSync(folder)) {
    return folder;
  }
  if (spawnSync('mvn', ['--version']).status !== 0) {
    throw new Error(`Tests with real brokers need Maven to fetch ${product} ${version}, and "mvn" does not run. Install it (on Debian: apt-get install maven).`);
  }
  fs.mkdirSync(cache, { recursive: true });
  // Complete or not there at all, also with several test processes at once: fill a folder of our own, then rename it.
  const filling = fs.mkdtempSync(`${folder}.`);
  fs.chmodSync(filling, 0o755);
  try {
    execFileSync('mvn', [
      '--quiet', '--batch-mode', '-Dstyle.color=never', '--file', path.join(IMAGES, product, 'pom.xml'), `-Dimage.version=${version}`, `-P${profile}`,
      COPY_DEPENDENCIES, '-DincludeScope=runtime', `-DoutputDirectory=${filling}`,
    ], { encoding: 'utf8', stdio: 'pipe' });
    fs.renameSync(filling, folder);
  } catch (error) {
    fs.rmSync(filling, { recursive: true, force: true });
    if (!fs.existsSync(folder)) {
      throw new Error(`Maven could not fetch the libraries of ${product} ${version}. ${mavenOutput(error)}`, { cause: error });
    }
  }
  return folder;
}

function mavenOutput(error: unknown): string {
  return error instanceof Error && 'stdout' in error ? `Its output:\n${String(error.stdout)}` : String(error);
}
