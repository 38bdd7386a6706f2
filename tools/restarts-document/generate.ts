import * as fs from 'node:fs';
import * as path from 'node:path';
import { restartsDocument } from './document';

// Writes docs/restarts.md: npx tsx tools/restarts-document/generate.ts
fs.writeFileSync(path.join(__dirname, '..', '..', 'docs', 'restarts.md'), restartsDocument());
