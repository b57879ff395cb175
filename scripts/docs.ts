import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { MANUAL_FILES, manualDocument } from '../src/standard/manual/manual-documents.js';

const folder = resolve('docs');

/** `npm run docs` writes the manual of the rules; `npm run docs -- --check` fails when the committed one has drifted. */
function run(): void {
  for (const language of ['ja', 'en'] as const) {
    const file = join(folder, MANUAL_FILES[language]);
    const text = manualDocument(language);
    if (!process.argv.includes('--check')) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, text);
      console.log(`written: ${file}`);
    } else if (readFileSync(file, 'utf8') !== text) {
      console.error(`docs/${MANUAL_FILES[language]} is not what the code says: run \`npm run docs\` and commit it.`);
      process.exitCode = 1;
    }
  }
}

run();
