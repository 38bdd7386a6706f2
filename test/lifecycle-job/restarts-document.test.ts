import * as fs from 'node:fs';
import * as path from 'node:path';
import { restartsDocument } from '../../tools/restarts-document/document';

test('docs/restarts.md is what decides (npx tsx tools/restarts-document/generate.ts)', () => {
  expect(fs.readFileSync(path.join(__dirname, '..', '..', 'docs', 'restarts.md'), 'utf8')).toBe(restartsDocument());
});

test.each([
  '| `num.io.threads` | all |  | yes |',
  '| `log.retention.ms` | all |  |  |',
  '| `log.message.downconversion.enable` | 3.9 |  |  |',
  '| `cordoned.log.dirs` | from 4.3 on | yes |  |',
  '| `max.decompressed.message.bytes` | 4.2 |  |  |',
  '| `metric.reporters` | a reporter\'s own settings are read when a node starts |',
])('%s', (row) => {
  expect(restartsDocument().split('\n')).toContain(row);
});
