import * as fs from 'node:fs';
import * as path from 'node:path';
import { lifecycleRules, lifecycleRulesDocument } from '../../tools/lifecycle-rules-document/document';

const DOCUMENT = path.join(__dirname, '..', '..', 'docs', 'lifecycle-rules.md');

test('docs/lifecycle-rules.md is what the rules say (npx tsx tools/lifecycle-rules-document/generate.ts)', () => {
  expect(fs.readFileSync(DOCUMENT, 'utf8')).toBe(lifecycleRulesDocument());
});

test.each(lifecycleRules().map((rule) => [rule.id, rule] as const))('%s is described', (id, { summary, why, source, mend }) => {
  expect(id).toMatch(/^[a-z][a-z-]*\.[a-z][a-z-]*$/);
  for (const text of [summary, why, mend]) { expect(text).toMatch(/^[A-Z].*\.$/s); }
  expect(source).toMatch(/^https:\/\//);
});
