import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { describeApplication } from '../src/application.js';

/** Where the document is kept; CI compares it with the code. */
const file = resolve('openapi/openapi.json');

/** `npm run openapi` writes the document; `npm run openapi -- --check` fails when the committed one has drifted. */
async function run(): Promise<void> {
  const text = `${JSON.stringify(await describeApplication(), null, 2)}\n`;
  if (!process.argv.includes('--check')) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    console.log(`written: ${file}`);
    return;
  }
  if (readFileSync(file, 'utf8') !== text) {
    console.error('openapi/openapi.json is not what the code says: run `npm run openapi` and commit it.');
    process.exitCode = 1;
  }
}

await run();
