import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFiles } from './write-files.js';

let above: string;
let folder: string;
const bytes = Buffer.from([0x82, 0xa0, 0x0d, 0x0a]);

beforeEach(() => {
  above = mkdtempSync(join(tmpdir(), 'files-'));
  folder = join(above, 'in', 'box');
});

afterEach(() => rmSync(above, { recursive: true }));

describe('writing what was collected', () => {
  test('makes the folder and writes the bytes as they are, for the owner only', async () => {
    const [written] = await writeFiles(folder, [{ name: 'A.CSV', bytes }]);
    expect(written).toEqual({ name: 'A.CSV', path: join(folder, 'A.CSV'), isNew: true });
    expect(readFileSync(join(folder, 'A.CSV'))).toEqual(bytes);
    expect(statSync(join(folder, 'A.CSV')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['A.CSV']);
  });

  test('leaves a file that is the same already', async () => {
    await writeFiles(folder, [{ name: 'A.CSV', bytes }]);
    const [again] = await writeFiles(folder, [{ name: 'A.CSV', bytes }]);
    expect(again?.isNew).toBe(false);
  });

  test('writes nothing at all when one file would overwrite another', async () => {
    await writeFiles(folder, [{ name: 'B.CSV', bytes: Buffer.from('other') }]);
    const writing = writeFiles(folder, [
      { name: 'A.CSV', bytes },
      { name: 'B.CSV', bytes },
    ]);
    await expect(writing).rejects.toMatchObject({ code: 'differs', file: 'B.CSV' });
    expect(readdirSync(folder)).toEqual(['B.CSV']);
    expect(readFileSync(join(folder, 'B.CSV'), 'utf8')).toBe('other');
  });

  test('does not follow a link that lies under the name', async () => {
    await writeFiles(folder, []);
    const elsewhere = join(above, 'elsewhere');
    writeFileSync(elsewhere, bytes);
    symlinkSync(elsewhere, join(folder, 'A.CSV'));
    await expect(writeFiles(folder, [{ name: 'A.CSV', bytes }])).rejects.toMatchObject({ code: 'differs' });
    symlinkSync(join(above, 'nowhere'), join(folder, 'B.CSV'));
    await expect(writeFiles(folder, [{ name: 'B.CSV', bytes }])).rejects.toMatchObject({ code: 'differs' });
  });

  test.each([
    '../A.CSV',
    '/tmp/A.CSV',
    'a\\A.CSV',
    '..',
    '',
    '.hidden',
    'C:A.CSV',
    'NUL',
    'con.csv',
    'A\0.CSV',
    'A.CSV ',
  ])('refuses the name %j', async (name) => {
    await expect(writeFiles(folder, [{ name, bytes }])).rejects.toMatchObject({ code: 'name' });
    expect(readdirSync(above)).toEqual([]);
  });

  test('refuses two names that are one where case does not count', async () => {
    const writing = writeFiles(folder, [
      { name: 'A.CSV', bytes },
      { name: 'a.csv', bytes },
    ]);
    await expect(writing).rejects.toMatchObject({ code: 'name', file: 'a.csv' });
  });
});
