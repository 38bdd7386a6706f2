import * as fs from 'node:fs';
import * as path from 'node:path';
import { lifecycleRulesDocument } from './document';

// Writes docs/lifecycle-rules.md: npx tsx tools/lifecycle-rules-document/generate.ts
fs.writeFileSync(path.join(__dirname, '..', '..', 'docs', 'lifecycle-rules.md'), lifecycleRulesDocument());
