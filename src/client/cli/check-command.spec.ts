import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UNITS_FOLDER } from '../../../test/fixtures/sample-units.js';

const name = 'UPPLAN_202504_1371215102_43_1370000011_11_20250325100100.CSV';
const rows = readFileSync(join(UNITS_FOLDER, 'applicable', '202407', '2-use-slip', name));

describe('careplan check of a file of 100 MB', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'careplan-large-'));
    const file = openSync(join(folder, name), 'w');
    const piece = Buffer.concat(Array<Buffer>(1000).fill(rows));
    for (let written = 0; written < 100_000_000; written += piece.length) writeSync(file, piece);
    closeSync(file);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('needs less memory than the file has bytes: it is read as it is checked', () => {
    // Half of the file would not even fit as text. The program itself takes some 20 MB of it.
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--max-old-space-size=48', 'dist/src/client/cli/main.js', 'check', folder, '--json'],
      { encoding: 'utf8' },
    );
    expect(stderr).toBe('');
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, findings: [{ rule: 'unit', file: null }] });
  });
});
