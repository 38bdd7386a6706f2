import * as fs from 'node:fs';
import * as path from 'node:path';
import { rulesDocument } from './document';

// Writes docs/rules.md: npx tsx tools/rules-document/generate.ts
fs.writeFileSync(path.join(__dirname, '..', '..', 'docs', 'rules.md'), rulesDocument());
