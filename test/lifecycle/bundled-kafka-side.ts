import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleProgram } from '../../tools/lifecycle-program/bundle';

type KafkaSide = typeof import('./kafka-side');

/** Bundled as the program is, since jest cannot load the ES module of the client library. */
export const {
  LoadWatch, alterLogDirs, changeTopics, changeUsers, configure, electLeaders, mark, observeKafka, observeLoad, reassign, unregister, withKafka,
} = bundled();

function bundled(): KafkaSide {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-kafka-bundle-'));
  try {
    const file = join(folder, 'kafka-side.js');
    bundleProgram(join(__dirname, 'kafka-side.ts'), file);
    return createRequire(__filename)(file) as KafkaSide;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
