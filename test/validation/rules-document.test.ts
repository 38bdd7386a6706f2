import * as fs from 'node:fs';
import * as path from 'node:path';
import { KAFKA_RULES } from '../../src/kafka/rules';
import { LIFECYCLE_RULES } from '../../src/lifecycle/rules';
import { ZOOKEEPER_RULES } from '../../src/zookeeper/rules';
import { documentedRules, rulesDocument } from '../../tools/rules-document/document';

const DOCS = path.join(__dirname, '..', '..', 'docs');

test('docs/rules.md is what the rules say (npx tsx tools/rules-document/generate.ts)', () => {
  expect(fs.readFileSync(path.join(DOCS, 'rules.md'), 'utf8')).toBe(rulesDocument());
});

test.each(documentedRules().map(({ rule }) => [rule.id, rule] as const))('%s is described', (id, { summary, why, source }) => {
  expect(id).toMatch(/^[a-z][a-z-]*\.[a-z][a-z-]*$/);
  for (const text of [summary, why]) { expect(text).toMatch(/^['A-Za-z].*\.$/s); }
  // A page, a KIP, or a class.
  expect(source).toMatch(/^(https:\/\/|docs\/[a-z-]+\.md|KIP-\d|([a-z]+\.)+[A-Z])/);
});

test('a rule for several kinds of constructs is the same for all', () => {
  for (const { id, summary, severity } of KAFKA_RULES) {
    for (const rules of [ZOOKEEPER_RULES, LIFECYCLE_RULES]) {
      const other = rules.find((rule) => rule.id === id);
      if (other) { expect(other).toMatchObject({ summary, severity }); }
    }
  }
});
