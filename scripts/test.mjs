#!/usr/bin/env node
/** Runs all tests, passing its arguments on to Jest, and says as its very last line how many passed and failed. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), 'careplan-results-'));
const resultsFile = join(folder, 'results.json');

try {
  const code = await runJest(process.argv.slice(2));
  const { passed, failed, skipped } = count(code);
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  process.exitCode = failed > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function runJest(args) {
  const node = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const jest = [join(root, 'node_modules', 'jest', 'bin', 'jest.js'), '--json', `--outputFile=${resultsFile}`];
  // Jest prints the same JSON to its standard output, where nobody wants it; what it says to people goes to the other.
  const stdio = ['inherit', 'ignore', 'inherit'];
  const child = spawn(process.execPath, [...node, ...jest, ...args], { cwd: root, stdio });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/** A suite that did not run counts as a failure, and so does a run that failed without saying where. */
function count(code) {
  const results = readResults();
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  return {
    passed: results.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: results.numPendingTests + results.numTodoTests,
  };
}

function readResults() {
  const nothing = {
    numPassedTests: 0,
    numFailedTests: 0,
    numRuntimeErrorTestSuites: 0,
    numPendingTests: 0,
    numTodoTests: 0,
  };
  try {
    return { ...nothing, ...JSON.parse(readFileSync(resultsFile, 'utf8')) };
  } catch (error) {
    if (error.code === 'ENOENT') return nothing;
    throw error;
  }
}
