import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { largeMetadataAnswer } from './large-metadata';
import { apiVersionsAnswer, clusterAnswer, ScriptedNode } from './scripted-node';
import { bundleProgram } from '../../../../tools/lifecycle-program/bundle';

const folder = mkdtempSync(join(tmpdir(), 'cdk8s-kafka-large-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a million partitions on a thousand brokers fit: with an object for each, 48 MiB of heap would not be enough', async () => {
  const program = join(folder, 'program.js');
  bundleProgram(join(__dirname, 'read-large-metadata.ts'), program);
  const scripted = new ScriptedNode({ 3: largeMetadataAnswer(1_000_000, 1000), 18: apiVersionsAnswer({ 3: 12, 60: 1 }), 60: clusterAnswer('ours') });
  const node = await scripted.start();
  try {
    // What a process has held at the most counts whatever it was forked from: here that is a shell, and not this one.
    const { stdout } = await promisify(execFile)('sh', ['-c', 'node --max-old-space-size=48 "$0" "$1"; exit $?', program, JSON.stringify(node)]);
    const { mebibytes, ...read } = JSON.parse(stdout);
    expect(read).toEqual({ partitions: 1_000_000, last: ['topic-of-some-app-49999', 19, 999, 999, 0, 1] });
    expect(mebibytes).toBeLessThan(400);
  } finally {
    await scripted.stop();
  }
}, 60_000);
